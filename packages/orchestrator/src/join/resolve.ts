import { analyseTables } from '@golden-thread/warehouse/analyse';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import { isFirstToJoin, type Night } from '../night/night.ts';
import { writingStep } from '../night/transaction.ts';
import { policyEffect } from '../policy/policy-effect.ts';
import { affectedKeys } from './affected.ts';
import { leavingRows } from './edges-leaving.ts';
import { joinContextOf } from './join-context.ts';
import {
  barRows,
  claimRows,
  edgeRows,
  membershipRows,
  readDecided,
  readJoinState,
  resolveScopeAmongAll,
  reviewRows,
  reviewsClosed,
} from './join-state.ts';
import type { LiveRecords } from './records.ts';
import { readEarlier } from './state.ts';

/**
 * Resolves the affected components into persons: held edges, memberships, ids, lineage and review items, written as a
 * difference. Records nobody touched keep their rows. Lineage is told from the base, also where another policy came first.
 */
export async function resolvePersons(night: Night, all: LiveRecords): Promise<void> {
  const context = joinContextOf(night);
  const decided = await readDecided(context, all);
  const affected = await affectedKeys(night, all, decided);
  const joined = await readJoinState(context, all, { decided, scope: affected });
  const earlier = night.inputs.get('option:policy_pass') === 'true' ? await readEarlier(night.warehouse, night.run.publication) : null;
  const indices =
    affected === null
      ? Int32Array.from({ length: all.size }, (_, index) => index)
      : Int32Array.from(affected.live, (key) => all.indexOf.get(key) ?? 0).sort();
  const scope = await resolveScopeAmongAll(context, joined, indices, earlier);
  const { resolution } = scope;
  const departed = [...joined.identity.membership.keys()].filter((key) => !all.indexOf.has(key)).map((key) => [key]);
  const reviews = reviewRows(resolution);
  const effect = policyEffect({ joined, scope }); // of the data alone: another policy came before, as a step of its own

  await writingStep(night, 'resolve', '', async (tx) => {
    const { publication } = night.run;
    const put = (table: string, upserts: readonly CopyRow[], deletes: readonly CopyRow[], firstWrite: boolean) =>
      writeDiff(tx.client, versionedTable(table), publication, { upserts, deletes, firstWrite });
    const first = isFirstToJoin(night);
    const latched = await put('link.edge', [...edgeRows(joined, scope, () => false), ...leavingRows(context, joined, scope)], [], false);
    const members = await put('link.membership', membershipRows(joined, scope), departed, first);
    const claims = await put('link.claim', claimRows(resolution), [], first);
    await put('link.claim_bar', barRows(resolution), [], first);
    await put(
      'link.person_lineage',
      resolution.lineage.map((l) => [l.person, publication, l.kind, l.other, l.reason]),
      [],
      night.inputs.get('option:reverted') === 'false',
    );
    await put('link.review_item', reviews, reviewsClosed(joined, scope), first);
    if (night.run.base === 0) await analyseTables(tx.client, ['link.edge', 'link.membership', 'link.claim']);
    return {
      affected: indices.length,
      edges: latched.inserted + latched.inPlace,
      members: members.inserted,
      departed: departed.length,
      claims: claims.inserted,
      reviews: reviews.length,
      merged: effect.merged.length,
      split: effect.split.length,
      reidentified: effect.reidentified.length,
    };
  });
}
