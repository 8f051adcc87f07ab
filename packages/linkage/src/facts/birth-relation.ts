import type { TextValues } from '@golden-thread/shapes/columns';
import type { Relation } from '@golden-thread/shapes/pair-facts';
import { textAt } from '../prepare/values.ts';
import { damerauOf } from '../similarity/damerau.ts';
import { datePartsOf, isDayMonthSwapped } from './date-parts.ts';
import type { MatchColumns } from './match-columns.ts';

/** From so many years on two people are of two generations. */
const GENERATION_YEARS = 12;

/** How the dates of birth of two records are related, and whether a generation lies between them. */
export interface BirthFacts {
  relation(a: number, b: number): Relation;
  generationApart(a: number, b: number): boolean;
}

/**
 * *Agree*: the same day. *Near*: day and month swapped, one digit out or two exchanged, or the same month or year where one
 * of the two knows no more. *Silent*: a record knows not even the year.
 */
export function birthFactsOf({ ids, texts, symbols }: MatchColumns): BirthFacts {
  const [dates, months, years] = [ids('birth_date'), ids('birth_month'), ids('birth_year')];
  const edits = damerauOf(symbols('birth_date'), symbols('birth_date'));
  const parts = datePartsOf(texts('birth_date'));
  const yearOf = yearsOf(texts('birth_year'));

  return {
    relation(a, b) {
      const x = dates[a] as number;
      const y = dates[b] as number;
      if (x !== 0 && y !== 0) {
        if (x === y) return 'agree';
        return isDayMonthSwapped(parts, x, y) || edits(x, y, 1) === 1 ? 'near' : 'differ';
      }
      if (months[a] !== 0 && months[b] !== 0) return months[a] === months[b] ? 'near' : 'differ';
      if (years[a] !== 0 && years[b] !== 0) return years[a] === years[b] ? 'near' : 'differ';
      return 'silent';
    },
    generationApart(a, b) {
      const x = dates[a] as number;
      const y = dates[b] as number;
      if (x === 0 || y === 0)
        return Math.abs((yearOf[years[a] as number] as number) - (yearOf[years[b] as number] as number)) > GENERATION_YEARS;
      const [elder, younger] = (parts.days[x] as number) < (parts.days[y] as number) ? [x, y] : [y, x];
      const beforeBirthday =
        (parts.month[younger] as number) * 32 + (parts.day[younger] as number) <
        (parts.month[elder] as number) * 32 + (parts.day[elder] as number);
      return (parts.year[younger] as number) - (parts.year[elder] as number) - (beforeBirthday ? 1 : 0) >= GENERATION_YEARS;
    },
  };
}

/** By number; NaN for what is no year. */
function yearsOf(values: TextValues): Float64Array {
  return Float64Array.from({ length: values.size }, (_, id) => {
    const year = textAt(values, id);
    return /^\d{4}$/.test(year) ? Number(year) : Number.NaN;
  });
}
