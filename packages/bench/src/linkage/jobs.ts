import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FEBRL3_MODEL, HISTORICAL_MODEL } from './known-models.ts';
import { OWN_FEBRL3_MODEL, OWN_HISTORICAL_MODEL } from './own-models.ts';
import { writePeople } from './people.ts';
import { type ModelSettings, PEOPLE_MODEL } from './people-model.ts';

/** Records to be deduplicated, how, and who they truly are. */
export interface LinkageJob {
  readonly name: string;
  readonly model: ModelSettings;
  /** A better model, made without a look at the truth, whose clusters are measured besides; `null`: none. */
  readonly own: ModelSettings | null;
  readonly file: string;
  /** Blanks around headers and cells are taken away, by every peer alike. */
  readonly trim: boolean;
  /** Pairs of Splink's sample for u. */
  readonly uPairs: number;
  /** The true entity of a record of the file, in SQL. */
  readonly entity: string;
  /** Columns that would tell the truth to a peer that looks at all of them. */
  readonly telling: readonly string[];
}

/** Splink's own example data, where they are; a folder of them is named by who runs the bench. */
export function knownJobs(data: string): { readonly jobs: readonly LinkageJob[]; readonly missing: readonly string[] } {
  const all: readonly LinkageJob[] = [
    {
      name: 'historical_50k',
      model: HISTORICAL_MODEL,
      own: OWN_HISTORICAL_MODEL,
      file: join(data, 'historical_figures_with_errors_50k.parquet'),
      trim: false,
      uPairs: 1e7,
      entity: 't.cluster',
      telling: ['cluster', 'full_name'],
    },
    {
      name: 'febrl3',
      model: FEBRL3_MODEL,
      own: OWN_FEBRL3_MODEL,
      file: join(data, 'febrl3.csv'),
      trim: true,
      uPairs: 1e7,
      entity: "regexp_extract(t.rec_id, 'rec-[0-9]+')",
      telling: ['rec_id'],
    },
  ];
  return { jobs: all.filter(({ file }) => existsSync(file)), missing: all.filter(({ file }) => !existsSync(file)).map(({ file }) => file) };
}

/** Made-up adults, so many records. */
export function generatedJob(records: number, folder: string): LinkageJob {
  const file = join(folder, `people-${records}.csv`);
  if (!existsSync(file)) writePeople({ path: file, records, seed: 1 });
  return {
    name: `${records} generated records`,
    model: PEOPLE_MODEL,
    own: null,
    file,
    trim: false,
    uPairs: 1e7,
    entity: 't.person',
    telling: ['person'],
  };
}
