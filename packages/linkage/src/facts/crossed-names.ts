import type { TextValues } from '@golden-thread/shapes/columns';
import { sharedNumbers } from '../prepare/shared-ids.ts';
import type { MatchColumns } from './match-columns.ts';
import { holdsMember } from './member-lists.ts';

/** Whether names that stand as a forename in one record stand as a surname in another. */
export interface CrossedNames {
  /** By number of the family, the number of the name that it is called by; 0 where no record has it. */
  readonly nameOfFamily: Int32Array;
  /** The forename of `a` is among the surnames of `b`, to the letter or in the spelling that its family is called by (Xasan, HASAN). */
  isForenameAmongSurnames(a: number, b: number): boolean;
}

export function crossedNamesOf({ ids, texts, lists, members }: MatchColumns): CrossedNames {
  const forenames = ids('forename_key');
  const [families, surnames] = [lists('forename_families'), lists('surname_tokens')];
  const nameOfFamily = numbersAmong(texts('forename_key'), members('forename_families'));
  return {
    nameOfFamily,
    isForenameAmongSurnames(a, b) {
      if (holdsMember(surnames, b, forenames[a] as number)) return true;
      const list = families.ids[a] as number;
      for (let k = families.starts[list] as number; k < (families.starts[list + 1] as number); k++)
        if (holdsMember(surnames, b, nameOfFamily[families.members[k] as number] as number)) return true;
      return false;
    },
  };
}

/** For each of `others` its number among `values`; 0 where it is not among them. */
function numbersAmong(values: TextValues, others: TextValues): Int32Array {
  const numbers = sharedNumbers(values, others)?.numbers ?? new Int32Array(others.size);
  return numbers.map((number) => (number < values.size ? number : 0));
}
