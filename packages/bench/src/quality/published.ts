import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';

/** A record of the published night, as a truth file names it. */
export interface PublishedRecord {
  readonly record: number;
  /** `source/part/id`. */
  readonly key: string;
  /** Who it is, as the product says. */
  readonly person: string;
  /** Forename, surname and date of birth as delivered; null where one is missing. */
  readonly exact: string | null;
  readonly nhsNumber: string | null;
  readonly upn: string | null;
  readonly surname: string | null;
  readonly issues: readonly string[];
}

/** A never-link between records, by `source/part/id`, and the night on which the flag feed first names it. */
export interface NeverPair {
  readonly a: string;
  readonly b: string;
  readonly fromNight: number;
}

/** Every record of the published night with its person. */
export async function publishedRecords(warehouse: Warehouse): Promise<readonly PublishedRecord[]> {
  const { rows } = await warehouse.pool.query<PublishedRecord>(`
    select r.record_key as record, s.name || '/' || r.part || '/' || r.source_record_id as key, m.person_key::text as person,
           upper(v.raw[1]) || '|' || upper(v.raw[3]) || '|' || v.birth_date as exact, v.nhs_number as "nhsNumber", v.upn, v.surname, v.issues
    from core.person_version v join core.record r using (record_key) join core.source s using (source)
    join link.membership m on m.record_key = v.record_key and m.to_publication = ${OPEN}
    where v.to_publication = ${OPEN}`);
  return rows;
}

/** Records kept apart by adoption or refuge. */
export function neverPairs(truthDirectory: string): readonly NeverPair[] {
  return readTruth(`${truthDirectory}/pairs-never.csv`).map((row) => ({
    a: `${row['a_source']}/${row['a_part']}/${row['a_source_record_id']}`,
    b: `${row['b_source']}/${row['b_part']}/${row['b_source_record_id']}`,
    fromNight: Number(row['night_from']),
  }));
}
