import type { XmlDecoder } from '@golden-thread/shapes/declare/decoder';
import type { DeliveryLimits } from '../limits.ts';
import type { XmlElement, XmlEvents } from '../markup/strict-xml.ts';
import type { ReadRecord } from '../read-record.ts';
import { placeTree, type XmlNode, type XmlTarget } from './place-tree.ts';
import { recordCells } from './record-cells.ts';

const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const NAMESPACES = 'http://www.w3.org/2000/xmlns/';
/** Names of one file that the declaration does not speak of: enough to say so. */
const UNKNOWN_SHOWN = 200;
const NOTHING: readonly XmlTarget[] = [];
const NONE: readonly XmlNode[] = [];

/** Follows a document along the declared places. */
export interface RecordWalk {
  readonly events: XmlEvents;
  /** Records that ended since the last call. */
  taken(): readonly ReadRecord[];
  seen(): {
    /** Whether there was an element that may hold records. */
    readonly atPlace: boolean;
    /** Columns that any record had. */
    readonly found: number;
    /** Elements and attributes that the declaration does not speak of, in words. */
    readonly unknown: readonly string[];
  };
}

/** An open element that the declaration speaks of. */
interface Open {
  readonly nodes: readonly XmlNode[];
  /** The same, and what is said of others of its name by their place: known, and not meant here. */
  readonly alike: readonly XmlNode[];
  readonly name: string;
  /** How often each name came up among its children; kept where a path asks for it. */
  readonly counts: Map<string, number>;
}

export function recordWalk(decoder: XmlDecoder, columns: readonly string[], limits: DeliveryLimits): RecordWalk {
  const recordSteps = decoder.record.split('/').length;
  const cells = recordCells(columns, recordSteps, limits);
  const root = [placeTree(decoder, columns)];
  const opened: Open[] = [{ nodes: root, alike: root, name: '', counts: new Map() }];
  const found = new Set<number>();
  const unknown = new Set<string>();
  let records: ReadRecord[] = [];
  let atPlace = false;
  /** Open elements of which nothing is read. */
  let skipped = 0;
  /** Columns that the open element's text fills, and the text so far. */
  let filled = NOTHING;
  let value = '';

  const strange = (what: string): void => {
    if (unknown.size < UNKNOWN_SHOWN) unknown.add(what);
  };
  const put = (target: XmlTarget, text: string, line: number): void => {
    found.add(target.column);
    cells.put(target, text, line);
  };

  function open(element: XmlElement, line: number): void {
    const parent = opened.at(-1);
    if (skipped > 0 || filled.length > 0 || parent === undefined) {
      if (skipped === 0) for (const target of filled) cells.fault('field.not_a_value', target);
      skipped++;
      return;
    }
    const alike = alikeIn(parent, element);
    const nodes = nodesFor(element, parent, alike);
    if (nodes.length === 0) {
      skipped++;
      return;
    }
    opened.push({ nodes, alike, name: element.local, counts: new Map() });
    for (const { recordSteps: steps } of nodes) if (steps > 0) step(steps, line);
    readAttributes(element, nodes, alike, line);
    filled = filledBy(nodes);
    value = '';
  }

  /** An element on the record's path begins, so many steps from the root. */
  function step(steps: number, line: number): void {
    if (steps === recordSteps) cells.recordBegins(line);
    else cells.scopeBegins(steps);
    if (steps >= recordSteps - 1) atPlace = true;
  }

  function alikeIn({ alike }: Open, { local, uri }: XmlElement): readonly XmlNode[] {
    if (decoder.namespace !== undefined && uri !== decoder.namespace) return NONE;
    const [only] = alike;
    if (only !== undefined && alike.length === 1) return only.children.get(local) ?? NONE;
    return alike.flatMap(({ children }) => children.get(local) ?? NONE);
  }

  /** What the declaration says of an element: nothing that is to be read, where the list is empty. */
  function nodesFor({ local, uri }: XmlElement, parent: Open, alike: readonly XmlNode[]): readonly XmlNode[] {
    if (alike.length === 0) {
      const beside = parent.nodes.some(({ recordSteps: steps }) => recordSteps > 1 && steps === recordSteps - 1);
      const where = decoder.namespace === undefined || uri === decoder.namespace ? '' : ' of another namespace';
      if (cells.inRecord()) strange(`element ${[...namesInRecord(), local].join('/')}${where}`);
      else if (beside) strange(`element ${local}${where} beside the records`);
      return NONE;
    }
    const [only] = alike;
    if (only !== undefined && alike.length === 1 && only.step.place === null && parent.nodes === parent.alike)
      return only.ignored ? NONE : alike;
    const place = (parent.counts.get(local) ?? 0) + 1;
    parent.counts.set(local, place);
    const meant = parent.nodes
      .flatMap(({ children }) => children.get(local) ?? NONE)
      .filter(({ step }) => step.place === null || step.place === place);
    return meant.some(({ ignored }) => ignored) ? NONE : meant;
  }

  function readAttributes({ attributes }: XmlElement, nodes: readonly XmlNode[], alike: readonly XmlNode[], line: number): void {
    for (const { local, uri, value: text } of Object.values(attributes)) {
      if (uri === SCHEMA_INSTANCE || uri === NAMESPACES) continue;
      const targets = nodes.flatMap((node) => node.attributes.get(local) ?? []);
      for (const target of targets) put(target, text, line);
      const known = alike.some((node) => node.attributes.has(local) || node.ignoredAttributes.has(local));
      if (!known && cells.inRecord())
        strange(
          `attribute ${local}${
            namesInRecord()
              .map((name) => ` of ${name}`)
              .at(-1) ?? ''
          }`,
        );
    }
  }

  function filledBy(nodes: readonly XmlNode[]): readonly XmlTarget[] {
    return nodes.some(({ text }) => text !== null) ? nodes.flatMap(({ text }) => text ?? []) : NOTHING;
  }

  const namesInRecord = (): readonly string[] => opened.slice(recordSteps + 1).map(({ name }) => name);

  function close(line: number): void {
    if (skipped > 0) {
      skipped--;
      return;
    }
    for (const target of filled) put(target, value, line);
    filled = NOTHING;
    const ended = opened.pop();
    if (ended?.nodes.some(({ recordSteps: steps }) => steps === recordSteps)) records.push(cells.recordEnds());
  }

  return {
    events: {
      open,
      close,
      text(characters) {
        if (filled.length === 0 || skipped > 0) return;
        if (value.length <= limits.fieldCharacters) value += characters;
      },
    },
    taken() {
      const all = records;
      records = [];
      return all;
    },
    seen: () => ({ atPlace, found: found.size, unknown: [...unknown] }),
  };
}
