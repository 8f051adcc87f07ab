import type { Teller } from './teller.ts';

const QUERIES = [
  [
    'who is known to most services',
    'select person, count(distinct source) as sources from bi_core.bridge_person_record group by person order by sources desc, person limit 5',
  ],
  [
    'where each value of one person came from',
    "select attribute, value, source_label, since, cadence, freshness, differs from bi_core.person_value where person = (select person from bi_core.bridge_person_record group by person order by count(*) desc, person limit 1) and state = 'value'",
  ],
  [
    'nothing known, or not known: by source',
    'select source_label, state, count(*) from bi_core.person_coverage group by source_label, state order by source_label, state',
  ],
] as const;

export interface Examples {
  /** `gt_…` of a person known to many services. */
  readonly person: string;
  /** Two records that are worth explaining. */
  readonly records: readonly [string, string];
}

/** How to look further: the database, three queries, the commands. */
export function tellFurther(tell: Teller, url: string, examples: Examples): void {
  const reader = url.replace(/^(\w+:\/\/)[^@/]*@/, '$1gt_reader_golden_thread_analyst@');
  tell.chapter('Look further');
  tell.say('The database goes on running. As a reader, who sees what the register grants an analyst and nothing else:');
  tell.show(`  psql '${reader}'`);
  tell.say('Three queries worth trying:');
  for (const [what, query] of QUERIES) tell.show(`  -- ${what}\n  ${query};`);
  tell.say('Commands:');
  tell.show(
    [
      'status',
      `person ${examples.person} --why --history`,
      `explain ${examples.records[0]} ${examples.records[1]}`,
      'quarantine',
      'describe',
      'plan --date 2026-03-05 --drop .golden-thread/council/night-03',
      '--help',
    ]
      .map((c) => `  npm run gt -- ${c}`)
      .join('\n'),
  );
  tell.show('  npm run gt -- db stop      # when you are done; npm run demo -- --fresh begins again');
}
