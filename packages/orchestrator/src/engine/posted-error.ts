import { DeclarationError, GateError, GoldenThreadError, TerminalError, TransientError } from '@golden-thread/shapes/errors';

/** An error on its way from a worker: posting an error as it is would lose its class. */
export interface PostedError {
  readonly name: string;
  readonly message: string;
  /** Of an error that the product raises on purpose. */
  readonly trouble: { readonly code: string; readonly remedy: string } | null;
}

const PRODUCT_ERRORS = { DeclarationError, GateError, TerminalError, TransientError };
const BUILT_IN_ERRORS = { RangeError, TypeError };

export function postedError(error: unknown): PostedError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), trouble: null };
  const { name, message } = error;
  return { name, message, trouble: error instanceof GoldenThreadError ? { code: error.code, remedy: error.remedy } : null };
}

/** The error with the class that it had. */
export function arrivedError({ name, message, trouble }: PostedError): Error {
  for (const [known, ProductError] of Object.entries(PRODUCT_ERRORS))
    if (known === name && trouble !== null) return new ProductError({ ...trouble, message });
  for (const [known, BuiltInError] of Object.entries(BUILT_IN_ERRORS)) if (known === name) return new BuiltInError(message);
  const error = new Error(message);
  if (name !== 'Error') error.name = name;
  return error;
}
