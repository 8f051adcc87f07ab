import type { Expression } from '../expression/expression.ts';
import { childrenOf, sidesOf, withoutSide } from '../expression/walk.ts';

/**
 * Calls `see` with every largest expression of one record in a condition, without its side. A condition is taken apart at
 * AND, OR, NOT and IS NULL, as their kernels take it apart.
 */
export function recordParts(condition: Expression, see: (part: Expression) => void): void {
  if (isTakenApart(condition)) {
    for (const child of childrenOf(condition)) recordParts(child, see);
    return;
  }
  if (isOfOneRecord(condition)) {
    see(withoutSide(condition));
    return;
  }
  for (const child of childrenOf(condition)) recordParts(child, see);
}

/** Calls `see` with every AND, OR, NOT and IS NULL apart: with the atoms of a condition. */
export function atomsOf(condition: Expression, see: (atom: Expression) => void): void {
  if (!isTakenApart(condition)) {
    see(condition);
    return;
  }
  for (const child of childrenOf(condition)) atomsOf(child, see);
}

/** Reads one record, and can be worked out without the other and without a list's member at hand. */
export function isOfOneRecord(expression: Expression): boolean {
  if (expression.kind === 'lambda') return false;
  return (isSide(sidesOf(expression)) || readsSelf(expression)) && isClosed(expression, []);
}

const isSide = (sides: 'none' | 'l' | 'r' | 'both'): boolean => sides === 'l' || sides === 'r';

function readsSelf(expression: Expression): boolean {
  if (expression.kind === 'column') return expression.side === null;
  return childrenOf(expression).some(readsSelf);
}

function isTakenApart(condition: Expression): boolean {
  return (
    condition.kind === 'not' ||
    condition.kind === 'isNull' ||
    (condition.kind === 'binary' && (condition.op === 'and' || condition.op === 'or'))
  );
}

function isClosed(expression: Expression, bound: readonly string[]): boolean {
  if (expression.kind === 'variable') return bound.includes(expression.name);
  const inner = expression.kind === 'lambda' ? [...bound, ...expression.parameters] : bound;
  return childrenOf(expression).every((child) => isClosed(child, inner));
}
