import { type GoldenThreadError, TerminalError, TransientError } from '@golden-thread/shapes/errors';

interface Kind {
  /** Whether another try may succeed. */
  readonly passes: boolean;
  /** After "Location 'x' ". */
  readonly words: string;
  readonly remedy: string;
}

/** What goes wrong between here and a server. Printed with a code of the system, never with an address, a name or a secret. */
export const REMOTE_TROUBLES = {
  'remote.unreachable': { passes: true, words: 'does not answer', remedy: 'Look whether its server is up and may be reached from here.' },
  'remote.dropped': {
    passes: true,
    words: 'broke off the connection',
    remedy: 'Run the night again; if it stays, ask who runs the server.',
  },
  'remote.failed': { passes: true, words: 'says that it failed', remedy: 'Run the night again; if it stays, ask who runs the server.' },
  'remote.stalled': {
    passes: true,
    words: 'sent nothing for longer than idleSeconds',
    remedy: 'Run the night again; if it stays, ask who runs the server, or declare a longer idleSeconds.',
  },
  'remote.changed': {
    passes: true,
    words: 'replaced a file while it was read',
    remedy: 'Ask the sender to write files under another name and to rename them when they are whole.',
  },
  'remote.drifted': {
    passes: true,
    words: 'changed while its pages were read',
    remedy: 'Ask who runs it for pages that hold still: a cursor, a fixed order, or a time as of which they are true.',
  },
  'remote.busy': {
    passes: true,
    words: 'asks to be left alone for now',
    remedy: 'Run the night again later; if it stays, ask who runs it how often it may be asked.',
  },
  'remote.short': {
    passes: true,
    words: 'sent fewer or more bytes than it listed',
    remedy: 'Ask the sender whether the file is whole, and to rename files only when they are.',
  },
  'remote.late': {
    passes: false,
    words: 'was not done within withinMinutes',
    remedy: 'Run the night again: what came is not fetched twice. Or declare a longer withinMinutes.',
  },
  'remote.login': {
    passes: false,
    words: 'does not let us in',
    remedy: 'Check the user and the secret of the location; ask who runs the server.',
  },
  'remote.denied': {
    passes: false,
    words: 'does not let us read',
    remedy: 'Ask who runs the server for the right to list and read there.',
  },
  'remote.missing': {
    passes: false,
    words: 'has no such place',
    remedy: 'Check the path in the address of the location, and what the source declares: folder, container, table, columns or request.',
  },
  'remote.host_key': {
    passes: false,
    words: 'shows another host key than the pinned one',
    remedy: 'Trust nothing until who runs the server confirms the new key by another way; then pin that one.',
  },
  'remote.certificate': {
    passes: false,
    words: 'shows a certificate that is not to be trusted',
    remedy: 'Check the address; where the server has a certificate authority of its own, set the …_CA of the location.',
  },
  'remote.misbehaves': {
    passes: false,
    words: 'answers otherwise than its protocol says',
    remedy: 'Report it to who runs the server; nothing of that answer was used.',
  },
  'remote.elsewhere': {
    passes: false,
    words: 'leads to another address, which is not followed',
    remedy: 'Ask who runs it; if it has moved, set its new address.',
  },
  'remote.loops': {
    passes: false,
    words: 'gives a page again that it gave before',
    remedy: 'Check how the source declares its pages; else report it to who runs the server.',
  },
  'remote.not_json': {
    passes: false,
    words: 'answers with something else than the JSON that is declared',
    remedy: 'Look at one answer: it must be JSON in UTF-8, with an array where `records` says, and what `pages` and `total` name.',
  },
  'remote.too_large': { passes: false, words: 'offers more than may be fetched', remedy: 'Ask the sender to deliver in parts.' },
} as const satisfies Readonly<Record<string, Kind>>;
export type RemoteTroubleCode = keyof typeof REMOTE_TROUBLES;

/** A remote failure as an error of ours; `detail` is a number or a code of the system, and anything else is left out. */
export function remoteTrouble(code: RemoteTroubleCode, location: string, detail: string | number | null = null): GoldenThreadError {
  const { passes, words, remedy } = REMOTE_TROUBLES[code];
  const shown = detail !== null && /^[A-Z0-9_]{1,40}$/.test(String(detail)) ? ` (${detail})` : '';
  const trouble = { code, message: `Location '${location}' ${words}${shown}.`, remedy };
  return passes ? new TransientError(trouble) : new TerminalError(trouble);
}
