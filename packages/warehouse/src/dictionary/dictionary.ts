import { literal } from '../tables/identifiers.ts';
import { column, type ReaderView } from '../views/reader-view.ts';

/** One column of a reader's view, as the dictionary tells of it. */
export interface DictionaryEntry {
  readonly view: string;
  readonly column: string;
  readonly type: string;
  /** Shape and attribute of the data item, where the column is one. */
  readonly shape: string | null;
  readonly attribute: string | null;
  readonly describes: string;
}

/** The dictionary of the given views. */
export const dictionaryOf = (views: readonly ReaderView[]): readonly DictionaryEntry[] =>
  views.flatMap((view) =>
    view.columns.map((c) => {
      const [shape = null, attribute = null] = c.item?.split('.') ?? [];
      return { view: view.name, column: c.name, type: c.type, shape, attribute, describes: c.describes };
    }),
  );

/** The dictionary as a view of its own, itself included. */
export function dictionaryView(views: readonly ReaderView[]): ReaderView {
  const columns = ['view', 'column', 'type', 'shape', 'attribute', 'describes'] as const;
  const about = [
    'View.',
    'Column.',
    'SQL type.',
    'Shape of the data item, e.g. person, where the column is one.',
    'Attribute of the shape.',
    'What it is.',
  ];
  const itself: ReaderView = {
    name: 'bi_core.dictionary',
    describes: 'What every column of these views is.',
    row: 'a column',
    columns: columns.map((name, at) => column(name, 'text', about[at] ?? '', `e."${name}"`)),
    from: '',
  };
  const rows = dictionaryOf([...views, itself]).map(
    (entry) => `(${columns.map((name) => (entry[name] === null ? 'null' : literal(entry[name] ?? ''))).join(', ')})`,
  );
  return { ...itself, from: `from (values ${rows.join(',\n')}) e (${columns.map((name) => `"${name}"`).join(', ')})` };
}
