import { DeclarationError } from '@golden-thread/shapes/errors';

/** Letters that a reason has at least. */
const LEAST_LETTERS = 3;

/** A reason is what an auditor will read. Asked for once it is known that what is acted on is there. @throws DeclarationError when it says nothing. */
export function checkedReason(given: string): string {
  const reason = given.trim();
  if (reason.length < LEAST_LETTERS)
    throw new DeclarationError({
      code: 'option.reason',
      message: `A reason has ${LEAST_LETTERS} letters at least; this one has ${reason.length}.`,
      remedy: "Say why, as in --reason 'the partner confirmed it by telephone'",
    });
  return reason;
}
