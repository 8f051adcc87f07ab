import { type PlainTable, required } from '../tables/column.ts';

/** What the readers' views need of the declarations when somebody reads. */
export const SETTINGS_TABLES = [
  {
    name: 'ops.setting',
    comment: 'Settings of the pipeline that views look up when somebody reads.',
    columns: [required('name', 'text', 'time_zone, or freshness_as_of: clock or publication.'), required('value', 'text', 'Value.')],
    key: ['name'],
  },
  {
    name: 'golden.rule',
    comment: 'Survivorship rule of each attribute, in words.',
    columns: [
      required('position', 'smallint', 'Position of the attribute, from 0.'),
      required('rule', 'text', 'Rule that chooses among the values of sources.'),
    ],
    key: ['position'],
  },
] as const satisfies readonly PlainTable[];
