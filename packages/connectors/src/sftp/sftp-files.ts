import { GoldenThreadError } from '@golden-thread/shapes/errors';
import type { Attributes, FileEntryWithStats, Stats } from 'ssh2';
import type { RemoteFile, RemoteFiles } from '../spool/remote-files.ts';
import { remoteTrouble } from '../spool/remote-trouble.ts';
import type { SftpSession } from './sftp-session.ts';

const MOST_ENTRIES = 100_000;
/** What every server gives in one answer. */
const PIECE_BYTES = 32_768;
/** Requests under way at a time: a link of 100 ms still gives 10 MB/s. */
const AHEAD = 32;

const END = 1;
const NO_SUCH_FILE = 2;
const DENIED = 3;

/** The files of one folder of an SFTP server. */
export function sftpFiles(session: SftpSession, folder: string, location: string): RemoteFiles {
  const { sftp } = session;
  const pathOf = (name: string) => `${folder}/${name}`;

  async function list(): Promise<readonly RemoteFile[]> {
    try {
      const handle = await session.ask<Buffer>((done) => sftp.opendir(folder, done));
      const files: RemoteFile[] = [];
      for (;;) {
        const entries = await session.ask<FileEntryWithStats[]>((done) => sftp.readdir(handle, done)).catch(endAsNull);
        if (entries === null) break;
        for (const { filename, attrs } of entries) files.push(remoteFile(filename, attrs));
        if (files.length > MOST_ENTRIES) throw remoteTrouble('remote.misbehaves', location);
      }
      await session.ask<void>((done) => sftp.close(handle, (error) => done(error, undefined)));
      return files;
    } catch (error) {
      throw refusal(error, location, 'remote.missing');
    }
  }

  async function* read(file: RemoteFile, from: number): AsyncGenerator<Uint8Array> {
    try {
      await refuseChange(file);
      const handle = await session.ask<Buffer>((done) => sftp.open(pathOf(file.name), 'r', done));
      const whole = file.bytes ?? 0;
      // One piece more than there should be: a file that grew shows it.
      const under: Promise<Uint8Array>[] = [];
      let asked = from;
      for (;;) {
        while (under.length < AHEAD && asked <= whole) {
          const piece = readPiece(handle, asked, Math.min(PIECE_BYTES, whole + 1 - asked));
          piece.catch(() => {}); // waited for below, unless an earlier one fails
          under.push(piece);
          asked += PIECE_BYTES;
        }
        const piece = await under.shift();
        if (piece === undefined) break;
        if (piece.length > 0) yield piece;
      }
      await session.ask<void>((done) => sftp.close(handle, (error) => done(error, undefined)));
      await refuseChange(file);
    } catch (error) {
      throw refusal(error, location, 'remote.changed');
    }
  }

  /** As many bytes as are asked for, or to the end of the file; a server may answer with fewer at a time. */
  async function readPiece(handle: Buffer, at: number, bytes: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(bytes);
    let got = 0;
    while (got < bytes) {
      const now = await session
        .ask<number>((done) => sftp.read(handle, buffer, got, bytes - got, at + got, (error, count) => done(error, count)))
        .catch(endAsNothing);
      if (now === 0) break;
      got += now;
    }
    return buffer.subarray(0, got);
  }

  async function refuseChange(file: RemoteFile): Promise<void> {
    const stats = await session.ask<Stats>((done) => sftp.lstat(pathOf(file.name), done));
    const now = remoteFile(file.name, stats);
    if (!now.plain || now.identity !== file.identity) throw remoteTrouble('remote.changed', location);
  }

  return { list, read, close: async () => session.close() };
}

function remoteFile(name: string, attrs: Attributes & Partial<Pick<Stats, 'isFile'>>): RemoteFile {
  return { name, plain: attrs.isFile?.() === true, bytes: attrs.size, identity: `${attrs.size}/${attrs.mtime}` };
}

function endAsNull(error: unknown): null {
  if (statusOf(error) === END) return null;
  throw error;
}

function endAsNothing(error: unknown): number {
  if (statusOf(error) === END) return 0;
  throw error;
}

const statusOf = (error: unknown): number | null =>
  error instanceof Error && !(error instanceof GoldenThreadError) && 'code' in error && typeof error.code === 'number' ? error.code : null;

function refusal(error: unknown, location: string, missing: 'remote.missing' | 'remote.changed'): Error {
  if (error instanceof GoldenThreadError) return error;
  const status = statusOf(error);
  if (status === NO_SUCH_FILE) return remoteTrouble(missing, location);
  if (status === DENIED) return remoteTrouble('remote.denied', location);
  return remoteTrouble('remote.failed', location, status);
}
