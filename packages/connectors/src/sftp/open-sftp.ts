import { createHash } from 'node:crypto';
import type { Transport } from '@golden-thread/shapes/declare/transport';
import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2';
import { addressOf, type LocationSettings, notConfigured, requiredSetting, variableOf } from '../spool/location-settings.ts';
import type { OpenRemote } from '../spool/remote-files.ts';
import { remoteTrouble } from '../spool/remote-trouble.ts';
import { sftpFiles } from './sftp-files.ts';
import { SftpSession } from './sftp-session.ts';

const EXAMPLE = 'sftp://council@sftp.partner.example/outgoing';
const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}$/;

/**
 * Connects to an SFTP server whose host key is pinned. Without a pinned key nothing is sent: ssh2 would trust any.
 * @throws DeclarationError where the location is not configured
 */
export function openSftp(transport: Extract<Transport, { readonly kind: 'sftp' }>, location: LocationSettings): OpenRemote {
  const address = addressOf(location, ['sftp:'], EXAMPLE);
  if (address.username === '') throw notConfigured(`${variableOf(location.name, 'address')} names no user`, `Write it as in ${EXAMPLE}`);
  const pinned = pinnedKeys(location);
  const idleMs = transport.idleSeconds * 1000;
  const login = loginOf(location);
  const folder = folderOf(decodeURIComponent(address.pathname));
  return async (signal) => {
    const client = new Client();
    let wrongKey = false;
    const config: ConnectConfig = {
      host: address.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: address.port === '' ? 22 : Number(address.port),
      username: decodeURIComponent(address.username),
      ...login,
      readyTimeout: idleMs,
      hostVerifier: (key: Buffer) => {
        wrongKey = !pinned.has(`SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`);
        return !wrongKey;
      },
    };
    const sftp = await connect(client, config, signal, (error) =>
      wrongKey ? remoteTrouble('remote.host_key', location.name) : connectTrouble(error, location.name),
    );
    return sftpFiles(new SftpSession(client, sftp, idleMs, location.name, signal), folder, location.name);
  };
}

/** Fingerprints as `ssh-keygen -lf` prints them; several, divided by spaces, while a server changes its key. */
function pinnedKeys(location: LocationSettings): ReadonlySet<string> {
  const variable = variableOf(location.name, 'host_key');
  const remedy = `Ask who runs the server for its fingerprint by another way than this network, and set ${variable}=SHA256:…`;
  const keys = requiredSetting(location, 'host_key', remedy)
    .split(/[\s,]+/)
    .filter((key) => key !== '');
  if (keys.length === 0 || keys.some((key) => !FINGERPRINT.test(key)))
    throw notConfigured(`${variable} is no SHA256 fingerprint of a host key`, remedy);
  return new Set(keys);
}

function loginOf(location: LocationSettings): Pick<ConnectConfig, 'password' | 'privateKey' | 'passphrase'> {
  const privateKey = location.get('private_key');
  const passphrase = location.get('passphrase');
  if (privateKey !== null) return { privateKey: `${privateKey.trimEnd()}\n`, ...(passphrase === null ? {} : { passphrase }) };
  const wanted = `${variableOf(location.name, 'private_key')}_FILE or ${variableOf(location.name, 'password')}`;
  return { password: requiredSetting(location, 'password', `Set ${wanted}.`) };
}

/** No path is where a login lands, `/~/x` is under it, `/x` is from the root. */
const folderOf = (path: string): string => (path === '' || path === '/' ? '.' : path.startsWith('/~/') ? `./${path.slice(3)}` : path);

function connect(client: Client, config: ConnectConfig, signal: AbortSignal, trouble: (error: unknown) => Error): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      client.destroy();
      reject(trouble(error));
    };
    client.once('error', fail);
    client.once('close', () => fail(null));
    signal.addEventListener('abort', fail, { once: true });
    client.once('ready', () =>
      client.sftp((error, sftp) => {
        if (error) fail(error);
        else resolve(sftp);
      }),
    );
    try {
      client.connect(config);
      client.setNoDelay(true); // else each small answer waits 40 ms for company
    } catch (error) {
      fail(error);
    }
  });
}

/** Of ssh2's error its level and its code, never its message. */
function connectTrouble(error: unknown, location: string): Error {
  const level = error instanceof Error && 'level' in error ? error.level : null;
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (level === 'client-authentication') return remoteTrouble('remote.login', location);
  if (level === null && error instanceof Error && /privateKey/.test(error.message))
    return notConfigured(
      `${variableOf(location, 'private_key')} is not a private key, or ${variableOf(location, 'passphrase')} does not open it`,
      'Set the private key in OpenSSH or PEM form, best by …_FILE, and its passphrase',
    );
  if (level === 'handshake') return remoteTrouble('remote.misbehaves', location);
  return remoteTrouble('remote.unreachable', location, code);
}
