import type { XmlDecoder } from '@golden-thread/shapes/declare/decoder';
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';

/**
 * A second reader, for comparison: the whole document as a tree, and each declared path followed from each record.
 * Knows no faults: it is given documents in which every value stands once.
 */
export function readPlainly(text: string, decoder: XmlDecoder, columns: readonly string[]): (string | null)[][] {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  const steps = decoder.record.split('/');
  const records = steps.reduce<readonly Node[]>((nodes, name) => nodes.flatMap((node) => childrenOf(node, name)), [document]);
  return records.map((record) =>
    columns.map((column) => {
      const field = decoder.fields[column];
      if (field === undefined) return null;
      const path = typeof field === 'string' ? field : field.path;
      const values = (path.startsWith('/') ? fromAround(record, steps, path.slice(1).split('/')) : below(record, path.split('/'))).filter(
        (value) => value !== '',
      );
      return values.length === 0 ? null : values.join(typeof field === 'string' ? '' : field.joined);
    }),
  );
}

/** Values at a path from the root, below the nearest element around the record that the path goes through. */
function fromAround(record: Node, recordSteps: readonly string[], path: readonly string[]): readonly string[] {
  let shared = 0;
  while (shared < recordSteps.length && path[shared] === recordSteps[shared]) shared++;
  let around: Node = record;
  for (let i = recordSteps.length; i > shared; i--) around = around.parentNode ?? around;
  return below(around, path.slice(shared));
}

function below(node: Node, [step, ...rest]: readonly string[]): readonly string[] {
  if (step === undefined) return [node.textContent ?? ''];
  if (step.startsWith('@')) return [isElement(node) ? (node.getAttribute(step.slice(1)) ?? '') : ''];
  const [, name = step, place] = /^(.*)\[(\d+)\]$/.exec(step) ?? [];
  const named = childrenOf(node, name);
  return (place === undefined ? named : named.slice(Number(place) - 1, Number(place))).flatMap((child) => below(child, rest));
}

const childrenOf = (node: Node, name: string): readonly Node[] =>
  Array.from(node.childNodes).filter((child) => isElement(child) && child.localName === name);

const isElement = (node: Node): node is Element => node.nodeType === 1;
