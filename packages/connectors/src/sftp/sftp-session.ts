import type { Client, SFTPWrapper } from 'ssh2';
import { remoteTrouble } from '../spool/remote-trouble.ts';

type Done<Value> = (error: unknown, value: Value) => void;

/** An SFTP session whose requests end: with an answer, when the server is silent for too long, or when the connection is gone. */
export class SftpSession {
  readonly sftp: SFTPWrapper;
  readonly #client: Client;
  readonly #idleMs: number;
  readonly #location: string;
  /** What fails each request that waits. */
  readonly #waiting = new Set<(error: Error) => void>();
  #gone: Error | null = null;

  constructor(client: Client, sftp: SFTPWrapper, idleMs: number, location: string, signal: AbortSignal) {
    this.sftp = sftp;
    this.#client = client;
    this.#idleMs = idleMs;
    this.#location = location;
    const dropped = () => this.#end(remoteTrouble('remote.dropped', location));
    client.removeAllListeners('error').removeAllListeners('close');
    client.on('error', dropped);
    client.on('close', dropped);
    signal.addEventListener('abort', dropped, { once: true });
  }

  /** Asks the server one thing. @throws TransientError for silence and a lost connection; the server's own refusal as it came */
  ask<Value>(request: (done: Done<Value>) => void): Promise<Value> {
    if (this.#gone !== null) return Promise.reject(this.#gone);
    return new Promise((resolve, reject) => {
      const over = (end: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(fail);
        end();
      };
      const fail = (error: Error) => over(() => reject(error));
      const timer = setTimeout(() => this.#end(remoteTrouble('remote.stalled', this.#location)), this.#idleMs);
      this.#waiting.add(fail);
      try {
        request((error, value) => {
          if (error) fail(error instanceof Error ? error : new Error('refused'));
          else over(() => resolve(value));
        });
      } catch {
        fail(remoteTrouble('remote.dropped', this.#location));
      }
    });
  }

  close(): void {
    this.#end(remoteTrouble('remote.dropped', this.#location));
  }

  #end(error: Error): void {
    if (this.#gone !== null) return;
    this.#gone = error;
    this.#client.destroy();
    for (const fail of [...this.#waiting]) fail(error);
  }
}
