import { describe, expect, test } from 'vitest';
import { clusters, facts, type GraphSketch, graph, TWINS } from './graph.fixture.ts';
import { resolve } from './resolve.ts';

const people = (sketch: GraphSketch) => clusters(sketch, resolve(graph(sketch)));
const sameNumber = facts({ forename: 'swapped', nhs: 'agree' });

describe('two forenames at one home on one day', () => {
  const middleName: GraphSketch = {
    records: ['Matthew', 'MatthewRowan', 'Rowan'],
    edges: {
      'Matthew Rowan': { weight: 14, facts: TWINS },
      'Matthew MatthewRowan': 20,
      'MatthewRowan Rowan': { weight: 30, facts: sameNumber },
    },
  };
  const { edges } = middleName;

  test('are one child’s where a record bears both, with the number of the one and the forename of the other', () => {
    expect(people(middleName)).toEqual(['Matthew MatthewRowan Rowan']);
    expect(
      people({ ...middleName, edges: { ...edges, 'Matthew MatthewRowan': { weight: 20, facts: facts({ forename: 'variant' }) } } }),
    ).toEqual(['Matthew MatthewRowan Rowan']);
  });

  test('are twins’ without the number: twins may have each other’s name for a middle name', () => {
    const noNumber = { ...edges, 'MatthewRowan Rowan': { weight: 30, facts: facts({ forename: 'swapped' }) } };
    expect(people({ ...middleName, edges: noNumber })).toEqual(['Matthew MatthewRowan', 'Rowan']);
  });

  test.each([
    ['their numbers differ', facts({ forename: 'different', nhs: 'differ' }), {}],
    ['their sex differs', facts({ forename: 'different', sex: 'differ' }), {}],
    ['one list names both', TWINS, { Matthew: 'school', Rowan: 'school' }],
  ])('are twins’ where %s', (_, between, lists) => {
    expect(people({ ...middleName, lists, edges: { ...edges, 'Matthew Rowan': { weight: 14, facts: between } } })).toEqual([
      'Matthew',
      'MatthewRowan Rowan',
    ]);
  });

  test('are twins’ where the third record has one of the names alone, under whose number it stands', () => {
    const pasted = { ...edges, 'MatthewRowan Rowan': { weight: 30, facts: facts({ forename: 'variant', nhs: 'agree' }) } };
    expect(people({ ...middleName, edges: pasted })).toEqual(['Matthew', 'MatthewRowan Rowan']);
  });

  test('do not open a never-link', () => {
    expect(people({ ...middleName, never: ['Matthew Rowan'] })).not.toContain('Matthew MatthewRowan Rowan');
  });

  test('are told as one person, and nobody is asked', () => {
    const { reviews } = resolve(graph(middleName));
    expect(reviews).toEqual([]);
  });
});
