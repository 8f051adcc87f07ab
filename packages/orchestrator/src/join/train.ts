import { compareModels, type ModelChange } from '@golden-thread/linkage/compare-models';
import { scorePeople } from '@golden-thread/linkage/link-people';
import { peopleModel } from '@golden-thread/linkage/people-model';
import { preparePeople } from '@golden-thread/linkage/prepare-people';
import type { EngineRunner } from '@golden-thread/linkage/runner';
import { buildTermFrequencies } from '@golden-thread/linkage/term-frequency';
import { trainPeople } from '@golden-thread/linkage/train-people';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { openEngine } from '../engine/open-engine.ts';
import type { Warehouse } from '../night/warehouse-handle.ts';
import { readEdges } from './edges.ts';
import { type LiveRecords, readLiveRecords } from './records.ts';

/** Training on fewer records is done before workers have started. */
const WORTH_WORKERS = 2_000;

/** How many stored edges a new model would carry over a line, either way. */
export interface Crossing {
  readonly line: 'join' | 'review';
  readonly bits: number;
  readonly up: number;
  readonly down: number;
}

export interface TrainReport {
  readonly model: LinkageModel;
  /** How it weighs otherwise than the approved model. */
  readonly change: ModelChange;
  /** What it would do to the edges that are stored, by weight alone; pairs that lie below the floor today are not among them. */
  readonly effect: { readonly edges: number; readonly crossings: readonly Crossing[] };
}

/** Trains a model on the live records of the warehouse, without labels, and compares it with the approved one. It holds no personal value. */
export async function train(
  warehouse: Warehouse,
  pipeline: PipelineDeclaration,
  options: { readonly name: string; readonly trainedOn: string; readonly seed: string },
): Promise<TrainReport> {
  const records = await readLiveRecords(warehouse);
  if (records.size < 2)
    throw new DeclarationError({
      code: 'train.no_records',
      message: 'There are no records to train on.',
      remedy: 'Run a night first: gt nightly',
    });
  const { linkage } = pipeline;
  const engine = openEngine(preparePeople(records.table, linkage, { training: true }), records.size >= WORTH_WORKERS);
  try {
    const model = await trainPeople(engine, records.table, { ...options, declaration: linkage.hash });
    return {
      model,
      change: compareModels(pipeline.model, model),
      effect: await effectOf(engine, warehouse, records, model, pipeline.policy),
    };
  } finally {
    await engine.close();
  }
}

async function effectOf(
  engine: EngineRunner,
  warehouse: Warehouse,
  records: LiveRecords,
  model: LinkageModel,
  { join, review }: MatchPolicy,
): Promise<TrainReport['effect']> {
  const { live } = await readEdges(warehouse, records);
  const frequencies = buildTermFrequencies(records.table, engine.plan);
  const { weight } = await scorePeople(engine, peopleModel(engine, model, frequencies), {
    l: Int32Array.from(live, ({ a }) => a),
    r: Int32Array.from(live, ({ b }) => b),
  });
  const crossing = (line: Crossing['line'], bits: number): Crossing => {
    const count = (up: boolean) => live.filter((edge, e) => edge.weight >= bits !== up && (weight[e] ?? edge.weight) >= bits === up).length;
    return { line, bits, up: count(true), down: count(false) };
  };
  return { edges: live.length, crossings: [crossing('join', join), crossing('review', review)] };
}
