import { describe, expect, test } from 'vitest';
import { clusters, facts, type GraphSketch, graph, keyOf, outcomeOf, questions, SILENT, TWINS } from './graph.fixture.ts';
import { VIA_KINDS } from './resolution.ts';
import { resolve } from './resolve.ts';

const people = (sketch: GraphSketch) => clusters(sketch, resolve(graph(sketch)));
const asked = (sketch: GraphSketch) => questions(sketch, resolve(graph(sketch)));

describe('records become people', () => {
  test('by links at or above the join line, through others', () => {
    expect(people({ records: ['A', 'B', 'C', 'D'], edges: { 'A B': 12, 'B C': 20, 'C D': 11.999999 } })).toEqual(['A B C', 'D']);
  });

  test('and a link that was held stays down to the break line', () => {
    const sketch = (weight: number): GraphSketch => ({ records: ['A', 'B'], edges: { 'A B': { weight, heldBefore: true } } });
    expect(people(sketch(10))).toEqual(['A B']);
    expect(people(sketch(9.999999))).toEqual(['A', 'B']);
  });

  test.each([
    ['one kind of evidence', facts({ surname: 'differ', forename: 'exact', birth: 'differ', place: 'silent' }), 'few_evidence'],
    ['two serious contradictions', facts({ birth: 'differ', sex: 'differ', nhs: 'agree' }), 'contradictions'],
    ['another date of birth: whom the child is named after lives there too', facts({ birth: 'differ' }), 'few_evidence'],
    ['another forename, at another place', facts({ forename: 'different', place: 'differ' }), 'few_evidence'],
    ['a forename that is only alike, at another place', facts({ forename: 'similar', place: 'differ' }), 'few_evidence'],
    ['a date of birth that is near, without the place', facts({ birth: 'near', place: 'silent' }), 'few_evidence'],
    ['another surname, without the place', facts({ surname: 'differ', place: 'differ' }), 'few_evidence'],
    [
      'another forename and an identifier, born another day',
      facts({ forename: 'different', birth: 'differ', nhs: 'agree' }),
      'contradictions',
    ],
    ['no forename and no birth', facts({ forename: 'silent', birth: 'silent' }), 'few_evidence'],
    ['no date of birth and another surname: a parent looks the same', facts({ birth: 'silent', surname: 'differ' }), 'few_evidence'],
    ['no date of birth and another place', facts({ birth: 'silent', place: 'differ' }), 'few_evidence'],
    ['no forename and another sex: a twin looks the same', facts({ forename: 'silent', sex: 'differ' }), 'few_evidence'],
    ['no forename and no place: a sibling looks the same', facts({ forename: 'silent', place: 'silent' }), 'few_evidence'],
  ])('but not on %s, whatever the weight; people are asked', (_, pair, outcome) => {
    const sketch: GraphSketch = { records: ['A', 'B'], edges: { 'A B': { weight: 40, facts: pair } } };
    const answer = resolve(graph(sketch));
    expect(clusters(sketch, answer)).toEqual(['A', 'B']);
    expect(outcomeOf(sketch, answer, 'A B')).toBe(outcome);
    expect(questions(sketch, answer)).toEqual([`contradiction A B ${outcome}`]);
  });

  test('and each record says which link brought it', () => {
    const answer = resolve(graph({ records: ['A', 'B', 'C', 'D'], edges: { 'A B': 15, 'A C': 13, 'B C': 14 }, same: ['C D'] }));
    expect([...answer.via.record]).toEqual([-1, keyOf('A'), keyOf('B'), keyOf('C')]);
    expect([...answer.via.kind].map((kind) => VIA_KINDS[kind])).toEqual(['first', 'edge', 'edge', 'judgement']);
    expect([...answer.via.weight]).toEqual([Number.NaN, 15, 14, Number.NaN]);
  });

  test('and between two people one question is open, about the strongest link below the line', () => {
    expect(asked({ records: ['A', 'B', 'C', 'D'], edges: { 'A B': 20, 'C D': 20, 'A C': 9, 'B C': 10, 'A D': 7 } })).toEqual([
      'weight B C review',
    ]);
  });
});

