/** Tables that a dump leaves out, each with why. */
export const LEFT_OUT_TABLES: Readonly<Record<string, string>> = {
  'ops.lease': 'which process wrote last, and when',
  'ops.run_input':
    'hashes and numbers of what a run read; they change with the order of sources in the declaration, and what came of them is dumped',
};

/** Columns that a dump leaves out, by table, each with why. */
export const LEFT_OUT_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'ops.database': { only: 'always true' },
  'ops.current_publication': { only: 'always true' },
  'ops.run': {
    run: 'printed as business date and rank',
    attempt: 'attempts that were undone count in it',
    instant: 'when it ran',
    scope: 'how the work was cut, never what came of it',
  },
  'ops.step': {
    counts: 'what was worked on depends on the scope; rows are dumped themselves',
    done_at: 'when it ran',
    epoch: 'counts take-overs',
  },
  'ops.publication': { built_at: 'when it ran', published_at: 'when it ran', withdrawn_at: 'when it ran' },
  'ops.delivery': {
    delivery: 'printed as source, part, date and sequence',
    sha256: 'changes when the same records are written in another order',
    bytes: 'the same',
    first_seen: 'when it was found',
  },
  'ops.delivery_content': {
    chunk: 'chunks follow the order of the records in the file',
    bytes: 'the same; the records are dumped as what came of them',
  },
  'ops.rejection': { at: 'when it was decided' },
  'ops.acceptance': { at: 'when it was decided' },
  'ops.quarantine': { place: 'follows the order of the records in the file', line: 'the same' },
  'ops.gate': { words: 'the outcome in a sentence, with references by number' },
  'ops.policy': { made_at: 'when it was made', approved_at: 'when it was approved', withdrawn_at: 'when it was withdrawn' },
  'ops.outbox': {
    message: 'numbered as they came',
    payload: 'names runs and publications by number',
    idempotency_key: 'the same',
    made_at: 'when it was made',
    delivered_at: 'when it was delivered',
  },
  'core.source': { source: 'printed as its name' },
  'core.record': { record_key: 'printed as its natural key' },
  'golden.scope': { scope: 'printed as agreement and source' },
  'golden.person': { person: 'generated from person_key' },
  'link.membership': { person: 'generated from person_key' },
  'link.judgement': {
    judgement: 'numbered as they came',
    made_at: 'when it was made',
    withdrawn_at: 'when it was withdrawn; whether it counts shows in edges',
    signed_at_2: 'when it was signed',
    seen_a: 'as it stood when it was made',
    seen_b: 'the same',
  },
  'link.never_link': { raised_at: 'when it was raised', lifted_at: 'when it was lifted' },
  'governance.reader_grant': { login: "holds the database's name" },
  'governance.withheld': { raised_at: 'when it was raised' },
  'governance.protection': { raised_at: 'when it was raised', lowered_at: 'when it was lowered' },
  'audit.entry': {
    entry: 'numbered as they came',
    at: 'when it was done',
    subject: 'names runs, deliveries and publications by number',
    previous: 'chained over the columns left out',
    hash: 'the same',
  },
};
