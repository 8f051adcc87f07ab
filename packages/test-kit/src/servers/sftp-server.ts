import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readSync, type Stats, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ssh2, { type AuthContext, type Connection, type Session } from 'ssh2';

/** What a server does to whoever reads from it, counted over the bytes of files that it sends. Set while it runs. */
export interface SftpFaults {
  /** Sends no more after so many bytes, and keeps the connection. */
  stallAfter?: number | undefined;
  /** Ends the connection after so many bytes, once. */
  dropAfter?: number | undefined;
  /** Says that a file ends after so many bytes of it. */
  truncateAt?: number | undefined;
  /** Done once, after so many bytes. */
  after?: { readonly bytes: number; readonly act: () => void } | undefined;
  /** Never answers a login. */
  deaf?: boolean;
  /** Lists these names too, as plain files of one byte. */
  lies?: readonly string[];
}

export interface SftpServer {
  readonly port: number;
  /** Of its host key, as `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
  readonly faults: SftpFaults;
  /** Bytes of files that it sent. */
  sent(): number;
  close(): Promise<void>;
}

export interface SftpServerOptions {
  readonly folder: string;
  readonly user: string;
  readonly password: string | null;
  /** An OpenSSH public key, as it stands in authorized_keys. */
  readonly publicKey?: string;
  /** Path of OpenSSH's own sftp-server, to speak the file protocol behind ssh2's transport. */
  readonly subsystem?: string;
}

/** Bytes in one answer, less than a client asks for: as some servers do. */
const MOST_BYTES = 20_000;
const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