describe('the order of authority', () => {
  const bridge = { 'X Z': 30, 'Y Z': 20, 'X Y': 40 };

  test('C055: a never-link leaves no path, also not by way of a third record, which joins one of the two', () => {
    const sketch: GraphSketch = { records: ['X', 'Y', 'Z'], edges: bridge, never: ['X Y'] };
    const answer = resolve(graph(sketch));
    expect(clusters(sketch, answer)).toEqual(['X Z', 'Y']);
    expect(outcomeOf(sketch, answer, 'X Y')).toBe('never_link');
    expect(outcomeOf(sketch, answer, 'Y Z')).toBe('refused_never_link');
    expect(questions(sketch, answer)).toEqual([]);
  });

  test('a never-link stands against a signed same, directly', () => {
    expect(people({ records: ['X', 'Y'], edges: { 'X Y': 40 }, never: ['X Y'], same: ['X Y'] })).toEqual(['X', 'Y']);
  });

  test('a signed different parts the pair and its clusters', () => {
    expect(people({ records: ['X', 'Y', 'Z'], edges: bridge, different: ['X Y'] })).toEqual(['X Z', 'Y']);
  });

  test('a signed same joins what has no link at all, and lifts what evidence parts', () => {
    expect(people({ records: ['X', 'Y'], same: ['X Y'] })).toEqual(['X Y']);
    expect(
      people({
        records: ['X', 'Y'],
        same: ['X Y'],
        nhs: { X: 1, Y: 2 },
        distinct: { X: 1, Y: 1 },
        edges: { 'X Y': { weight: 20, facts: TWINS } },
      }),
    ).toEqual(['X Y']);
  });

  test('what a signed same has answered does not part the other records of the two', () => {
    const sketch: GraphSketch = {
      records: ['X', 'X2', 'Y', 'Y2'],
      edges: {
        'X X2': 30,
        'Y Y2': 30,
        'X Y': { weight: 13, facts: TWINS },
        'X2 Y': { weight: 13, facts: TWINS },
        'X Y2': { weight: 13, facts: TWINS },
        'X2 Y2': { weight: 13, facts: TWINS },
      },
      nhs: { X: 1, X2: 1, Y: 2, Y2: 2 },
    };
    expect(people(sketch)).toEqual(['X X2', 'Y Y2']);
    expect(people({ ...sketch, same: ['X Y'] })).toEqual(['X X2 Y Y2']);
  });

  test.each([
    ['verified numbers that differ', { nhs: { X: 1, Y: 2 } }],
    ['one dataset and part that declares its records distinct', { distinct: { X: 3, Y: 3 } }],
  ])('%s part two records, also by way of a third', (_, more) => {
    expect(people({ records: ['X', 'Y', 'Z'], edges: bridge, ...more })).toEqual(['X Z', 'Y']);
  });

  test('F11: a parent and a child of one name at one place are two, also by way of a record without a date of birth', () => {
    const sketch: GraphSketch = {
      records: ['child', 'parent', 'tenant'],
      edges: {
        'child parent': { weight: 13, facts: facts({ birth: 'differ', generationApart: true }) },
        'child tenant': { weight: 14, facts: facts({ birth: 'silent', nhs: 'agree' }) },
        'parent tenant': { weight: 14, facts: facts({ birth: 'silent', nhs: 'agree' }) },
      },
    };
    expect(people(sketch)).toEqual(['child', 'parent', 'tenant']);
  });

  const withoutBirth = facts({ birth: 'silent' });

  test('a record without a date of birth, of the same names and place, joins the only person that fits', () => {
    expect(people({ records: ['child', 'tenant'], edges: { 'child tenant': { weight: 15, facts: withoutBirth } } })).toEqual([
      'child tenant',
    ]);
  });

  test('F11: but not where its own list also names the child: it is the parent, whatever the weights', () => {
    const sketch: GraphSketch = {
      records: ['child', 'pupil', 'tenant'],
      lists: { child: 'housing', tenant: 'housing' },
      edges: {
        'child pupil': 13,
        'pupil tenant': { weight: 18, facts: withoutBirth },
        'child tenant': { weight: 18, facts: withoutBirth },
      },
    };
    expect(people(sketch)).toEqual(['child pupil', 'tenant']);
    expect(people({ ...sketch, lists: {} })).toEqual(['child pupil tenant']);
  });

  test('a UPN that differs is no veto, and is asked about', () => {
    const sketch: GraphSketch = { records: ['A', 'B'], edges: { 'A B': { weight: 15, facts: facts({ upn: 'differ' }) } } };
    expect(people(sketch)).toEqual(['A B']);
    expect(asked(sketch)).toEqual(['identifier A B upn_differs']);
  });

  test('judgements that contradict keep last night, newcomers single; a never-link overrides even that', () => {
    const sketch: GraphSketch = {
      records: ['A', 'B', 'C', 'D'],
      edges: { 'A B': 20, 'B C': 20, 'C D': 20 },
      same: ['A B', 'B C'],
      different: ['A C'],
      before: { A: 5, B: 5, C: 6 },
    };
    expect(people(sketch)).toEqual(['A B', 'C', 'D']);
    expect(asked(sketch)).toEqual(['attention A C judgements_contradict']);
    const flagged: GraphSketch = {
      records: ['A', 'B', 'C'],
      edges: { 'A B': 20, 'B C': 21 },
      same: ['A B', 'B C'],
      never: ['A C'],
      before: { A: 5, B: 5, C: 5 },
    };
    expect(people(flagged)).toEqual(['A', 'B C']);
    expect(asked(flagged)).toEqual(['attention A B judgements_contradict']);
    expect(asked({ ...flagged, different: ['A C'] })).toEqual(['attention A B judgements_contradict']);
  });
});

