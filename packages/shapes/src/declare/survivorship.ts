import { z } from 'zod';
import { PERSON_ATTRIBUTE_NAMES, PERSON_ATTRIBUTES, type PersonAttributeName } from '../dictionary/person.ts';
import { type Declared, declare, sentence, wrong } from './check.ts';

const sources = z.array(z.string()).min(1);
/** Sources whose values alone compete, however recent or frequent others' are: the restriction runs before the rule. */
const from = sources.optional();
const ruleSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('mostRecent'), tieBreak: sources, from }),
  z.strictObject({ rule: z.literal('sourceOrder'), order: sources, from }),
  z.strictObject({ rule: z.literal('mostTrusted'), order: sources, from }),
  z.strictObject({ rule: z.literal('mostFrequent'), tieBreak: sources, from }),
  z.strictObject({ rule: z.literal('longest'), tieBreak: sources, from }),
  z.strictObject({ rule: z.literal('onlyFrom'), order: sources }),
  z.strictObject({
    rule: z.literal('unionBy'),
    key: z.enum(PERSON_ATTRIBUTE_NAMES as [PersonAttributeName, ...PersonAttributeName[]]),
    tieBreak: sources,
    from,
  }),
]);
export type SurvivorshipRule = z.infer<typeof ruleSchema>;

interface Restriction {
  readonly from?: readonly string[];
}
const restricted = ({ from: only }: Restriction): { from?: string[] } => (only === undefined ? {} : { from: [...only] });

/** The value that was true most recently at its source; never the one loaded last. */
export const mostRecent = (tieBreak: readonly string[], only: Restriction = {}): SurvivorshipRule => ({
  rule: 'mostRecent',
  tieBreak: [...tieBreak],
  ...restricted(only),
});
/** The value of the first source in the order that has one, whatever is said of it. */
export const sourceOrder = (order: readonly string[], only: Restriction = {}): SurvivorshipRule => ({
  rule: 'sourceOrder',
  order: [...order],
  ...restricted(only),
});
/** Like `sourceOrder`, but a value that is in doubt (its day assumed, mended by a rule) yields to one that is not, whose source comes later. */
export const mostTrusted = (order: readonly string[], only: Restriction = {}): SurvivorshipRule => ({
  rule: 'mostTrusted',
  order: [...order],
  ...restricted(only),
});
/** The value that most sources give. */
export const mostFrequent = (tieBreak: readonly string[], only: Restriction = {}): SurvivorshipRule => ({
  rule: 'mostFrequent',
  tieBreak: [...tieBreak],
  ...restricted(only),
});
/** The longest value: where sources shorten. */
export const longest = (tieBreak: readonly string[], only: Restriction = {}): SurvivorshipRule => ({
  rule: 'longest',
  tieBreak: [...tieBreak],
  ...restricted(only),
});
/** The value of the first source in the order that has one; a source outside the order never gives it. */
export const onlyFrom = (order: readonly string[]): SurvivorshipRule => ({ rule: 'onlyFrom', order: [...order] });
/**
 * Every distinct value survives: the most recent one as the person's, the others beside it. Of a group, values are distinct by the
 * attribute `key`, or as a whole where it is empty.
 */
export const unionBy = (key: PersonAttributeName, tieBreak: readonly string[], only: Restriction = {}): SurvivorshipRule => ({
  rule: 'unionBy',
  key,
  tieBreak: [...tieBreak],
  ...restricted(only),
});

/** The order of sources that a rule ranks by. */
export const orderOf = (rule: SurvivorshipRule): readonly string[] => ('order' in rule ? rule.order : rule.tieBreak);

/** The sources whose values alone compete under a rule; `null` for all. */
export const competitorsOf = (rule: SurvivorshipRule): readonly string[] | null =>
  rule.rule === 'onlyFrom' ? rule.order : (rule.from ?? null);

export interface SurvivorshipDeclarationInput {
  readonly describes: string;
  /** One rule per attribute: a missing one does not compile. */
  readonly rules: { readonly [Name in PersonAttributeName]: SurvivorshipRule };
}
export type SurvivorshipDeclaration = Declared<SurvivorshipDeclarationInput>;

/** @throws DeclarationError when a rule is missing, attributes of one group differ in rule, or a union's key is of another. */
export function defineSurvivorship(input: SurvivorshipDeclarationInput): SurvivorshipDeclaration {
  const schema = z.strictObject({
    describes: sentence,
    rules: z.strictObject(Object.fromEntries(PERSON_ATTRIBUTES.map((a) => [a.name, ruleSchema]))),
  });
  const declared = declare('survivorship', 'survivorship', schema, input);
  const byGroup = new Map<string, string>();
  for (const { name, ...rest } of PERSON_ATTRIBUTES) {
    const group = 'group' in rest ? rest.group : undefined;
    const given = input.rules[name];
    if (given.rule === 'unionBy' && given.key !== name && (group === undefined || groupOf(given.key) !== group))
      throw wrong(
        'survivorship',
        name,
        `its values are to be distinct by ${given.key}, which does not win together with it`,
        `write unionBy('${name}', …)`,
      );
    if (group === undefined) continue;
    const rule = JSON.stringify(input.rules[name]);
    if ((byGroup.get(group) ?? rule) !== rule)
      throw wrong(
        'survivorship',
        name,
        `its rule differs from the others of the group '${group}'`,
        `give every attribute of '${group}' the same rule: they win together`,
      );
    byGroup.set(group, rule);
  }
  return Object.freeze({ ...input, hash: declared.hash });
}

function groupOf(attribute: PersonAttributeName): string | undefined {
  const found = PERSON_ATTRIBUTES.find(({ name }) => name === attribute);
  return found !== undefined && 'group' in found ? found.group : undefined;
}
