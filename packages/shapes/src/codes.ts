/** Closed lists. Each is printed by `gt describe --codes`; a member is never renamed. */

export const EXIT_CODES = {
  done: 0,
  failed: 1,
  usage: 2,
  stopped: 3,
  running: 4,
  nothing_due: 5,
  database: 6,
} as const;
export type ExitCodeName = keyof typeof EXIT_CODES;

export const RUN_STATES = ['running', 'stopped', 'published', 'failed', 'undone'] as const;
export type RunState = (typeof RUN_STATES)[number];

export const STEP_STATES = ['done', 'left_out'] as const;
export type StepState = (typeof STEP_STATES)[number];

export const STEP_NAMES = ['admit', 'policy', 'take', 'link', 'resolve', 'golden', 'check', 'publish'] as const;
export type StepName = (typeof STEP_NAMES)[number];

export const DELIVERY_STATES = ['taken', 'refused', 'superseded', 'left out', 'incomplete'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const PUBLICATION_STATES = ['built', 'published', 'withdrawn', 'undone'] as const;
export type PublicationState = (typeof PUBLICATION_STATES)[number];

/** Gates by name; `acceptable: false` ones protect people and cannot be released by anybody. */
export const GATES = {
  quarantine_budget: { acceptable: true, about: 'a delivery, too many of whose records were quarantined' },
  delete_guard: { acceptable: true, about: 'a full delivery in which too many known records are gone' },
  record_count: { acceptable: true, about: 'a delivery with fewer or more records than its contract expects' },
  block_budget: { acceptable: true, about: 'blocking rules that would make more pairs than the budget' },
  person_count: { acceptable: true, about: 'the number of people moved more than the pipeline allows' },
  id_churn: { acceptable: true, about: 'more ids changed than the pipeline allows' },
  largest_person: { acceptable: true, about: 'one person holds more records than the pipeline allows' },
  never_link: { acceptable: false, about: 'a path joins two records that must never be linked' },
  integrity: { acceptable: false, about: 'rows refer to rows that are not there' },
} as const;
export type GateName = keyof typeof GATES;

export const JUDGEMENTS = ['same', 'different', 'unsure'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

export const ABSENCES = ['value', 'none', 'not covered', 'not shared', 'stale'] as const;
export type Absence = (typeof ABSENCES)[number];

export const FRESHNESS = ['fresh', 'late', 'stale'] as const;
export type Freshness = (typeof FRESHNESS)[number];

/** Where a delivered source row ended. Their sum is what the file held. */
export const ROW_FATES = ['new', 'changed', 'unchanged', 'removed', 'quarantined', 'duplicate', 'out_of_cohort'] as const;
export type RowFate = (typeof ROW_FATES)[number];

/** Why a review item is open. */
export const REVIEW_KINDS = ['weight', 'twins', 'identifier', 'contradiction', 'margin', 'attention'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** What a source's owner is asked to look at. */
export const FEEDBACK_KINDS = ['near_miss', 'contradiction', 'identifier', 'placeholder', 'value'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** How it stands: found in the last publication; found no longer, with the record still there; gone with its record. */
export const FEEDBACK_STATES = ['open', 'mended', 'gone'] as const;
export type FeedbackState = (typeof FEEDBACK_STATES)[number];

/** Version of the JSON events that commands print. */
export const EVENT_VERSION = 1;
