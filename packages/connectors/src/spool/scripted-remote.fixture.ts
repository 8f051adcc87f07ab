import { TransientError } from '@golden-thread/shapes/errors';
import type { OpenRemote, RemoteFile } from './remote-files.ts';
import { remoteTrouble } from './remote-trouble.ts';

/** A sender in memory: its files by name, and what goes wrong next. */
export class ScriptedRemote {
  readonly files = new Map<string, { content: string; identity: string | null; plain?: boolean; listedBytes?: number | null }>();
  /** Each read breaks off after so many bytes, in turn. */
  readonly drops: number[] = [];
  /** What a connection fails with, in turn. */
  readonly failures: Error[] = [];
  readonly alsoListed: RemoteFile[] = [];
  /** Called at each list, with how many were before. */
  onList: (lists: number) => void = () => {};
  lists = 0;
  /** `name@offset` of each read, and where it ended. */
  readonly reads: string[] = [];
  closed = 0;

  put(name: string, content: string, identity: string | null = `${content.length}/${content}`): void {
    this.files.set(name, { content, identity });
  }

  readonly open: OpenRemote = async () => {
    const failure = this.failures.shift();
    if (failure !== undefined) throw failure;
    return {
      list: async () => {
        this.onList(this.lists++);
        return [...this.files]
          .map(([name, file]) => ({
            name,
            plain: file.plain ?? true,
            bytes: file.listedBytes === undefined ? file.content.length : file.listedBytes,
            identity: file.identity,
          }))
          .concat(this.alsoListed.map((file) => ({ ...file, bytes: file.bytes ?? 0 })));
      },
      read: (file, from) => this.#read(file, from),
      close: async () => {
        this.closed++;
      },
    };
  };

  async *#read(file: RemoteFile, from: number): AsyncGenerator<Uint8Array> {
    const stored = this.files.get(file.name);
    if (stored === undefined) throw remoteTrouble('remote.changed', 'school-mis');
    const dropAt = this.drops.shift() ?? Number.POSITIVE_INFINITY;
    this.reads.push(`${file.name}@${from}`);
    for (let at = from; at < stored.content.length; at++) {
      if (at - from >= dropAt) throw remoteTrouble('remote.dropped', 'school-mis', 'ECONNRESET');
      yield Buffer.from(stored.content.charAt(at));
    }
    if (this.files.get(file.name)?.identity !== file.identity) throw remoteTrouble('remote.changed', 'school-mis');
  }
}

export const outage = (): TransientError =>
  new TransientError({ code: 'remote.unreachable', message: "Location 'school-mis' does not answer.", remedy: 'Wait.' });
