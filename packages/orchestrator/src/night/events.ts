import type { DeliveryState, ExitCodeName, GateName, StepName } from '@golden-thread/shapes/codes';

/** What a night says while it runs: codes, counts and references only, never a personal value. */
export type NightEvent =
  | {
      readonly event: 'night.began';
      readonly run: string;
      readonly businessDate: string;
      readonly resumed: boolean;
      readonly base: string;
      readonly publication: string;
    }
  | { readonly event: 'night.undone'; readonly publication: string; readonly because: string }
  | { readonly event: 'night.reverted'; readonly to: string }
  | { readonly event: 'source.left_out'; readonly source: string; readonly because: string }
  | {
      /** A remote source was asked; `files` came, `unchanged` ones were here already. */
      readonly event: 'source.fetched';
      readonly source: string;
      readonly files: number;
      readonly bytes: number;
      readonly unchanged: number;
      readonly tries: number;
      readonly ms: number;
    }
  | { readonly event: 'source.progress'; readonly source: string; readonly done: number; readonly of: number | null }
  | { readonly event: 'source.try_again'; readonly source: string; readonly because: string; readonly waitSeconds: number }
  | {
      readonly event: 'source.out_of_reach';
      readonly source: string;
      readonly code: string;
      readonly because: string;
      readonly remedy: string;
    }
  | { readonly event: 'source.pruned'; readonly source: string; readonly files: number }
  | { readonly event: 'source.not_pruned'; readonly source: string; readonly because: string }
  | {
      readonly event: 'delivery.state';
      readonly source: string;
      readonly part: string;
      readonly delivery: string;
      readonly state: DeliveryState;
      readonly because: string | null;
      readonly counts: Readonly<Record<string, number>> | null;
    }
  | { readonly event: 'step.began'; readonly step: StepName; readonly scope: string }
  | { readonly event: 'step.progress'; readonly step: StepName; readonly scope: string; readonly done: number; readonly of: number | null }
  | {
      readonly event: 'step.done';
      readonly step: StepName;
      readonly scope: string;
      readonly counts: Readonly<Record<string, number>>;
      readonly ms: number;
    }
  | {
      readonly event: 'gate.outcome';
      readonly gate: GateName;
      readonly delivery: string | null;
      readonly outcome: 'passed' | 'failed' | 'accepted';
      readonly words: string;
    }
  | {
      readonly event: 'night.ended';
      readonly run: string;
      readonly publication: string | null;
      readonly exit: ExitCodeName;
      readonly words: string;
    };

export type EventSink = (event: NightEvent) => void;
export const SILENT: EventSink = () => {};
