import { z } from 'zod';

/** A trained model: dated, never edited, without personal values. Term frequencies live in the warehouse, keyed by `name`. */
export const linkageModelSchema = z.strictObject({
  format: z.literal('golden-thread-model/1'),
  /** `model_YYYY_MM_DD`. */
  name: z.string().regex(/^model_\d{4}_\d{2}_\d{2}[a-z]?$/),
  trainedOn: z.iso.date(),
  engine: z.string(),
  seed: z.string(),
  /** SHA-256 of the linkage declaration it was trained under. */
  declaration: z.string(),
  /** Order-independent fingerprint of the records it was trained on. */
  dataFingerprint: z.string(),
  records: z.int().nonnegative(),
  /** Probability that two random records are the same person. */
  lambda: z.number().gt(0).lt(1),
  comparisons: z.array(
    z.strictObject({
      name: z.string(),
      /** Highest gamma first; the last is the else-level. The null level has no parameters. */
      levels: z.array(z.strictObject({ label: z.string(), m: z.number(), u: z.number(), observed: z.boolean() })),
    }),
  ),
  training: z.array(
    z.strictObject({ session: z.string(), pairs: z.number(), iterations: z.int(), converged: z.boolean(), logLikelihood: z.number() }),
  ),
});
export type LinkageModel = z.infer<typeof linkageModelSchema>;
