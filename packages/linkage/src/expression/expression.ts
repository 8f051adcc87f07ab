import type { ScalarType } from '@golden-thread/shapes/columns';

/** Which record of a pair a column belongs to; `null` in an expression of one record. */
export type Side = 'l' | 'r' | null;

/** `is distinct from` and its opposite are never null: two nulls are not distinct. */
export type BinaryOperator =
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'is distinct from'
  | 'is not distinct from'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '||'
  | 'and'
  | 'or';

/**
 * An expression of SQL as Splink's settings use it: of one record, or of a pair. Plain data: it can be printed, hashed and
 * posted to a worker. Function names are lower case and canonical (`functions.ts`); aliases are gone after parsing.
 */
export type Expression =
  | { readonly kind: 'column'; readonly name: string; readonly side: Side }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly op: BinaryOperator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'isNull'; readonly of: Expression; readonly negated: boolean }
  | { readonly kind: 'in'; readonly of: Expression; readonly among: readonly Expression[]; readonly negated: boolean }
  | { readonly kind: 'like'; readonly of: Expression; readonly pattern: Expression; readonly negated: boolean; readonly caseless: boolean }
  | {
      readonly kind: 'case';
      readonly branches: readonly CaseBranch[];
      readonly otherwise: Expression | null;
    }
  | {
      readonly kind: 'cast';
      readonly of: Expression;
      readonly to: ScalarType;
      readonly lenient: boolean;
      /** An integer of fewer than 64 bits, by SQL's name: what does not fit cannot be one. */
      readonly narrow?: NarrowInteger;
    }
  /** `of[at]`: lists count from 1, and from −1 backwards. */
  | { readonly kind: 'index'; readonly of: Expression; readonly at: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: Expression }
  | { readonly kind: 'variable'; readonly name: string };

export type NarrowInteger = 'TINYINT' | 'SMALLINT' | 'INTEGER' | 'UTINYINT' | 'USMALLINT' | 'UINTEGER';

export interface CaseBranch {
  readonly when: Expression;
  readonly then: Expression;
}
