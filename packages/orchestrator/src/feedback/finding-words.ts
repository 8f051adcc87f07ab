import type { Found } from './found.ts';
import { fieldWords, issueWords } from './issue-kinds.ts';

/** What is found, as a sentence for the owner: of others' records only that there are some. */
export function findingWords({ kind, field, code }: Pick<Found, 'kind' | 'field' | 'code'>, beside: readonly string[]): string {
  const own = beside.length === 0 ? '' : ` Of your own records it concerns ${beside.join(', ')}.`;
  switch (kind) {
    case 'near_miss':
      return `But for the ${fieldWords(field)} it would be one person with another record: one of the two may be wrong.${own}`;
    case 'contradiction':
      return `Another record of the same person gives another ${fieldWords(field)}: one of them may be wrong.${own}`;
    case 'identifier':
      return code === 'shared' ? `The ${fieldWords(field)} stands on the record of another child too.${own}` : issueWords(field, code);
    case 'placeholder':
    case 'value':
      return issueWords(field, code);
    default:
      return kind satisfies never;
  }
}
