import { nearestWord } from '@golden-thread/shapes/nearest-word';
import { momentReader, momentText } from './date-format.ts';
import type { Expression } from './expression.ts';
import { functionNamed, functionNames } from './functions.ts';
import { regexOf } from './regex.ts';
import { caseBranch } from './walk.ts';

/** How the reader of an expression makes its parts and says no. */
export interface Making {
  made(expression: Expression): Expression;
  refused(what: string, remedy?: string): Error;
}

const DATE_PARTS: ReadonlySet<string> = new Set(
  'year quarter month week day hour minute second epoch dayofweek dow isodow dayofyear doy decade century'.split(' '),
);
/** Functions that are another's with a part of the date. */
const PART_FUNCTIONS: ReadonlySet<string> = new Set('year quarter month day hour minute second dayofweek dayofyear'.split(' '));
const INDEXES: ReadonlySet<string> = new Set(['list_extract', 'array_extract', 'list_element', 'element_at']);
const LIST_MAKERS: ReadonlySet<string> = new Set(['list_value', 'list_pack', 'array']);
/** Which argument of these must be written out, as a text. */
const WRITTEN_OUT: Readonly<Record<string, number>> = {
  regexp_extract: 1,
  regexp_replace: 1,
  regexp_matches: 1,
  regexp_full_match: 1,
  strptime: 1,
  try_strptime: 1,
  strftime: 1,
  date_part: 0,
  date_diff: 0,
  date_sub: 0,
  date_trunc: 0,
};
const LAMBDA_SECOND: ReadonlySet<string> = new Set(['list_transform', 'list_filter']);

/** A call of a function as it is written, in canonical form: aliases resolved, arguments counted and checked. */
export function calledFunction(written: string, args: readonly Expression[], making: Making): Expression {
  const { made, refused } = making;
  const [first, second, third] = args;
  if (INDEXES.has(written) && args.length === 2 && first && second) return made({ kind: 'index', of: first, at: second });
  if (LIST_MAKERS.has(written)) return made({ kind: 'list', items: args });
  if ((written === 'if' || written === 'iff') && args.length === 3 && first && second && third) {
    return made({ kind: 'case', branches: [caseBranch(first, second)], otherwise: third });
  }
  if (written === 'mod' && args.length === 2 && first && second) return made({ kind: 'binary', op: '%', left: first, right: second });
  if (written === 'date' && args.length === 1 && first) return made({ kind: 'cast', of: first, to: 'date', lenient: false });
  if (PART_FUNCTIONS.has(written) && args.length === 1 && first) {
    return calledFunction('date_part', [made({ kind: 'literal', value: written }), first], making);
  }
  if (written === 'datediff' && args.length === 2 && first && second) {
    return calledFunction('date_diff', [made({ kind: 'literal', value: 'day' }), second, first], making);
  }
  const known = functionNamed(written);
  if (known === undefined) {
    const name = written.slice(0, 40);
    const meant = nearestWord(name, functionNames());
    throw refused(
      `calls ${name}, a function that is not known`,
      `${meant === null ? '' : `Did you mean ${meant}? `}All functions are in docs/generated/linkage-functions.md.`,
    );
  }
  if (args.length < known.least || args.length > known.most) {
    const wanted = known.least === known.most ? `${known.least}` : `${known.least} to ${known.most}`;
    throw refused(`calls ${known.name} with ${args.length} arguments; it takes ${wanted}`, 'Give it as many as it takes.');
  }
  checkArguments(known.name, args, making);
  return made({ kind: 'call', name: known.name, args });
}

function checkArguments(name: string, args: readonly Expression[], { refused }: Making): void {
  for (const [a, arg] of args.entries()) {
    if ((arg.kind === 'lambda') === (LAMBDA_SECOND.has(name) && a === 1)) continue;
    const given = arg.kind === 'lambda' ? 'a' : 'no';
    throw refused(`calls ${name} with ${given} lambda as argument ${a + 1}`, 'Lambdas belong to list_transform and list_filter.');
  }
  const at = WRITTEN_OUT[name];
  const fixed = at === undefined ? undefined : args[at];
  if (at === undefined || fixed === undefined) return;
  for (const text of fixed.kind === 'list' && name.endsWith('strptime') ? fixed.items : [fixed]) {
    if (text.kind !== 'literal' || typeof text.value !== 'string') {
      throw refused(`gives ${name} an argument ${at + 1} that is worked out`, 'Write it out as a text in quotes.');
    }
    const remedy = faultIn(name, text.value);
    if (remedy !== null) throw refused(`gives ${name} an argument ${at + 1} that it does not know`, remedy);
  }
}

/** What to do about a pattern, format or part of a date that cannot be used; `null`: it can. */
function faultIn(name: string, written: string): string | null {
  if (name.startsWith('regexp'))
    return regexOf(written) === null ? 'Write a regular expression of RE2, without lookaround and back-references.' : null;
  if (name.startsWith('date_')) return DATE_PARTS.has(written.toLowerCase()) ? null : `Use one of ${[...DATE_PARTS].join(', ')}.`;
  const known = name === 'strftime' ? momentText(written, 0) : momentReader(written);
  return known === null ? 'Use %Y %y %m %b %B %d %j %H %I %M %S %f %p %z.' : null;
}
