import type { Judgement } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { printRecord } from '@golden-thread/shapes/references';
import { insertJudgement } from '@golden-thread/warehouse/queries/judgement';
import { insertAudit } from '@golden-thread/warehouse/queries/ledger';
import { naturalKeysOf } from '@golden-thread/warehouse/queries/record';
import { transact } from '../night/warehouse-handle.ts';
import { checkedReason } from './checked-reason.ts';
import type { Act, ActSettings } from './publication-acts.ts';

/** Records a person's decision about two records. It binds from the next night on. */
export async function judge(
  settings: ActSettings,
  verdict: Judgement,
  a: number,
  b: number,
  act: Act & { readonly expires: string | null },
): Promise<{ readonly judgement: number }> {
  if (a === b)
    throw new DeclarationError({
      code: 'judgement.same_record',
      message: 'The two records are one and the same.',
      remedy: "Name two different records, as in: gt judge same r12 r34 --reason '…'",
    });
  const keys = await naturalKeysOf(settings.warehouse.db, [a, b]);
  const first = keys.get(a);
  const second = keys.get(b);
  if (first === undefined || second === undefined) {
    throw new DeclarationError({
      code: 'record.unknown',
      message: `There is no record ${printRecord(first === undefined ? a : b)}.`,
      remedy: 'Records are named as gt explain and gt person print them, as in r12.',
    });
  }
  const reason = checkedReason(act.reason);
  const [low, high] = compareCodePoints(first, second) < 0 ? [first, second] : [second, first];
  const judgement = await transact(settings.warehouse, async (tx) => {
    const number = await insertJudgement(tx.db, {
      a: low,
      b: high,
      verdict,
      byName: act.byName,
      reason,
      expires: act.expires,
      at: settings.now().toISOString(),
    });
    await insertAudit(tx.db, {
      stream: 'people',
      byName: act.byName,
      act: `judgement.${verdict}`,
      subject: `${printRecord(a)} ${printRecord(b)}`,
      reason,
    });
    return number;
  });
  return { judgement };
}
