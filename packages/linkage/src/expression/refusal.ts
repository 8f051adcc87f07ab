import { DeclarationError } from '@golden-thread/shapes/errors';

const SUPPORTED =
  'Supported are comparisons, AND/OR/NOT, IS NULL, IN, LIKE, BETWEEN, CASE, CAST, arithmetic, lists and the functions in docs/generated/linkage-functions.md.';

/** An expression that cannot be read: where it stands in, and what was found instead of what. */
export function expressionRefused(within: string, message: string, remedy: string = SUPPORTED): DeclarationError {
  return new DeclarationError({ code: 'linkage.expression_invalid', message: `${within}: ${message}`, remedy });
}
