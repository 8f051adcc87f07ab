import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { readPolicy } from '@golden-thread/warehouse/queries/policy';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import type { Night } from '../night/night.ts';
import { writingStep } from '../night/transaction.ts';
import { policyEffect } from '../policy/policy-effect.ts';
import { asAtBase, joinContextOf } from './join-context.ts';
import { barRows, claimRows, edgeRows, membershipRows, reviewRows, reviewsClosed } from './join-state.ts';
import { policyPass } from './policy-pass.ts';

/**
 * The first half of a night under another policy than its base's: what is stored is resolved under the new one before any data
 * is taken, so that what the policy does and what the data do are told apart, and a preview says exactly the first. Judgements count
 * as they did for the base. Lineage is written later, from the base to what the night ends with.
 */
export async function tryPolicy(night: Night): Promise<void> {
  const { db } = night.warehouse;
  const from = await readPolicy(db, Number(night.baseInputs.get('policy:version')));
  if (from === undefined) throw new TypeError('the base has no policy');
  const context = { ...joinContextOf(night), asAt: await asAtBase(night) };
  const pass = await policyPass(context, { from, fresh: night.policy.fresh });
  const { joined, scope, asStored, gone, isNew } = pass;
  const effect = policyEffect(pass);
  const keyOf = (index: number): number => joined.records.recordKeys[index] ?? 0;
  const goneKeys = gone.map(({ a, b }) => [keyOf(a), keyOf(b)]);
  await writingStep(night, 'policy', '', async (tx) => {
    const first = night.inputs.get('option:reverted') === 'false';
    const put = (table: string, upserts: readonly CopyRow[], deletes: readonly CopyRow[]) =>
      writeDiff(tx.client, versionedTable(table), night.run.publication, { upserts, deletes, firstWrite: first });
    await put('link.edge', edgeRows(joined, asStored, isNew), goneKeys);
    await put('link.membership', membershipRows(joined, scope), []);
    await put('link.claim', claimRows(scope.resolution), []);
    await put('link.claim_bar', barRows(scope.resolution), []);
    await put('link.review_item', reviewRows(scope.resolution), reviewsClosed(joined, scope));
    return {
      merged: effect.merged.length,
      split: effect.split.length,
      reidentified: effect.reidentified.length,
      records: effect.records,
      opened: effect.review.opened,
      closed: effect.review.closed,
    };
  });
}
