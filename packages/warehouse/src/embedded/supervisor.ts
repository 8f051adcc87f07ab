import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { isPostgres, readPostmaster } from './postmaster-pid.ts';
import { controlSocketOf, logFileOf, type Outcome, parseTask, type SupervisorTask, supervisorPidFileOf, WORDS } from './supervisor-task.ts';

/**
 * A small process between the server and whoever uses it. Each user holds one connection to its control socket, which
 * the kernel closes when the user ends, however it ends; with the last one the server is shut down, unless it is kept.
 * One thread decides: a user is either told `hello` and counted, or finds the door closed and starts a server anew.
 */
const FIRST_USER_WAIT_MS = 15_000;
const SHUTDOWN_WAIT_MS = 20_000;
const LOOK_EVERY_MS = 20;

supervise(parseTask(process.argv[2] ?? ''));

function supervise(task: SupervisorTask): void {
  const users = new Set<Socket>();
  let server = task.adopt; // pid
  let ready = false;
  let kept = task.keep;
  let stopping = false;
  let reported = false;

  const control = createServer({ allowHalfOpen: true }, (user) => {
    users.add(user);
    user.setEncoding('utf8');
    user.on('error', () => undefined); // its close follows
    user.on('data', hear);
    user.on('end', () => leave(user));
    user.on('close', () => leave(user));
    if (ready) user.write(WORDS.hello);
  });
  control.on('error', () => finish({ outcome: 'failed', words: 'its control socket could not be made' }));
  rmSync(controlSocketOf(task.socketDirectory), { force: true });
  control.listen(controlSocketOf(task.socketDirectory), begin);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);

  function begin(): void {
    writeFileSync(supervisorPidFileOf(task.socketDirectory), String(process.pid), { mode: 0o600 });
    if (server === null) {
      const child = startServer(task);
      server = child.pid ?? null;
      child.on('error', () => finish({ outcome: 'failed', words: 'its program could not be started' }));
      child.on('exit', () => finish({ outcome: 'ended' }));
    }
    setInterval(look, LOOK_EVERY_MS);
  }

  function look(): void {
    if (task.adopt !== null && !isPostgres(task.adopt)) finish({ outcome: 'ended' });
    if (ready) return;
    const postmaster = readPostmaster(task.dataDirectory);
    if (postmaster?.ready !== true || postmaster.pid !== server) return;
    ready = true;
    for (const user of users) user.write(WORDS.hello);
    report({ outcome: 'ready' });
    setTimeout(() => {
      if (users.size === 0 && !kept) stop();
    }, FIRST_USER_WAIT_MS);
  }

  function hear(words: unknown): void {
    if (String(words).includes(WORDS.keep)) kept = true;
    if (String(words).includes(WORDS.stop)) stop();
  }

  function leave(user: Socket): void {
    if (stopping || !users.has(user)) return;
    if (users.size === 1 && !kept) {
      stop(); // its connection closes when the server has stopped
    } else {
      users.delete(user);
      user.destroy();
    }
  }

  function stop(): void {
    if (stopping) return;
    stopping = true;
    control.close();
    if (server === null || !signal(server, 'SIGINT')) finish({ outcome: 'ended' });
    setTimeout(() => server !== null && signal(server, 'SIGQUIT'), SHUTDOWN_WAIT_MS);
  }

  function finish(outcome: Outcome): never {
    report(outcome);
    rmSync(task.socketDirectory, { recursive: true, force: true });
    if (task.ephemeral)
      for (const path of [task.dataDirectory, logFileOf(task.dataDirectory)]) rmSync(path, { recursive: true, force: true });
    process.exit(0); // closes every user's connection
  }

  function report(outcome: Outcome): void {
    if (reported) return;
    reported = true;
    try {
      writeSync(1, `${JSON.stringify(outcome)}\n`);
    } catch {
      // the launcher has ended: nobody listens
    }
  }
}

function startServer(task: SupervisorTask): ChildProcess {
  const log = openSync(logFileOf(task.dataDirectory), 'a', 0o600);
  return spawn(task.program, task.args, { ...task.user, stdio: ['ignore', log, log] });
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
