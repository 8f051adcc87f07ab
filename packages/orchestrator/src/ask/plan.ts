import { mayFlow } from '@golden-thread/governance/flow-decision';
import { isRemote } from '@golden-thread/shapes/declare/transport';
import { type MatchPolicy, samePolicy } from '@golden-thread/shapes/policy';
import { printDelivery } from '@golden-thread/shapes/references';
import { knownDeliveries } from '@golden-thread/warehouse/queries/delivery';
import { chainOf, readTableState } from '@golden-thread/warehouse/queries/ledger';
import { sourceNumbers } from '@golden-thread/warehouse/queries/record';
import { declaredInputs, inputsOfPublication } from '../night/admit.ts';
import type { NightSettings } from '../night/night.ts';
import { type PolicyHistory, policyHistory } from '../policy/policy-acts.ts';
import { deliveriesIn, lookAhead } from '../take/bring-in.ts';
import { columnsToKeep } from '../take/columns-to-keep.ts';
import { discover, withRemote } from '../take/discover.ts';

export interface PlanReport {
  readonly businessDate: string;
  readonly base: number;
  readonly sources: readonly {
    readonly source: string;
    readonly agreement: string;
    readonly flows: boolean;
    readonly because: string;
    /** Why its server could not be asked; null where it could, and for a drop folder. */
    readonly outOfReach: string | null;
    /** Not here yet: it would be fetched from the source's server, and then taken. */
    readonly fetch: readonly { readonly file: string; readonly part: string; readonly bytes: number | null }[];
    readonly take: readonly { readonly file: string; readonly part: string; readonly delivery: string | null; readonly bytes: number }[];
    readonly leave: readonly { readonly file: string; readonly state: string; readonly because: string }[];
  }[];
  /** The match policy that it would use. `version` is `null` for lines of thresholds.ts that no night has used yet. */
  readonly policy: {
    readonly version: number | null;
    readonly lines: MatchPolicy;
    /** Another policy than the base's: it is tried on the base first. */
    readonly differs: boolean;
    readonly because: string;
  };
  /** Declarations and code that changed since the base: their whole scope is worked on. */
  readonly changed: readonly string[];
}

/** What a night would do, without doing it. Servers are asked for their lists, and nothing is fetched. */
export async function plan(settings: NightSettings, businessDate: string): Promise<PlanReport> {
  const { db } = settings.warehouse;
  const { pointer } = await readTableState(db);
  const chain = await chainOf(db, pointer);
  const numbers = await sourceNumbers(db);
  const before = new Map((await inputsOfPublication(settings, pointer)).map((i) => [`${i.kind}:${i.name}`, i.value]));
  const sources: PlanReport['sources'][number][] = [];
  for (const source of settings.pipeline.sources) {
    const flow = mayFlow(settings.pipeline.register, source.agreement, businessDate);
    const number = numbers.get(source.name);
    const known =
      number === undefined
        ? []
        : await knownDeliveries(
            db,
            number,
            chain,
            columnsToKeep({ pipeline: settings.pipeline, run: { business_date: businessDate } }, source),
          );
    const offered = flow.live ? await lookAhead(settings, source, businessDate, known) : null;
    const seen = flow.live ? await discover(source, deliveriesIn(settings, source), businessDate, known, false) : null;
    const found = seen === null ? null : withRemote(isRemote(source.transport) ? { ...seen, missing: null } : seen, offered);
    sources.push({
      source: source.name,
      agreement: source.agreement,
      flows: flow.live,
      because: found?.missing ?? flow.because,
      outOfReach: offered?.outOfReach ?? null,
      fetch: (offered?.fetch ?? []).map(({ fileName, part, bytes }) => ({ file: fileName, part, bytes })),
      take: (found?.take ?? []).map((c) => ({
        file: c.fileName,
        part: c.part,
        delivery: c.delivery === null ? null : printDelivery(c.delivery),
        bytes: c.bytes,
      })),
      leave: [
        ...(found?.leave ?? []).map((l) => ({ file: l.candidate.fileName, state: l.state, because: l.because })),
        ...(found?.incomplete ?? []).map((f) => ({
          file: f.fileName,
          state: 'incomplete',
          because: f.incompleteBecause ?? 'not whole yet',
        })),
      ],
    });
  }
  const changed =
    pointer === 0
      ? []
      : declaredInputs(settings)
          .filter((i) => before.get(`${i.kind}:${i.name}`) !== i.value)
          .map((i) => `${i.kind} ${i.name}`);
  const history = await policyHistory(settings.warehouse, settings.pipeline.policy, settings.now().toISOString());
  return { businessDate, base: pointer, sources, policy: policyTonight(history, settings.pipeline.policy), changed };
}

function policyTonight({ versions, published, next, declaredOtherwise }: PolicyHistory, declared: MatchPolicy): PlanReport['policy'] {
  const used = versions.find(({ version }) => version === next);
  const lines =
    used === undefined ? declared : { join: used.join, break: used.break, review: used.review, margin: used.margin, floor: declared.floor };
  const because =
    used === undefined || used.origin === 'declared'
      ? 'thresholds.ts declares it, and no change is approved'
      : `approved by ${used.approved_by ?? ''}${declaredOtherwise ? ', so that the lines of thresholds.ts no longer count' : ''}`;
  const base = versions.find(({ version }) => version === published);
  const differs = base !== undefined && next !== published && (used?.fresh === true || !samePolicy(lines, base));
  return { version: next, lines, differs, because };
}
