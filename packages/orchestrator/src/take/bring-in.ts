import { lookAt, mirror } from '@golden-thread/connectors/mirror';
import { remoteOf } from '@golden-thread/connectors/open-remote';
import { prune } from '@golden-thread/connectors/prune';
import type { UnfinishedDelivery } from '@golden-thread/connectors/sort-listing';
import { spoolOf } from '@golden-thread/connectors/spool';
import type { FoundDelivery } from '@golden-thread/connectors/survey-folder';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { isRemote, type RemoteTransport } from '@golden-thread/shapes/declare/transport';
import { DeclarationError, TerminalError, TransientError } from '@golden-thread/shapes/errors';
import type { KnownDelivery } from '@golden-thread/warehouse/queries/delivery';
import type { NightSettings } from '../night/night.ts';
import { isSpent, neededOf } from './needed-files.ts';

/** What the server of a source gave, or why it gave nothing. */
export interface BroughtIn {
  /** At the sender, and not whole. */
  readonly unfinished: readonly FoundDelivery[];
  /** Why its server could not be asked to the end; null where it could. */
  readonly outOfReach: string | null;
}

/** What the server of a source offers and a night would fetch, for `gt plan`. */
export interface Offered extends BroughtIn {
  readonly fetch: readonly { readonly fileName: string; readonly part: string; readonly bytes: number | null }[];
}

type Settings = Pick<NightSettings, 'remote' | 'directoryOf' | 'emit'>;
type RemoteSource = SourceDeclaration & { readonly transport: RemoteTransport };

const isRemoteSource = (source: SourceDeclaration): source is RemoteSource => isRemote(source.transport);

/** Where the deliveries of a source lie: its drop folder, or its part of the spool. */
export const deliveriesIn = ({ directoryOf, remote }: Pick<Settings, 'directoryOf' | 'remote'>, source: SourceDeclaration): string =>
  isRemoteSource(source) ? spoolOf(remote.spoolDirectory, source).files : directoryOf(source.location);

/**
 * Mirrors what a remote source has for this night into the spool; of a drop folder nothing is to be done. A server out
 * of reach costs its own source: what was fetched before is still taken.
 */
export async function bringIn(
  settings: Settings,
  source: SourceDeclaration,
  businessDate: string,
  known: readonly KnownDelivery[],
  again: boolean,
): Promise<BroughtIn | null> {
  if (!isRemoteSource(source)) return null;
  const { emit, remote } = settings;
  const { waitsSeconds, withinMinutes } = source.transport;
  const needs = { delivers: source.contract.delivers, businessDate, known, again };
  const began = performance.now();
  const mirrored = await reaching(settings, source, () =>
    mirror(source, remoteOf(source, remote.locationOf(source.location), businessDate), spoolOf(remote.spoolDirectory, source), {
      choose: (offered) => neededOf(needs, offered),
      waitsSeconds,
      withinMinutes,
      onTryAgain: (error, waitSeconds) => emit({ event: 'source.try_again', source: source.name, because: error.message, waitSeconds }),
      onProgress: (done, of) => emit({ event: 'source.progress', source: source.name, done, of }),
    }),
  );
  if (typeof mirrored === 'string') return { unfinished: [], outOfReach: mirrored };
  const { fetched, bytes, unchanged, tries } = mirrored;
  emit({
    event: 'source.fetched',
    source: source.name,
    files: fetched,
    bytes,
    unchanged,
    tries,
    ms: Math.round(performance.now() - began),
  });
  return { unfinished: foundOf(mirrored.unfinished, businessDate), outOfReach: null };
}

/** The same question without fetching: one list. */
export async function lookAhead(
  settings: Settings,
  source: SourceDeclaration,
  businessDate: string,
  known: readonly KnownDelivery[],
): Promise<Offered | null> {
  if (!isRemoteSource(source)) return null;
  const { remote } = settings;
  const needs = { delivers: source.contract.delivers, businessDate, known, again: false };
  const looked = await reaching(settings, source, () =>
    lookAt(source, remoteOf(source, remote.locationOf(source.location), businessDate), spoolOf(remote.spoolDirectory, source), {
      choose: (offered) => neededOf(needs, offered),
      withinMinutes: source.transport.withinMinutes,
    }),
  );
  return typeof looked === 'string'
    ? { fetch: [], unfinished: [], outOfReach: looked }
    : { fetch: looked.fetch, unfinished: foundOf(looked.unfinished, businessDate), outOfReach: null };
}

/** Removes from the spool what nothing rests on any more. That it fails harms nothing: the next night tries again. */
export async function pruneSpool(
  { remote, emit }: Settings,
  source: SourceDeclaration,
  businessDate: string,
  known: readonly KnownDelivery[],
): Promise<void> {
  if (!isRemoteSource(source)) return;
  const needs = { delivers: source.contract.delivers, businessDate, known, again: false };
  try {
    const files = await prune(source, spoolOf(remote.spoolDirectory, source), (file) => isSpent(needs, file));
    if (files > 0) emit({ event: 'source.pruned', source: source.name, files });
  } catch (error) {
    if (!(error instanceof TerminalError || error instanceof TransientError)) throw error;
    emit({ event: 'source.not_pruned', source: source.name, because: error.message });
  }
}

/** What came of asking a server, or in words why it could not be asked. */
async function reaching<Result>(settings: Settings, source: SourceDeclaration, work: () => Promise<Result>): Promise<Result | string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TransientError || error instanceof TerminalError || error instanceof DeclarationError)) throw error;
    const { code, message, remedy } = error;
    settings.emit({ event: 'source.out_of_reach', source: source.name, code, because: message, remedy });
    return message;
  }
}

const foundOf = (unfinished: readonly UnfinishedDelivery[], businessDate: string): readonly FoundDelivery[] =>
  unfinished
    .filter(({ date }) => date <= businessDate)
    .map(({ because, ...delivery }) => ({ ...delivery, path: '', complete: false, incompleteBecause: because, declared: null }));
