import { localTime, POINTER, plausibleDate } from './expressions.ts';
import { column, type ReaderView } from './reader-view.ts';
import { SOURCE_STANDING } from './source-standing.ts';

export const publication: ReaderView = {
  name: 'bi_core.publication',
  describes: 'The publication that every other view shows.',
  row: 'in all',
  columns: [
    column('number', 'integer', 'Number of the publication.', 'n.number'),
    column('business_date', 'date', 'The night, by its business date.', 'n.business_date'),
    column(
      'published_at',
      'timestamp without time zone',
      "When it was published; in the pipeline's time zone.",
      localTime('n.published_at'),
    ),
  ],
  from: `from ops.publication n where n.number = ${POINTER}`,
};

export const dimDate: ReaderView = {
  name: 'bi_core.dim_date',
  describes: 'A calendar, from 1900 to a year from today.',
  row: 'a day',
  columns: [
    column('date', 'date', 'The day.', 'd.day'),
    column('year', 'integer', 'Calendar year.', 'extract(year from d.day)'),
    column('quarter', 'integer', 'Quarter of the calendar year.', 'extract(quarter from d.day)'),
    column('month', 'integer', 'Month, 1 to 12.', 'extract(month from d.day)'),
    column('month_name', 'text', 'Name of the month.', "to_char(d.day, 'FMMonth')"),
    column('iso_week', 'integer', 'ISO week.', 'extract(week from d.day)'),
    column('weekday', 'integer', 'Day of the week: 1 is Monday, 7 Sunday.', 'extract(isodow from d.day)'),
    column('weekday_name', 'text', 'Name of the day of the week.', "to_char(d.day, 'FMDay')"),
    column('school_year', 'text', 'School year, from September, e.g. 2025/26.', yearFrom(9)),
    column('financial_year', 'text', 'Financial year, from April, e.g. 2025/26.', yearFrom(4)),
  ],
  from: `from (select generate_series(timestamp '1900-01-01', (select t.today + interval '1 year' from governance.today t), interval '1 day')::date as day) d`,
};

export const dimSource: ReaderView = {
  name: 'bi_core.dim_source',
  describes: 'Sources: who provides them, how often they come, how fresh they are.',
  row: 'a source',
  columns: [
    column('source', 'text', 'Name of the source.', 's.name'),
    column('label', 'text', 'Name that people know.', 's.label'),
    column('organisation', 'text', 'Organisation that provides it, as in dim_organisation.', 's.organisation'),
    column('dataset', 'text', 'Dataset that it delivers.', 's.dataset'),
    column('agreement', 'text', 'Agreement under which it flows.', 's.agreement'),
    column('shared', 'boolean', 'Anything of it is shared with this login.', 's.shared'),
    column('cadence', 'text', 'How often it comes: day, week, month or term.', 's.cadence'),
    column('arrives_by', 'text', 'Local time by which it should have come.', 's.arrives_by'),
    column('last_delivered', 'date', 'Date of the last delivery that was taken, where it is shared.', plausibleDate('s.last_delivered')),
    column('next_expected', 'date', 'When it is next expected, where it is shared.', plausibleDate('s.next_expected')),
    column('stale_after_days', 'integer', 'Days without a delivery after which it is stale.', 's.stale_after_days'),
    column('freshness', 'text', 'fresh, late or stale, where it is shared.', 's.freshness'),
    column('population', 'text', 'Whom it covers, where it says so.', 's.population'),
    column('area', 'text', 'Where, where it says so.', 's.area'),
  ],
  from: `from ${SOURCE_STANDING} s`,
};

export const dimOrganisation: ReaderView = {
  name: 'bi_core.dim_organisation',
  describes: 'Organisations of the register.',
  row: 'an organisation',
  columns: [
    column('organisation', 'text', 'Id in the register.', 'o.id'),
    column('name', 'text', 'Name.', 'o.name'),
    column('kind', 'text', 'Kind of organisation.', 'o.kind'),
  ],
  from: 'from governance.organisation o',
};

function yearFrom(month: number): string {
  const first = `extract(year from d.day - interval '${month - 1} months')::int`;
  return `${first} || '/' || lpad(((${first} + 1) % 100)::text, 2, '0')`;
}
