import { type Node, parseTree } from 'jsonc-parser';

/** One page of an answer. */
export interface Page {
  /** Each record as it was written, on one line. */
  readonly records: readonly string[];
  /** The same, parsed: to be compared, never to be kept. */
  readonly values: readonly unknown[];
  /** The value of a member, by its path; undefined where there is none. */
  member(path: string): unknown;
}

/** A page as declared, or null where it is not one. Records keep the digits that were written. */
export function readPage(text: string, recordsAt: string): Page | null {
  try {
    const value: unknown = JSON.parse(text);
    const tree = parseTree(text);
    const values = memberOf(value, recordsAt);
    const node = tree === undefined ? undefined : nodeAt(tree, recordsAt);
    if (!Array.isArray(values) || node?.type !== 'array' || node.children?.length !== values.length) return null;
    return {
      // A line break in JSON is blank space: inside a text it is written \n.
      records: node.children.map(({ offset, length }) => text.slice(offset, offset + length).replace(/[\r\n]/g, ' ')),
      values,
      member: (path) => memberOf(value, path),
    };
  } catch {
    return null; // not JSON, or nested deeper than can be read
  }
}

/** A value's member by its path. A name with dots of its own counts too, as it does for columns. */
export function memberOf(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (value === null || typeof value !== 'object') return undefined;
  const own = Object.getOwnPropertyDescriptor(value, path);
  if (own !== undefined) return own.value;
  const [name = '', ...rest] = path.split('.');
  return rest.length === 0 ? undefined : memberOf(Object.getOwnPropertyDescriptor(value, name)?.value, rest.join('.'));
}

/** As `memberOf`, and as JSON.parse: of two members of one name the last counts. */
function nodeAt(node: Node, path: string): Node | undefined {
  if (path === '') return node;
  const named = (name: string) => node.children?.findLast(({ children }) => children?.[0]?.value === name)?.children?.[1];
  const own = named(path);
  if (own !== undefined) return own;
  const [name = '', ...rest] = path.split('.');
  const member = named(name);
  return rest.length === 0 || member === undefined ? undefined : nodeAt(member, rest.join('.'));
}
