import { z } from 'zod';
import { canonicalHash } from '../canonical-json.ts';
import type { LinkageModel } from '../linkage-model.ts';
import { checkPolicy, type MatchPolicy } from '../policy.ts';
import { type Declared, identifierName, sentence, timeZone, wrong } from './check.ts';
import type { LinkageDeclaration } from './linkage.ts';
import type { RegisterDeclaration } from './register.ts';
import type { SourceDeclaration } from './source.ts';
import { competitorsOf, orderOf, type SurvivorshipDeclaration } from './survivorship.ts';

export interface GateLimits {
  /** Share by which the number of people may move in a night, 0 to 1; the first night is exempt. */
  readonly personCountChange: number;
  /** Share of ids that may change in a night, 0 to 1. */
  readonly idChurn: number;
  /** Records that one person may hold. */
  readonly largestPerson: number;
}

export interface PipelineInput {
  readonly name: string;
  readonly describes: string;
  /** IANA zone of business dates and of times in `bi_*`. */
  readonly timeZone: string;
  /** When a night falls due, hours and minutes of the zone's clock; the business date is that of the day. */
  readonly nightAt: string;
  /** `demo` accepts identifiers reserved for tests; `production` makes each an issue. */
  readonly profile: 'demo' | 'production';
  readonly sources: readonly SourceDeclaration[];
  readonly linkage: LinkageDeclaration;
  readonly model: LinkageModel;
  readonly survivorship: SurvivorshipDeclaration;
  readonly register: RegisterDeclaration;
  readonly policy: MatchPolicy;
  readonly gates: GateLimits;
}
export type PipelineDeclaration = Declared<PipelineInput>;

/**
 * The whole of a night, as data. Whether its model fits its comparisons is another question (`checkModel`): a model is
 * trained on a pipeline whose comparisons have changed.
 * @throws DeclarationError naming what does not fit together.
 */
export function definePipeline(given: PipelineInput): PipelineDeclaration {
  const input: PipelineInput = without(given, 'hash');
  const fail = (what: string, fix: string) => wrong('pipeline', input.name, what, fix);
  if (!identifierName.safeParse(input.name).success) throw fail('its name is not an identifier', 'use lower-case letters, digits and _');
  if (!sentence.safeParse(input.describes).success) throw fail('it does not say what it is', 'fill describes');
  if (!timeZone.safeParse(input.timeZone).success)
    throw fail(`its time zone '${input.timeZone}' is not known`, 'name a zone of the IANA list, such as Europe/London');
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(input.nightAt))
    throw fail(`nightAt '${input.nightAt}' is no time of day`, 'write hours and minutes, such as 05:30');
  if (Object.values(input.gates).some((limit) => !Number.isFinite(limit) || limit < 0))
    throw fail('a limit of its gates is not a number of 0 or more', 'mend gates in thresholds.ts');
  checkPolicy(input.policy);
  const seen = new Set<string>();
  for (const source of input.sources) {
    if (seen.has(source.name)) throw fail(`the source '${source.name}' stands in it twice`, 'name each source once');
    seen.add(source.name);
    if (!input.register.agreements.some((a) => a.id === source.agreement))
      throw fail(
        `the source '${source.name}' names the agreement '${source.agreement}', which is not in the register`,
        'add the agreement to the register or mend its name',
      );
    if (!input.register.organisations.some((o) => o.id === source.organisation))
      throw fail(
        `the source '${source.name}' names the organisation '${source.organisation}', which is not in the register`,
        'add the organisation to the register',
      );
  }
  for (const [name, rule] of Object.entries(input.survivorship.rules)) {
    for (const source of [...orderOf(rule), ...(competitorsOf(rule) ?? [])])
      if (!seen.has(source))
        throw fail(`the survivorship of ${name} names the source '${source}', which is not in the pipeline`, 'mend the order');
  }
  return Object.freeze({ ...input, hash: canonicalHash(z.json().parse(JSON.parse(JSON.stringify(input)))) });
}

/** @throws DeclarationError where the model was trained for other comparisons than the pipeline's, so that no night can use it. */
export function checkModel({ name, linkage, model }: PipelineDeclaration): void {
  const wanted = linkage.comparisons.map((c) => `${c.name}/${c.levels.length}`).join(' ');
  const found = model.comparisons.map((c) => `${c.name}/${c.levels.length}`).join(' ');
  if (wanted !== found)
    throw wrong(
      'pipeline',
      name,
      'the model was trained for other comparisons than linkage.ts declares',
      'train one with `gt train` and name it in pipeline.ts',
    );
}

/** The parts of a pipeline whose change makes a scope changed, with their versions. */
export const partHashes = (pipeline: PipelineDeclaration): Readonly<Record<string, string>> => ({
  linkage: pipeline.linkage.hash,
  model: canonicalHash(pipeline.model),
  survivorship: pipeline.survivorship.hash,
  register: pipeline.register.hash,
  policy: canonicalHash(pipeline.policy),
  ...Object.fromEntries(pipeline.sources.map((s) => [`source:${s.name}`, s.hash])),
});

/** A pipeline made from another one carries the other's hash, which is none of its parts. */
function without<Value extends object>(value: Value, member: string): Value {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== member)) as Value;
}