describe('twins', () => {
  const twin = (weight: number, more = {}) => ({ weight, facts: facts({ forename: 'different', ...more }) });

  test('F03: unlike names part them, without a question where the weight raises none', () => {
    const sketch: GraphSketch = { records: ['Kehinde', 'Taiwo'], edges: { 'Kehinde Taiwo': twin(3) } };
    expect(people(sketch)).toEqual(['Kehinde', 'Taiwo']);
    expect(asked(sketch)).toEqual([]);
  });

  test('F04: like names (Amelia, Amelie) part them too, and people are asked where identifiers say nothing', () => {
    const sketch: GraphSketch = {
      records: ['Amelia', 'Amelie'],
      edges: { 'Amelia Amelie': { weight: 20, facts: facts({ forename: 'similar' }) } },
    };
    expect(people(sketch)).toEqual(['Amelia', 'Amelie']);
    expect(asked(sketch)).toEqual(['twins Amelia Amelie twins_review']);
  });

  test('identifiers that disagree settle it: no question', () => {
    const sketch: GraphSketch = {
      records: ['Mia', 'Mya'],
      edges: { 'Mia Mya': { weight: 20, facts: facts({ forename: 'similar', nhs: 'differ' }) } },
    };
    expect(people(sketch)).toEqual(['Mia', 'Mya']);
    expect(asked(sketch)).toEqual([]);
  });

  test('the same verified number is a matter for people', () => {
    const sketch: GraphSketch = {
      records: ['Mia', 'Mya'],
      edges: { 'Mia Mya': { weight: 20, facts: facts({ forename: 'similar', nhs: 'agree' }) } },
      nhs: { Mia: 4, Mya: 4 },
    };
    expect(people(sketch)).toEqual(['Mia', 'Mya']);
    expect(asked(sketch)).toEqual(['identifier Mia Mya twins_same_identifier']);
    expect(people({ ...sketch, same: ['Mia Mya'] })).toEqual(['Mia Mya']);
  });

  test.each(['exact', 'variant', 'typo', 'initial', 'swapped'] as const)(
    'a forename that is the same by being %s is one child',
    (forename) => {
      expect(people({ records: ['A', 'B'], edges: { 'A B': { weight: 20, facts: facts({ forename }) } } })).toEqual(['A B']);
    },
  );

  test("forenames that could be one child's are two where an identifier or the sex says otherwise; people are asked", () => {
    for (const more of [{ upn: 'differ' }, { nhs: 'differ' }, { sex: 'differ' }] as const) {
      const sketch: GraphSketch = {
        records: ['Thiago', 'Tiago'],
        edges: { 'Thiago Tiago': { weight: 20, facts: facts({ forename: 'variant', ...more }) } },
      };
      expect(people(sketch)).toEqual(['Thiago', 'Tiago']);
      expect(asked(sketch)).toEqual(['identifier Thiago Tiago twins_review']);
    }
  });

  test('and where one list names both; whom another list names goes to the one whose name it is', () => {
    const variant = { weight: 20, facts: facts({ forename: 'variant' }) };
    const sketch: GraphSketch = {
      records: ['Thiago', 'Tiago', 'pupil'],
      lists: { Thiago: 'care', Tiago: 'care' },
      edges: { 'Thiago Tiago': variant, 'Thiago pupil': variant, 'Tiago pupil': 19 },
    };
    expect(people(sketch)).toEqual(['Thiago', 'Tiago pupil']);
    expect(asked(sketch)).toEqual(['margin Thiago pupil ambiguous']);
    expect(people({ ...sketch, lists: {} })).toEqual(['Thiago Tiago pupil']);
  });

  test('surnames may differ: two children born on one day at one place', () => {
    const sketch: GraphSketch = {
      records: ['Kehinde', 'S', 'Taiwo'],
      edges: {
        'Kehinde S': 20,
        'S Taiwo': 19,
        'Kehinde Taiwo': { weight: -3, facts: facts({ forename: 'different', surname: 'differ' }) },
      },
    };
    expect(people(sketch)).toEqual(['Kehinde S', 'Taiwo']);
  });

  test.each([
    ["birth and place alone are a household's", { forename: 'silent', surname: 'near' }, false],
    ['a forename that changed places, at one place and birth, is enough', { forename: 'swapped', surname: 'near' }, true],
    ['and not with another surname: a twin bears it', { forename: 'swapped', surname: 'differ' }, false],
    ['nor with another date of birth', { forename: 'swapped', surname: 'near', birth: 'differ' }, false],
    ['a date of birth with day and month exchanged is mended by the place', { birth: 'near' }, true],
    ['and another surname by the place', { surname: 'differ' }, true],
    ['but not another surname and another sex', { surname: 'differ', sex: 'differ' }, false],
    ['or by the contact', { surname: 'differ', place: 'silent', contact: 'agree' }, true],
    ['name and birth are enough without a place', { place: 'differ' }, true],
    ['an identifier and the birth are enough for another name', { forename: 'different', place: 'differ', nhs: 'agree' }, true],
  ] as const)('%s', (_, differing, joined) => {
    const sketch = { records: ['A', 'B'], edges: { 'A B': { weight: 20, facts: facts(differing) } } };
    expect(people(sketch)).toEqual(joined ? ['A B'] : ['A', 'B']);
  });

  test('of different forenames stay apart also where their addresses differ', () => {
    const apart = facts({ forename: 'similar', place: 'differ', contact: 'differ' });
    const sketch: GraphSketch = { records: ['Hoi', 'Hui'], edges: { 'Hoi Hui': { weight: 20, facts: apart } } };
    expect(people(sketch)).toEqual(['Hoi', 'Hui']);
  });

  test('a parent and child of one forename at one address, born on other days, are two people', () => {
    const younger = facts({ birth: 'differ' });
    const sketch: GraphSketch = {
      records: ['Ali', 'aunt', 'son'],
      edges: { 'Ali son': { weight: 20, facts: younger }, 'Ali aunt': { weight: 20, facts: { ...younger, generationApart: true } } },
    };
    expect(people(sketch)).toEqual(['Ali', 'aunt', 'son']);
    expect(outcomeOf(sketch, resolve(graph(sketch)), 'Ali aunt')).toBe('generation');
  });

  const silent = (one: number, other: number, more: Partial<Record<'one' | 'other', object>> = {}): GraphSketch => ({
    records: ['Kehinde', 'S', 'Taiwo'],
    edges: {
      'Kehinde S': { weight: one, facts: { ...SILENT, ...more.one } },
      'S Taiwo': { weight: other, facts: { ...SILENT, ...more.other } },
      'Kehinde Taiwo': { weight: 1, facts: TWINS, completion: true },
    },
  });

  test('a record without a forename goes with neither, however the weights lie', () => {
    for (const sketch of [silent(20, 20), silent(25, 20), silent(20, 25)]) {
      expect(people(sketch)).toEqual(['Kehinde', 'S', 'Taiwo']);
      expect(asked(sketch)).toEqual(['margin Kehinde S ambiguous', 'margin S Taiwo ambiguous']);
    }
  });

  test('unless an identifier speaks for one of them', () => {
    expect(people(silent(20, 20, { one: { nhs: 'agree' } }))).toEqual(['Kehinde S', 'Taiwo']);
    expect(people(silent(20, 20, { one: { upn: 'differ' } }))).toEqual(['Kehinde', 'S Taiwo']);
  });

  test('a record without a forename whose only candidate is one child joins it', () => {
    expect(people({ records: ['Kehinde', 'S'], edges: { 'Kehinde S': { weight: 20, facts: SILENT } } })).toEqual(['Kehinde S']);
  });

  test('F06: two placeholders of the list that names the child go to nobody', () => {
    const sketch: GraphSketch = {
      records: ['Amy', 'baby', 'twin'],
      lists: { Amy: 'health', baby: 'health', twin: 'health' },
      edges: {
        'Amy baby': { weight: 20, facts: SILENT },
        'Amy twin': { weight: 20, facts: SILENT },
        'baby twin': { weight: 20, facts: SILENT },
      },
    };
    const answer = resolve(graph(sketch));
    expect(clusters(sketch, answer)).toEqual(['Amy', 'baby', 'twin']);
    expect(outcomeOf(sketch, answer, 'Amy baby')).toBe('listed_apart');
  });

  test('a link of a silent record that stood last night stays when a twin appears', () => {
    const { edges, ...rest } = silent(20, 20);
    expect(
      people({ ...rest, edges: { ...edges, 'Kehinde S': { weight: 20, facts: SILENT, heldBefore: true } }, before: { Kehinde: 5, S: 5 } }),
    ).toEqual(['Kehinde S', 'Taiwo']);
  });
});

