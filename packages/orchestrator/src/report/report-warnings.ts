import { levelRows } from '@golden-thread/linkage/charts/model-rows';
import { ruleWords } from '@golden-thread/linkage/charts/rule-words';
import { counted, grouped } from '@golden-thread/linkage/charts/words';
import type { LinkResult } from '@golden-thread/linkage/link-job';

type Warned = Pick<LinkResult, 'trained' | 'candidates' | 'model' | 'runner' | 'doubts'>;

/** What somebody should know before trusting a linkage, one sentence each; empty where there is nothing to warn of. */
export function warningsOf(result: Warned): readonly string[] {
  return [
    ...result.doubts,
    ...notTrained(result),
    ...unobserved(result),
    ...notConverged(result),
    ...notExact(result),
    ...outOfOrder(result),
    ...notCounted(result),
  ];
}

const notTrained = ({ trained }: Warned): readonly string[] =>
  trained === null ? ['The model was not estimated from these records: its probabilities are those of the settings.'] : [];

function unobserved({ trained, runner, model }: Warned): readonly string[] {
  if (trained === null) return [];
  const { comparisons } = runner.plan;
  const labels = levelRows(comparisons, model.parameters);
  const named = (of: 'm' | 'u'): readonly string[] =>
    trained.model.unobserved.flatMap((level) => {
      if (level.of !== of) return [];
      const name = comparisons[level.comparison]?.name ?? '';
      return [`“${name}: ${labels.find((row) => row.comparison === name && row.gamma === level.gamma)?.level ?? level.gamma}”`];
    });
  const [m, u] = [named('m'), named('u')];
  const both = m.filter((level) => u.includes(level));
  return [
    ...neverSeen(both, 'in any pair'),
    ...neverSeen(
      m.filter((level) => !both.includes(level)),
      'among matches',
    ),
    ...neverSeen(
      u.filter((level) => !both.includes(level)),
      'among other pairs',
    ),
  ];
}

const neverSeen = (levels: readonly string[], where: string): readonly string[] =>
  levels.length === 0
    ? []
    : [
        `${counted(levels.length, 'answer was', 'answers were')} never observed ${where}, so what ${levels.length === 1 ? 'it weighs' : 'they weigh'} is assumed: ${levels.join(', ')}. Where that matters, train on more rules or labels, or leave out the level.`,
      ];

function notConverged({ trained }: Warned): readonly string[] {
  return (trained?.sessions ?? []).flatMap(({ rule, result }) =>
    result.converged
      ? []
      : [
          `Training on “${ruleWords(rule)}” did not settle within ${counted(result.iterations, 'iteration')}: its estimates may still move.`,
        ],
  );
}

function notExact({ trained, runner }: Warned): readonly string[] {
  const names = (trained?.model.u ?? []).flatMap(({ comparison, exact }) =>
    exact ? [] : [runner.plan.comparisons[comparison]?.name ?? ''],
  );
  if (names.length === 0) return [];
  return [`How often pairs agree by chance was estimated from a sample of pairs, not counted, for ${names.join(', ')}.`];
}

/** Levels are declared from the best agreement down: those that weigh clearly less than the next are worth a look. */
function outOfOrder({ trained, runner, model }: Warned): readonly string[] {
  const A_BIT = 1;
  const { comparisons } = runner.plan;
  const assumed = new Set(trained?.model.unobserved.map(({ comparison, gamma }) => `${comparisons[comparison]?.name} ${gamma}`));
  const rows = levelRows(comparisons, model.parameters).filter(({ comparison, gamma }) => !assumed.has(`${comparison} ${gamma}`));
  return comparisons.flatMap(({ name }) => {
    const own = rows.filter(({ comparison }) => comparison === name);
    const below = own.flatMap((row, at) => {
      const next = own[at + 1];
      return next === undefined || next.weight <= row.weight + A_BIT ? [] : [`“${row.level}” less than “${next.level}”`];
    });
    if (below.length === 0) return [];
    return [
      `Of “${name}” a stronger agreement weighs less than a weaker one (${below.join(', ')}). That is right where the weaker one hardly ever happens by chance; it is wrong where few matches were seen there, or where another comparison says the same already. If it is wrong, make these levels one, or give them m and u of your own and fix them (fix_m_probability, fix_u_probability).`,
    ];
  });
}

function notCounted({ candidates }: Warned): readonly string[] {
  const bounds = candidates.filter(({ isExact }) => !isExact);
  if (bounds.length === 0) return [];
  return [
    `Candidate pairs of ${counted(bounds.length, 'blocking rule')} are an upper bound of ${grouped(bounds.reduce((sum, { pairs }) => sum + pairs, 0))}, not a count.`,
  ];
}
