import { DeclarationError } from '@golden-thread/shapes/errors';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { readPublication, readRun, readRunInputs, readTableState } from '@golden-thread/warehouse/queries/ledger';
import { readPolicy } from '@golden-thread/warehouse/queries/policy';
import type { Warehouse } from '../night/warehouse-handle.ts';

/** The policy that the publication which readers see was made under. */
export interface PublishedPolicy {
  readonly publication: number;
  /** Number of the next publication. */
  readonly next: number;
  /** The tables hold what readers see: no night was begun, and none withdrawn. */
  readonly isAtRest: boolean;
  readonly version: number;
  readonly lines: MatchPolicy;
  /** Judgements and never-links counted as they stood then. */
  readonly asAt: { readonly businessDate: string; readonly instant: string };
}

/** @throws DeclarationError before the first publication. */
export async function policyOfPublication(warehouse: Warehouse): Promise<PublishedPolicy> {
  const { pointer, built, next } = await readTableState(warehouse.db);
  const publication = pointer === 0 ? undefined : await readPublication(warehouse.db, pointer);
  const run = publication === undefined ? undefined : await readRun(warehouse.db, publication.run);
  if (run === undefined)
    throw new DeclarationError({
      code: 'policy.nothing_published',
      message: 'Nothing is published yet, so there is nothing to try a policy on.',
      remedy: 'Run a night first: gt nightly',
    });
  const inputs = await readRunInputs(warehouse.db, run.run);
  const frozen = (name: string): number => Number(inputs.find((input) => input.kind === 'policy' && input.name === name)?.value);
  const version = frozen('version');
  const row = await readPolicy(warehouse.db, version);
  if (row === undefined) throw new TypeError('the publication has no policy');
  const { join, break: breakBits, review, margin } = row;
  return {
    publication: pointer,
    next,
    isAtRest: built === pointer,
    version,
    lines: { join, break: breakBits, review, margin, floor: frozen('floor') },
    asAt: { businessDate: run.business_date, instant: run.instant },
  };
}
