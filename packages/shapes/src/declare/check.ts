import { z } from 'zod';
import { canonicalHash } from '../canonical-json.ts';
import { DeclarationError } from '../errors.ts';

/** Every declaration carries its kind, its name, a sentence about it, and the hash that is its version. */
export type Declared<Value> = Value & { readonly hash: string };

/**
 * Parses a plain value against its schema, refuses closures, and stamps the hash.
 * @throws DeclarationError naming the declaration and each place to mend.
 */
export function declare<Schema extends z.ZodType>(kind: string, name: string, schema: Schema, value: unknown): Declared<z.output<Schema>> {
  const closure = findClosure(value, kind);
  if (closure !== undefined)
    throw wrong(kind, name, `${closure} is a function`, 'use one of the closed combinators: a declaration is data');
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const first = parsed.error.issues[0];
    const at = first?.path.join('.') || 'the declaration';
    throw wrong(
      kind,
      name,
      `${at}: ${first?.message ?? 'wrong'}`,
      `mend ${at}${parsed.error.issues.length > 1 ? ` (and ${parsed.error.issues.length - 1} more)` : ''}`,
    );
  }
  const output: object = Object(parsed.data);
  return Object.freeze({ ...output, hash: canonicalHash(output) }) as Declared<z.output<Schema>>;
}

export function wrong(kind: string, name: string, what: string, fix: string): DeclarationError {
  return new DeclarationError({
    code: `declaration.${kind}`,
    message: `The ${kind} '${name}' is declared wrongly: ${what}.`,
    remedy: `In the declaration of ${kind} '${name}', ${fix}.`,
  });
}

function findClosure(value: unknown, path: string): string | undefined {
  if (typeof value === 'function') return path;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [key, member] of Object.entries(value)) {
    const found = findClosure(member, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const identifierName = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'use lower-case letters, digits and _');
/** A zone that the runtime knows: a misspelt one would fail in the middle of a night. */
export const timeZone = z.string().refine(isTimeZone, 'name a zone of the IANA list, such as Europe/London');
export const sentence = z.string().min(8, 'say in one sentence what it is');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