describe('a contested record', () => {
  const contested = (one: number, other: number, more: Partial<GraphSketch> = {}): GraphSketch => ({
    records: ['A', 'R', 'Z'],
    edges: { 'A R': one, 'R Z': other },
    different: ['A Z'],
    ...more,
  });

  test('goes to the stronger side', () => {
    expect(people(contested(20, 21))).toEqual(['A', 'R Z']);
  });

  test('goes to neither where the two are equal, and people are asked about both', () => {
    const sketch = contested(20, 20);
    expect(people(sketch)).toEqual(['A', 'R', 'Z']);
    expect(asked(sketch)).toEqual(['margin A R margin', 'margin R Z margin']);
  });

  test('goes to neither within the margin', () => {
    expect(people(contested(20, 21, { policy: { margin: 1 } }))).toEqual(['A', 'R', 'Z']);
    expect(people(contested(20, 21.1, { policy: { margin: 1 } }))).toEqual(['A', 'R Z']);
  });

  test('stays where it stood last night', () => {
    const held = { 'A R': 20, 'R Z': { weight: 20, heldBefore: true } };
    expect(people(contested(0, 0, { edges: held, before: { R: 5, Z: 5 } }))).toEqual(['A', 'R Z']);
  });

  test('is barred from all of either side, not from its strongest record only', () => {
    expect(people({ records: ['A', 'A2', 'R', 'Z'], edges: { 'A A2': 40, 'A R': 20, 'A2 R': 15, 'R Z': 20 }, different: ['A Z'] })).toEqual(
      ['A A2', 'R', 'Z'],
    );
  });
});
