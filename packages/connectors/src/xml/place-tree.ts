import type { XmlDecoder } from '@golden-thread/shapes/declare/decoder';
import { pathOfField, sharedSteps, type XmlPlace, type XmlStep, xmlPlace } from '@golden-thread/shapes/declare/xml-path';

/** A column at a place of the document. */
export interface XmlTarget {
  /** Place of the column in the contract. */
  readonly column: number;
  readonly name: string;
  /** What stands between several values; null where there is to be one. */
  readonly joined: string | null;
  /** Steps from the root to the element that it is about: the record, or one around it whose records share the value. */
  readonly scope: number;
}

/** An element that the declaration speaks of. */
export interface XmlNode {
  readonly step: XmlStep;
  /** By name; several of one name are told apart by their place. */
  readonly children: Map<string, XmlNode[]>;
  /** Columns that its text fills. */
  text: XmlTarget | null;
  readonly attributes: Map<string, XmlTarget>;
  ignored: boolean;
  readonly ignoredAttributes: Set<string>;
  /** How many steps of the record's path end here, when it is on it, else 0. */
  recordSteps: number;
}

/** The declared places of an XML source as a tree from the document down. */
export function placeTree({ record, fields, ignored }: XmlDecoder, columns: readonly string[]): XmlNode {
  const root = node({ name: '', place: null });
  const recordSteps = record.split('/');
  let at = root;
  recordSteps.forEach((name, i) => {
    at = childFor(at, { name, place: null });
    at.recordSteps = i + 1;
  });
  columns.forEach((name, column) => {
    const field = fields[name];
    if (field === undefined) return;
    const place = xmlPlace(pathOfField(field), record);
    const target: XmlTarget = {
      column,
      name,
      joined: typeof field === 'string' ? null : field.joined,
      scope: sharedSteps(place.steps, recordSteps),
    };
    const element = nodeAt(root, place);
    if (place.attribute === null) element.text = target;
    else element.attributes.set(place.attribute, target);
  });
  for (const path of ignored) {
    const place = xmlPlace(path, record);
    const element = nodeAt(root, place);
    if (place.attribute === null) element.ignored = true;
    else element.ignoredAttributes.add(place.attribute);
  }
  return root;
}

function nodeAt(root: XmlNode, { steps }: XmlPlace): XmlNode {
  return steps.reduce(childFor, root);
}

function childFor(parent: XmlNode, step: XmlStep): XmlNode {
  const named = parent.children.get(step.name) ?? [];
  const known = named.find((child) => child.step.place === step.place);
  if (known !== undefined) return known;
  const made = node(step);
  parent.children.set(step.name, [...named, made]);
  return made;
}

const node = (step: XmlStep): XmlNode => ({
  step,
  children: new Map(),
  text: null,
  attributes: new Map(),
  ignored: false,
  ignoredAttributes: new Set(),
  recordSteps: 0,
});
