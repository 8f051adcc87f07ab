import { canonicalHash } from '@golden-thread/shapes/canonical-json';
import { LOGIC_VERSION } from '../logic-version.ts';
import { type SplinkSettings, writeSettings } from '../plan/write-settings.ts';
import { columnNamed, frequencyUses } from '../score/term-frequencies.ts';
import { dataFingerprint, type FrequencyFingerprint, frequencyFingerprint } from './fingerprints.ts';
import type { LinkResult } from './link-job.ts';

/** A trained comparison's m and u as one method or session estimated them, by gamma. */
export interface RecordedEstimate {
  readonly comparison: string;
  readonly of: 'm' | 'u';
  readonly method: string;
  readonly probabilities: readonly (number | null)[];
}

/** One session of training. */
export interface RecordedSession {
  /** As written. */
  readonly rule: string;
  /** Names of the comparisons that it trained. */
  readonly comparisons: readonly string[];
  readonly pairs: number;
  /** Pairs that `pairs` were drawn from; otherwise the same. */
  readonly drawn_from: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** λ of the session's pairs, at its end. */
  readonly lambda: number;
  /** Natural logarithm, after each iteration. */
  readonly log_likelihood: readonly number[];
}

/** What Splink's model files leave out: with it a model can be traced to what it was made of. */
export interface ModelRecord {
  readonly format: 1;
  /** yyyy-mm-dd */
  readonly date: string;
  readonly engine: string;
  readonly seed: string;
  readonly counted_by: string;
  readonly data: { readonly records: number; readonly sources: readonly string[]; readonly fingerprint: string };
  readonly term_frequencies: Readonly<Record<string, FrequencyFingerprint>>;
  /** `null` for a model that was not trained here. */
  readonly training: {
    readonly combine: string;
    readonly prior: { readonly observed: number; readonly possible: number; readonly recall: number } | null;
    readonly u_is_exact: boolean;
    readonly sessions: readonly RecordedSession[];
    readonly estimates: readonly RecordedEstimate[];
  } | null;
}

/** A model as it is kept: settings that Splink loads as they are, and beside them what it was made of. */
export interface ModelFiles {
  readonly settings: SplinkSettings;
  readonly record: ModelRecord;
}

/**
 * A model and its record. They are two files, for Splink 4 and 5 refuse settings with a key that they do not know; the
 * model's `linker_uid` carries its date and the beginning of the record's hash, so that the two are known to belong together,
 * beside keys that Splink has not.
 */
export function modelFilesOf(result: LinkResult, about: { readonly date: string; readonly seed: string | number }): ModelFiles {
  const { runner, model } = result;
  const record = recordOf(result, about);
  const hash = canonicalHash({ settings: writeSettings(runner.plan, model.parameters), record });
  const id = `gt_${about.date.replaceAll('-', '_')}_${hash.slice(0, 8)}`;
  return { settings: writeSettings(runner.plan, model.parameters, { golden_thread: id }), record };
}

function recordOf(result: LinkResult, about: { readonly date: string; readonly seed: string | number }): ModelRecord {
  const { records, runner } = result;
  const { plan, prepared } = runner;
  const frequencies = [...frequencyUses(plan)].map(([key, use]) => {
    return [key, frequencyFingerprint(columnNamed(prepared, use.column), use.of === 'rarest_shared')] as const;
  });
  return {
    format: 1,
    date: about.date,
    engine: LOGIC_VERSION,
    seed: String(about.seed),
    counted_by: plan.countedBy,
    data: { records: records.size, sources: records.sources, fingerprint: dataFingerprint(records) },
    term_frequencies: Object.fromEntries(frequencies),
    training: trainingOf(result),
  };
}

function trainingOf({ trained, runner }: LinkResult): ModelRecord['training'] {
  if (trained === null) return null;
  const { comparisons } = runner.plan;
  const nameOf = (comparison: number): string => comparisons[comparison]?.name ?? '';
  const { prior, combine, u, estimates } = trained.model;
  return {
    combine,
    prior: prior === null ? null : { observed: prior.observed, possible: prior.cartesian, recall: prior.recall },
    u_is_exact: u.every(({ exact }) => exact),
    sessions: trained.sessions.map(({ rule, active, pairs, of, result }) => ({
      rule: rule.text,
      comparisons: active.map(nameOf),
      pairs,
      drawn_from: of,
      iterations: result.iterations,
      converged: result.converged,
      lambda: result.lambda,
      log_likelihood: result.logLikelihood,
    })),
    estimates: estimates.map(({ comparison, of, method, probabilities }) => ({
      comparison: nameOf(comparison),
      of,
      method,
      probabilities,
    })),
  };
}
