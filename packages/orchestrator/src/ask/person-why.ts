import { decodeFacts } from '@golden-thread/shapes/pair-facts';
import { printPerson, printRecord } from '@golden-thread/shapes/references';
import { edgeBetween, holderOf, type MemberRow, membersOf } from '@golden-thread/warehouse/queries/ask';
import { readTableState } from '@golden-thread/warehouse/queries/ledger';
import { judgementsAbout, neighboursOf } from '@golden-thread/warehouse/queries/person-why';
import type { Warehouse } from '../night/warehouse-handle.ts';
import { inWords } from './explain.ts';
import { shownOutcome } from './outcome-shown.ts';
import { howJoined } from './person.ts';

export interface WhyReport {
  /** Records in the order in which they hang on each other: each after the one it joined through. */
  readonly formed: readonly {
    readonly record: string;
    readonly label: string;
    readonly through: string | null;
    readonly depth: number;
    readonly weight: number | null;
    /** How it joined, and what the two records say of each other. */
    readonly words: string;
  }[];
  /** What people decided about its records. */
  readonly judgements: readonly {
    readonly verdict: string;
    readonly a: string;
    readonly b: string;
    readonly made: string;
    readonly expires: string | null;
    readonly reason: string;
  }[];
  /** The strongest links to other people, and why they did not join. */
  readonly refused: readonly {
    readonly record: string;
    readonly neighbour: string;
    readonly person: string;
    readonly source: string;
    readonly weight: number;
    readonly words: string;
  }[];
}

const NEIGHBOURS = 10;

/** How a person formed, what people decided about it, and who nearly joined. Nothing tells of a never-link. */
export async function whyPerson({ db }: Warehouse, asked: number, publication: number | null): Promise<WhyReport> {
  const at = publication ?? (await readTableState(db)).pointer;
  const person = (await holderOf(db, asked, at)) ?? asked;
  const members = await membersOf(db, person, at);
  const formed: WhyReport['formed'][number][] = [];
  for (const { member, depth } of inTreeOrder(members)) {
    const edge = member.via_record === null ? undefined : await edgeBetween(db, member.via_record, member.record_key, at);
    formed.push({
      record: printRecord(member.record_key),
      label: member.label,
      through: member.via_record === null ? null : printRecord(member.via_record),
      depth,
      weight: member.via_weight,
      words: edge === undefined ? howJoined(member) : `${howJoined(member)}: ${inWords(decodeFacts(edge.facts))}`,
    });
  }
  const judgements = await judgementsAbout(db, person, at);
  const refused = await neighboursOf(db, person, at, NEIGHBOURS);
  return {
    formed,
    judgements: judgements.map((j) => ({
      verdict: j.verdict,
      a: printRecord(j.a),
      b: printRecord(j.b),
      made: j.made_at,
      expires: j.expires,
      reason: j.reason,
    })),
    refused: refused.map((n) => ({
      record: printRecord(n.record),
      neighbour: printRecord(n.neighbour),
      person: printPerson(n.neighbour_person),
      source: n.source,
      weight: n.weight,
      words: `${shownOutcome(n.outcome).words} ${inWords(decodeFacts(n.facts))}`,
    })),
  };
}

interface Placed {
  readonly member: MemberRow;
  readonly depth: number;
}

/** Each record after the one it joined through, those of one record the strongest first. */
function inTreeOrder(members: readonly MemberRow[]): readonly Placed[] {
  const known = new Set(members.map((m) => m.record_key));
  const below = new Map<number | null, MemberRow[]>();
  for (const member of members) {
    const through = member.via_record !== null && known.has(member.via_record) ? member.via_record : null;
    below.set(through, [...(below.get(through) ?? []), member]);
  }
  const placed: Placed[] = [];
  const place = (through: number | null, depth: number): void => {
    const next = (below.get(through) ?? []).toSorted(
      (a, b) => (b.via_weight ?? Number.MAX_VALUE) - (a.via_weight ?? Number.MAX_VALUE) || a.record_key - b.record_key,
    );
    for (const member of next) {
      placed.push({ member, depth });
      place(member.record_key, depth + 1);
    }
  };
  place(null, 0);
  return placed;
}
