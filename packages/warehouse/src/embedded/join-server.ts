import { connect, type Socket } from 'node:net';
import { controlSocketOf, WORDS } from './supervisor-task.ts';

/** One user's hold on a running server. */
export interface Hold {
  /** The server goes on without users. */
  keep(): void;
  /** Shuts the server down for everybody; settles when it has stopped. */
  stop(): Promise<void>;
  /** Lets go. When this was the last user, settles when the server has stopped. */
  leave(): Promise<void>;
}

/**
 * Takes hold of the server behind a control socket. Null when nobody answers there: the server is stopping, or its
 * supervisor was killed. The hold ends with the process, whatever ends it, and does not keep the process going.
 */
export async function joinServer(socketDirectory: string, waitMs: number): Promise<Hold | null> {
  const socket = connect(controlSocketOf(socketDirectory));
  const welcomed = await hears(socket, WORDS.hello, waitMs);
  if (!welcomed) {
    socket.destroy();
    return null;
  }
  socket.resume();
  socket.unref();
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const until = async (last: () => void): Promise<void> => {
    if (socket.destroyed) return;
    socket.ref();
    last();
    await ended;
  };
  return {
    keep: () => void socket.write(WORDS.keep),
    stop: () => until(() => socket.write(WORDS.stop)),
    leave: () => until(() => socket.end()),
  };
}

function hears(socket: Socket, word: string, waitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), waitMs);
    const settle = (heard: boolean) => {
      clearTimeout(timer);
      resolve(heard);
    };
    socket.on('error', () => settle(false));
    socket.once('close', () => settle(false));
    socket.once('data', (bytes) => settle(String(bytes).includes(word)));
  });
}
