import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import type { Lease } from '@golden-thread/warehouse/lease';
import type { RunRow } from '@golden-thread/warehouse/queries/ledger';
import type { RemoteAccess } from '../take/remote-access.ts';
import type { EventSink } from './events.ts';
import type { FaultPlan } from './faults.ts';
import type { Warehouse } from './warehouse-handle.ts';

/** All that a night needs from outside. Clock, directories and faults are arguments; nothing is read from the environment. */
export interface NightSettings {
  readonly warehouse: Warehouse;
  readonly pipeline: PipelineDeclaration;
  /** Key of the HMAC from which person keys are made. */
  readonly idKey: Uint8Array;
  /** Where a drop folder's location is on this machine. */
  readonly directoryOf: (location: string) => string;
  /** How the locations of other transports are reached, and where their files are mirrored. */
  readonly remote: RemoteAccess;
  readonly now: () => Date;
  readonly emit: EventSink;
  readonly faults: FaultPlan;
}

/** What is worked on: the components that a change touches, or everything. The result is the same. */
export type NightScope = 'affected' | 'all';

/** A night under way: its run is in the ledger and its inputs are frozen. */
export interface Night extends NightSettings {
  readonly lease: Lease;
  readonly run: RunRow;
  readonly scope: NightScope;
  /** The match policy in force, frozen at its beginning. */
  readonly policy: { readonly version: number; readonly lines: MatchPolicy; readonly fresh: boolean };
  /** Number of each source by name. */
  readonly sources: ReadonlyMap<string, number>;
  /** Frozen inputs of this run, `kind:name` → value. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Frozen inputs of the run that built the base; empty before the first publication. */
  readonly baseInputs: ReadonlyMap<string, string>;
}

/** Whether nothing of tonight's can stand in what joining writes: tables were not reverted, and no other policy was tried first. */
export const isFirstToJoin = (night: Night): boolean =>
  night.inputs.get('option:reverted') === 'false' && night.inputs.get('option:policy_pass') === 'false';

/**
 * Whether the night works on everything: asked to, an input that decides every result differs from the base's, or the
 * tables were brought back to the pointer first (what such a run then takes out in place leaves no trace to follow).
 */
export const worksOnAll = (night: Night, inputs: readonly string[]): boolean =>
  night.scope === 'all' ||
  night.run.base === 0 ||
  night.inputs.get('option:reverted') === 'true' ||
  inputs.some((name) => night.inputs.get(name) !== night.baseInputs.get(name));
