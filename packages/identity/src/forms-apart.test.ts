import { describe, expect, test } from 'vitest';
import { clusters, facts, type GraphSketch, graph } from './graph.fixture.ts';
import { resolve } from './resolve.ts';

const people = (sketch: GraphSketch) => clusters(sketch, resolve(graph(sketch)));
const form = facts({ forename: 'variant' });

describe('two whom one list names under two forms of one name', () => {
  const school: GraphSketch = {
    records: ['Rosanna', 'Rosie', 'alsoRosanna', 'alsoRosie'],
    lists: { Rosanna: 'school', Rosie: 'school' },
    edges: {
      'Rosanna Rosie': { weight: 20, facts: form },
      'Rosanna alsoRosanna': 14,
      'Rosie alsoRosie': 14,
      'alsoRosanna alsoRosie': { weight: 30, facts: form },
    },
  };

  test('stay apart by way of third records, however these weigh', () => {
    expect(people(school)).toEqual(['Rosanna alsoRosanna', 'Rosie alsoRosie']);
    expect(people({ ...school, lists: {} })).toEqual(['Rosanna Rosie alsoRosanna alsoRosie']);
  });

  test('but an identifier is believed', () => {
    const edges = { ...school.edges, 'alsoRosanna alsoRosie': { weight: 30, facts: facts({ forename: 'variant', nhs: 'agree' }) } };
    expect(people({ ...school, edges })).toContain('Rosanna');
  });

  test('and whose namesake is too poor a record to be joined to its own goes to neither', () => {
    const sketch: GraphSketch = {
      ...school,
      records: [...school.records, 'undated'],
      edges: {
        ...school.edges,
        'Rosanna undated': { weight: 13, facts: facts({ birth: 'silent', place: 'differ' }) },
        'Rosie undated': { weight: 13, facts: facts({ forename: 'variant', birth: 'silent' }) },
      },
    };
    expect(people(sketch)).toEqual(['Rosanna alsoRosanna', 'Rosie alsoRosie', 'undated']);
  });
});
