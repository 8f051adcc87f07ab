import { businessDateAt } from '@golden-thread/shapes/business-date';
import type { Judgement } from '@golden-thread/shapes/codes';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { printRecord } from '@golden-thread/shapes/references';
import { activeJudgements, activeNeverLinks, insertJudgement } from '@golden-thread/warehouse/queries/judgement';
import { insertAudit } from '@golden-thread/warehouse/queries/ledger';
import { naturalKeysOf } from '@golden-thread/warehouse/queries/record';
import { checkedReason } from '../acts/checked-reason.ts';
import type { Act, ActSettings } from '../acts/publication-acts.ts';
import type { NightSettings } from '../night/night.ts';
import { transact } from '../night/warehouse-handle.ts';
import { contradictionsOf } from './contradictions.ts';

export interface JudgeAct extends Act {
  readonly expires: string | null;
  /** Different for ever: a never-link once another login signs it; a cannot-link until then. */
  readonly never?: boolean;
}

export interface Judged {
  readonly judgement: number;
  /** What the decision runs into, in words: it is recorded all the same. */
  readonly warnings: readonly string[];
}

export type JudgeSettings = ActSettings & Pick<NightSettings, 'pipeline'>;

/** Records a person's decision about two records. It binds from the next night on. */
export async function judge(settings: JudgeSettings, verdict: Judgement, a: number, b: number, act: JudgeAct): Promise<Judged> {
  const { low, high } = await pairOf(settings, a, b);
  const never = act.never === true;
  if (never && act.expires !== null)
    throw new DeclarationError({
      code: 'judgement.never_expires',
      message: 'A never-link does not expire.',
      remedy: 'Leave --expires out, or leave --never out and judge them different until that day.',
    });
  const reason = checkedReason(act.reason);
  return await transact(settings.warehouse, async (tx) => {
    const at = settings.now().toISOString();
    const judgement = await insertJudgement(tx.db, {
      a: low,
      b: high,
      verdict,
      never,
      byName: act.byName,
      reason,
      expires: act.expires,
      at,
    });
    await insertAudit(tx.db, {
      stream: 'people',
      byName: act.byName,
      act: never ? 'judgement.never_link' : `judgement.${verdict}`,
      subject: `${printRecord(a)} ${printRecord(b)}`,
      reason,
    });
    const active = await activeJudgements(tx.db, businessDateAt(settings.now(), settings.pipeline.timeZone), at);
    const neverLinks = await activeNeverLinks(tx.db, at);
    const warnings = contradictionsOf(active, neverLinks)
      .filter(({ judgements }) => judgements.includes(judgement))
      .map(({ words }) => words);
    return { judgement, warnings };
  });
}

/** The natural keys of two records, the lesser first. @throws DeclarationError where one is not there or they are one. */
export async function pairOf(
  { warehouse }: Pick<ActSettings, 'warehouse'>,
  a: number,
  b: number,
): Promise<{ readonly low: string; readonly high: string }> {
  if (a === b)
    throw new DeclarationError({
      code: 'judgement.same_record',
      message: 'The two records are one and the same.',
      remedy: "Name two different records, as in: gt judge same r12 r34 --reason '…'",
    });
  const keys = await naturalKeysOf(warehouse.db, [a, b]);
  const [first, second] = [keys.get(a), keys.get(b)];
  if (first === undefined || second === undefined)
    throw new DeclarationError({
      code: 'record.unknown',
      message: `There is no record ${printRecord(first === undefined ? a : b)}.`,
      remedy: 'Records are named as gt explain and gt person print them, as in r12.',
    });
  return compareCodePoints(first, second) < 0 ? { low: first, high: second } : { low: second, high: first };
}
