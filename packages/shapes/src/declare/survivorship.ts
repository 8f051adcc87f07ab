import { z } from 'zod';
import { PERSON_ATTRIBUTES, type PersonAttributeName } from '../dictionary/person.ts';
import { type Declared, declare, sentence, wrong } from './check.ts';

const sourceOrder = z.array(z.string()).min(1);
const ruleSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('mostRecent'), tieBreak: sourceOrder }),
  z.strictObject({ rule: z.literal('mostTrusted'), order: sourceOrder }),
  z.strictObject({ rule: z.literal('mostFrequent'), tieBreak: sourceOrder }),
  z.strictObject({ rule: z.literal('longest'), tieBreak: sourceOrder }),
  z.strictObject({ rule: z.literal('onlyFrom'), order: sourceOrder }),
]);
export type SurvivorshipRule = z.infer<typeof ruleSchema>;

/** The value that was true most recently at its source; never the one loaded last. */
export const mostRecent = (tieBreak: readonly string[]): SurvivorshipRule => ({ rule: 'mostRecent', tieBreak: [...tieBreak] });
/** The value of the first source in the order that has one. */
export const mostTrusted = (order: readonly string[]): SurvivorshipRule => ({ rule: 'mostTrusted', order: [...order] });
/** The value that most sources give. */
export const mostFrequent = (tieBreak: readonly string[]): SurvivorshipRule => ({ rule: 'mostFrequent', tieBreak: [...tieBreak] });
/** The longest value: where sources shorten. */
export const longest = (tieBreak: readonly string[]): SurvivorshipRule => ({ rule: 'longest', tieBreak: [...tieBreak] });
/** Like `mostTrusted`, but a source outside the order never gives the value. */
export const onlyFrom = (order: readonly string[]): SurvivorshipRule => ({ rule: 'onlyFrom', order: [...order] });

export interface SurvivorshipDeclarationInput {
  readonly describes: string;
  /** One rule per attribute: a missing one does not compile. */
  readonly rules: { readonly [Name in PersonAttributeName]: SurvivorshipRule };
}
export type SurvivorshipDeclaration = Declared<SurvivorshipDeclarationInput>;

/** @throws DeclarationError when a rule is missing, or attributes of one group differ in rule. */
export function defineSurvivorship(input: SurvivorshipDeclarationInput): SurvivorshipDeclaration {
  const schema = z.strictObject({
    describes: sentence,
    rules: z.strictObject(Object.fromEntries(PERSON_ATTRIBUTES.map((a) => [a.name, ruleSchema]))),
  });
  const declared = declare('survivorship', 'survivorship', schema, input);
  const byGroup = new Map<string, string>();
  for (const { name, ...rest } of PERSON_ATTRIBUTES) {
    const group = 'group' in rest ? rest.group : undefined;
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
