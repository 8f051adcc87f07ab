import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';

export interface PostgresDoor {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Ends the next connection after so many bytes from the server. */
  dropAfter: number | null;
  close(): Promise<void>;
}

/** A TCP door on loopback to the server of the tests, which listens on a socket alone, and which can fall shut. */
export async function openPostgresDoor(url: string): Promise<PostgresDoor> {
  const { host, port, user, password } = new pg.Client(url);
  const open = new Set<Socket>();
  const door: PostgresDoor = { port: 0, user: user ?? '', password: password ?? 'none', dropAfter: null, close: async () => {} };
  const server = createServer((client) => {
    const behind = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    let sent = 0;
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        behind.destroy();
        open.delete(socket);
      });
    }
    client.pipe(behind);
    behind.on('data', (bytes) => {
      sent += bytes.length;
      if (door.dropAfter !== null && sent > door.dropAfter) {
        door.dropAfter = null;
        client.destroy();
      } else client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: own }: { port: number } = Object(server.address());
  return Object.assign(door, {
    port: own,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}