/** An SFTP server on loopback that serves one folder, for reading, and can be told to misbehave. */
export async function openSftpServer(options: SftpServerOptions): Promise<SftpServer> {
  const faults: SftpFaults = {};
  const connections = new Set<Connection>();
  const counter = { sent: 0 };
  const key = newKeyPair();
  const server = new ssh2.Server({ hostKeys: [key.private] }, (connection) => {
    connections.add(connection);
    const untyped: { setNoDelay(on: boolean): void } = Object(connection);
    untyped.setNoDelay(true);
    connection.on('error', () => {});
    connection.on('close', () => connections.delete(connection));
    connection.on('authentication', (context) => {
      if (faults.deaf === true) return;
      if (context.username === options.user && isRight(context, options)) context.accept();
      else context.reject(['password', 'publickey']);
    });
    connection.on('session', (accept) => {
      const session = accept();
      if (options.subsystem === undefined) serve(session, options.folder, faults, counter, () => connection.end());
      else serveByProgram(session, options.subsystem, options.folder);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = Object(server.address());
  return {
    port,
    fingerprint: fingerprintOf(key.public),
    faults,
    sent: () => counter.sent,
    close: async () => {
      for (const connection of connections) connection.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A pair of Ed25519 keys in OpenSSH's form. One in some hundreds that ssh2 makes cannot be read, by ssh2 either: those are passed over. */
export function newKeyPair(passphrase?: string): { readonly private: string; readonly public: string } {
  for (;;) {
    const pair =
      passphrase === undefined
        ? ssh2.utils.generateKeyPairSync('ed25519')
        : ssh2.utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 1 });
    if (!(ssh2.utils.parseKey(pair.private, passphrase) instanceof Error)) return pair;
  }
}

function isRight(context: AuthContext, { password, publicKey }: SftpServerOptions): boolean {
  if (context.method === 'password') return password !== null && context.password === password;
  if (context.method !== 'publickey' || publicKey === undefined) return false;
  const allowed = ssh2.utils.parseKey(publicKey);
  if (allowed instanceof Error || !allowed.getPublicSSH().equals(context.key.data)) return false;
  return (
    context.signature === undefined || (context.blob !== undefined && allowed.verify(context.blob, context.signature, context.hashAlgo))
  );
}

function serve(session: Session, folder: string, faults: SftpFaults, counter: { sent: number }, drop: () => void): void {
  session.on('sftp', (accept) => {
    const sftp = accept();
    const open = new Map<number, { readonly path: string; readonly file: number | null; listed: boolean }>();
    let next = 0;
    let gone = false;
    const handleOf = (path: string, file: number | null) => {
      open.set(next, { path, file, listed: false });
      const handle = Buffer.alloc(4);
      handle.writeUInt32BE(next++);
      return handle;
    };
    const opened = (handle: Buffer) => open.get(handle.readUInt32BE());
    const refuse = (request: number, error: unknown) => {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      sftp.status(
        request,
        code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : code === 'EACCES' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE,
      );
    };
    const trying = (request: number, work: () => void) => {
      try {
        work();
      } catch (error) {
        refuse(request, error);
      }
    };
    sftp.on('OPENDIR', (request, path) =>
      trying(request, () => {
        statSync(join(folder, path));
        sftp.handle(request, handleOf(path, null));
      }),
    );
    sftp.on('READDIR', (request, handle) =>
      trying(request, () => {
        const found = opened(handle);
        if (found === undefined || found.listed) {
          sftp.status(request, STATUS_CODE.EOF);
          return;
        }
        found.listed = true;
        const names = readdirSync(join(folder, found.path)).map((filename) => ({
          filename,
          longname: filename,
          attrs: attributesOf(lstatSync(join(folder, found.path, filename))),
        }));
        const lies = (faults.lies ?? []).map((filename) => ({
          filename,
          longname: filename,
          attrs: { mode: 0o100644, uid: 0, gid: 0, size: 1, atime: 1, mtime: 1 },
        }));
        sftp.name(request, [...names, ...lies]);
      }),
    );
    sftp.on('LSTAT', (request, path) => trying(request, () => sftp.attrs(request, attributesOf(lstatSync(join(folder, path))))));
    sftp.on('OPEN', (request, path, mode) =>
      trying(request, () => {
        if (mode !== OPEN_MODE.READ) sftp.status(request, STATUS_CODE.PERMISSION_DENIED);
        else sftp.handle(request, handleOf(path, openSync(join(folder, path), 'r')));
      }),
    );
    sftp.on('READ', (request, handle, offset, length) =>
      trying(request, () => {
        const file = opened(handle)?.file ?? null;
        if (file === null) throw new Error('no such handle');
        gone ||= dropNow(faults, counter.sent, drop);
        if (gone || isPast(faults.stallAfter, counter.sent)) return;
        actNow(faults, counter.sent);
        const most = Math.min(length, MOST_BYTES, (faults.truncateAt ?? Number.POSITIVE_INFINITY) - offset);
        const buffer = Buffer.alloc(Math.max(0, most));
        const bytes = readSync(file, buffer, 0, buffer.length, offset);
        if (bytes === 0) {
          sftp.status(request, STATUS_CODE.EOF);
          return;
        }
        counter.sent += bytes;
        sftp.data(request, buffer.subarray(0, bytes));
      }),
    );
    sftp.on('CLOSE', (request, handle) => {
      const file = opened(handle)?.file ?? null;
      open.delete(handle.readUInt32BE());
      if (file !== null) closeSync(file);
      sftp.status(request, STATUS_CODE.OK);
    });
  });
}

const isPast = (bytes: number | undefined, sent: number): boolean => bytes !== undefined && sent >= bytes;

function dropNow(faults: SftpFaults, sent: number, drop: () => void): boolean {
  if (!isPast(faults.dropAfter, sent)) return false;
  faults.dropAfter = undefined;
  drop();
  return true;
}

function actNow(faults: SftpFaults, sent: number): void {
  if (!isPast(faults.after?.bytes, sent)) return;
  faults.after?.act();
  faults.after = undefined;
}

/** Without a listener for `sftp`, ssh2 offers the bare channel. */
function serveByProgram(session: Session, program: string, folder: string): void {
  session.on('subsystem', (accept) => {
    const channel = accept();
    const child = spawn(program, ['-R', '-d', folder], { stdio: ['pipe', 'pipe', 'ignore'] });
    channel.pipe(child.stdin);
    child.stdout.pipe(channel);
    channel.on('close', () => child.kill());
  });
}

const attributesOf = (stats: Stats) => ({
  mode: stats.mode,
  uid: stats.uid,
  gid: stats.gid,
  size: stats.size,
  atime: Math.floor(stats.atimeMs / 1000),
  mtime: Math.floor(stats.mtimeMs / 1000),
});

function fingerprintOf(publicKey: string): string {
  const key = ssh2.utils.parseKey(publicKey);
  if (key instanceof Error) throw key;
  return `SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
}
