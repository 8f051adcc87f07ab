import { describe, expect, it } from 'vitest';
import { PERSON_ATTRIBUTES, type PersonAttributeName } from '../dictionary/person.ts';
import { DeclarationError } from '../errors.ts';
import type { LinkageModel } from '../linkage-model.ts';
import { column } from './combinators.ts';
import { block, defineLinkage } from './linkage.ts';
import { checkModel, definePipeline, type PipelineInput, partHashes } from './pipeline.ts';
import { defineRegister } from './register.ts';
import { defineSource, text } from './source.ts';
import { defineSurvivorship, longest, mostFrequent, mostRecent, mostTrusted, onlyFrom, type SurvivorshipRule } from './survivorship.ts';

const source = (name: string, parts: { readonly agreement?: string; readonly organisation?: string } = {}) =>
  defineSource({
    name,
    label: 'Clinic',
    describes: 'One row for each child.',
    organisation: 'clinic_trust',
    agreement: 'isa_clinic',
    location: 'clinic',
    transport: { kind: 'folder', files: '{date}.csv', complete: 'rename' },
    decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n' },
    timeZone: 'Europe/London',
    cadence: { every: 'day', arrivesBy: '02:00', staleAfterDays: 3 },
    dataset: 'children',
    contract: { columns: { ref: text(), surname: text() }, key: ['ref'], delivers: 'full' },
    maps: { person: { surname: column('surname') } },
    ...parts,
  });
const register = defineRegister({
  describes: 'A register for tests.',
  organisations: [{ id: 'clinic_trust', name: 'Clinic Trust', kind: 'nhs' }],
  purposes: [{ id: 'safeguarding', statement: 'To keep children safe.', permitsLinkage: true }],
  gateways: [{ id: 'act', act: 'An Act', inForceFrom: null, inForceTo: null }],
  itemSets: [{ id: 'items', version: 1, items: ['person.surname'] }],
  dpias: [],
  agreements: [
    {
      id: 'isa_clinic',
      name: 'Clinic',
      provider: 'clinic_trust',
      purposes: ['safeguarding'],
      gateway: 'act',
      itemSet: 'items',
      status: 'live',
      from: '2025-01-01',
      to: '2027-12-31',
      dpias: [],
      privacyNoticeChecked: null,
    },
  ],
  roles: [],
  grants: [],
});
const comparison = (name: string) => ({
  name,
  describes: 'Is it the same surname?',
  silentWithout: ['surname_key' as const],
  levels: [{ level: 'exact' as const, column: 'surname_key' as const }, { level: 'else' as const }],
});
const linkageOf = (...comparisons: ReturnType<typeof comparison>[]) =>
  defineLinkage({
    describes: 'Linkage for tests.',
    blocking: [block('surname_key')],
    comparisons,
    training: { deterministicRules: [block('surname_key')], recall: 0.7, emBlocking: [block('birth_date')] },
    pairBudget: 1000,
  });
const level = (label: string) => ({ label, m: 0.5, u: 0.5, observed: true });
const model: LinkageModel = {
  format: 'golden-thread-model/1',
  name: 'model_2026_01_01',
  trainedOn: '2026-01-01',
  engine: 'test',
  seed: '1',
  declaration: '',
  dataFingerprint: '',
  records: 0,
  lambda: 0.5,
  comparisons: [{ name: 'surname', levels: [level('same'), level('other')] }],
  training: [],
};
const rulesOf = (rule: SurvivorshipRule): Record<PersonAttributeName, SurvivorshipRule> => {
  const rules: Partial<Record<PersonAttributeName, SurvivorshipRule>> = {};
  for (const { name } of PERSON_ATTRIBUTES) rules[name] = rule;
  return Object.assign(
    {
      forename: rule,
      middle_names: rule,
      surname: rule,
      known_as: rule,
      former_surname: rule,
      birth_date: rule,
      birth_precision: rule,
      sex: rule,
      ethnicity: rule,
      nhs_number: rule,
      upn: rule,
      address: rule,
      postcode: rule,
      uprn: rule,
      phone: rule,
      email: rule,
      school: rule,
      contact_name: rule,
      contact_phone: rule,
    },
    rules,
  );
};
const survivorshipOf = (rules: Record<PersonAttributeName, SurvivorshipRule>) =>
  defineSurvivorship({ describes: 'Survivorship for tests.', rules });
const GOOD: PipelineInput = {
  name: 'tests',
  describes: 'A pipeline for tests.',
  timeZone: 'Europe/London',
  nightAt: '05:30',
  profile: 'demo',
  sources: [source('clinic')],
  linkage: linkageOf(comparison('surname')),
  model,
  survivorship: survivorshipOf(rulesOf(mostRecent(['clinic']))),
  register,
  policy: { join: 10, break: 6, review: 2, margin: 0, floor: -5 },
  gates: { personCountChange: 0.2, idChurn: 0.05, largestPerson: 40 },
};

function complaint(declare: () => unknown): string {
  try {
    declare();
  } catch (error) {
    if (error instanceof DeclarationError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error('the declaration was taken');
}

describe('a wrong pipeline names itself and the fix', () => {
  const wrong: readonly [string, Partial<PipelineInput>, string][] = [
    ['a name that is no identifier', { name: 'Single View' }, 'use lower-case letters, digits and _'],
    ['no sentence about it', { describes: '' }, 'fill describes'],
    ['a zone that nobody knows', { timeZone: 'Mars/Olympus' }, 'name a zone of the IANA list'],
    ['a night at no time of day', { nightAt: '24:00' }, 'such as 05:30'],
    ['a source twice', { sources: [source('clinic'), source('clinic')] }, 'name each source once'],
    [
      'an agreement outside the register',
      { sources: [source('clinic', { agreement: 'isa_none' })] },
      'add the agreement to the register or mend its name',
    ],
    [
      'an organisation outside the register',
      { sources: [source('clinic', { organisation: 'nobody' })] },
      'add the organisation to the register',
    ],
    [
      'a survivorship of a source that is not in it',
      { survivorship: survivorshipOf(rulesOf(mostTrusted(['clinic', 'police']))) },
      'mend the order',
    ],
    ['a gate that is no number', { gates: { ...GOOD.gates, idChurn: Number.NaN } }, 'mend gates in thresholds.ts'],
  ];
  it.each(wrong)('%s', (_what, parts, fix) => {
    const said = complaint(() => definePipeline({ ...GOOD, ...parts }));
    expect(said).toContain(`The pipeline '${parts.name ?? 'tests'}' is declared wrongly`);
    expect(said).toContain(fix);
  });

  it('a model of other comparisons, when it is to be used', () => {
    expect(() => checkModel(definePipeline(GOOD))).not.toThrow();
    const changed = definePipeline({ ...GOOD, linkage: linkageOf(comparison('surname'), comparison('family')) });
    const said = complaint(() => checkModel(changed));
    expect(said).toContain("The pipeline 'tests' is declared wrongly");
    expect(said).toContain('train one with `gt train`');
  });

  it('lines of the policy out of order', () => {
    for (const lines of [{ review: 11 }, { break: 11 }, { floor: 3 }, { floor: 7, review: 8 }, { margin: -1 }, { join: Number.NaN }]) {
      expect(complaint(() => definePipeline({ ...GOOD, policy: { ...GOOD.policy, ...lines } }))).toContain(
        'Set floor ≤ review ≤ join and floor ≤ break ≤ join',
      );
    }
  });
});

describe('a wrong linkage names the comparison and the fix', () => {
  it('whose else-level is missing, doubled or not last', () => {
    const otherwise = { level: 'else' as const };
    const exact = { level: 'exact' as const, column: 'surname_key' as const };
    for (const levels of [
      [exact, exact],
      [otherwise, exact],
      [otherwise, otherwise],
    ]) {
      const said = complaint(() => linkageOf(Object.assign(comparison('surname'), { levels })));
      expect(said).toContain("The linkage 'surname' is declared wrongly: the else-level is missing or not last.");
      expect(said).toContain("end its levels with exactly one { level: 'else' }");
    }
  });

  it('two of whose comparisons have one name, or that names an unknown column', () => {
    expect(complaint(() => linkageOf(comparison('surname'), comparison('surname')))).toContain('give each comparison a name of its own');
    expect(complaint(() => linkageOf(Object.assign(comparison('surname'), { silentWithout: ['shoe_size'] })))).toContain(
      'mend comparisons.0.silentWithout.0',
    );
  });
});

describe('a wrong survivorship names the attribute and the fix', () => {
  it('without a rule for an attribute: it does not compile, and does not load', () => {
    const { school: _, ...rules } = rulesOf(mostRecent(['clinic']));
    // @ts-expect-error a missing rule is refused by the compiler as well
    const said = complaint(() => defineSurvivorship({ describes: 'Survivorship for tests.', rules }));
    expect(said).toContain('mend rules.school');
  });

  it('whose rules differ inside a group that wins together', () => {
    const said = complaint(() => survivorshipOf({ ...rulesOf(mostRecent(['clinic'])), postcode: longest(['clinic']) }));
    expect(said).toContain("The survivorship 'postcode' is declared wrongly: its rule differs from the others of the group 'address'.");
    expect(said).toContain("give every attribute of 'address' the same rule");
  });

  it('whose order names nobody', () => {
    for (const rule of [mostRecent([]), mostTrusted([]), mostFrequent([]), longest([]), onlyFrom([])])
      expect(complaint(() => survivorshipOf(rulesOf(rule)))).toContain('mend rules.');
  });
});

describe('a pipeline', () => {
  it('has one version for one meaning, and a part for each change', () => {
    const pipeline = definePipeline(GOOD);
    expect(definePipeline(Object.assign({}, GOOD, Object.fromEntries(Object.entries(GOOD).reverse()))).hash).toBe(pipeline.hash);
    expect(definePipeline(pipeline).hash).toBe(pipeline.hash);
    const stricter = definePipeline({ ...GOOD, policy: { ...GOOD.policy, join: 12 } });
    expect(stricter.hash).not.toBe(pipeline.hash);
    const changed = Object.entries(partHashes(stricter)).filter(([part, hash]) => partHashes(pipeline)[part] !== hash);
    expect(changed.map(([part]) => part)).toEqual(['policy']);
  });

  it('is data: printed as JSON it holds everything but the hash', () => {
    const pipeline = definePipeline(GOOD);
    const { hash, ...parts } = JSON.parse(JSON.stringify(pipeline));
    expect(hash).toBe(pipeline.hash);
    expect(parts).toEqual(JSON.parse(JSON.stringify(GOOD)));
  });
});
