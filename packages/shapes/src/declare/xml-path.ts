import { z } from 'zod';

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_.-]*`;
const STEP = String.raw`${NAME}(?:\[[1-9]\d{0,2}\])?`;
const PATH = new RegExp(`^/?(?:${STEP}(?:/${STEP})*(?:/@${NAME})?|@${NAME})$`, 'u');
const RECORD = new RegExp(`^${NAME}(?:/${NAME})*$`, 'u');

/** Where a value stands: elements by local name, `[2]` for the second of its name, an attribute last. */
export const xmlPath = z
  .string()
  .max(300)
  .regex(PATH, "write a path such as 'Name/Surname', 'Contact[1]/Phone', '@id' or, from the root, '/Message/Header/School'");
export const xmlRecordPath = z
  .string()
  .max(300)
  .regex(RECORD, "write the path from the root to the element that is a record, such as 'Message/Children/Child'");

export interface XmlStep {
  readonly name: string;
  /** The how-many-th of its name below its parent, from 1; null for each. */
  readonly place: number | null;
}

/** A path from the root. */
export interface XmlPlace {
  readonly steps: readonly XmlStep[];
  readonly attribute: string | null;
}

/** A declared path, from the root. */
export function xmlPlace(path: string, record: string): XmlPlace {
  const whole = path.startsWith('/') ? path.slice(1) : `${record}/${path}`;
  const steps = whole.split('/');
  const last = steps.at(-1) ?? '';
  const attribute = last.startsWith('@') ? last.slice(1) : null;
  return { steps: (attribute === null ? steps : steps.slice(0, -1)).map(stepOf), attribute };
}

function stepOf(text: string): XmlStep {
  const bracket = text.indexOf('[');
  return bracket === -1 ? { name: text, place: null } : { name: text.slice(0, bracket), place: Number(text.slice(bracket + 1, -1)) };
}

type Field = string | { readonly path: string; readonly joined: string };
export const pathOfField = (field: Field): string => (typeof field === 'string' ? field : field.path);

interface XmlPaths {
  readonly record: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly ignored: readonly string[];
}

interface XmlFault {
  readonly what: string;
  readonly fix: string;
}

/** What is wrong with the paths of an XML source, against its contract and one another. */
export function xmlFieldsFault({ record, fields, ignored }: XmlPaths, columns: readonly string[]): XmlFault | null {
  const missing = columns.find((name) => !Object.hasOwn(fields, name));
  if (missing !== undefined)
    return {
      what: `no field of the decoder says where the column '${missing}' stands`,
      fix: `add '${missing}' to decoder.fields, or take it out of contract.columns`,
    };
  const strange = Object.keys(fields).find((name) => !columns.includes(name));
  if (strange !== undefined)
    return {
      what: `decoder.fields names '${strange}', which is not in the contract`,
      fix: `add '${strange}' to contract.columns, or take it out of decoder.fields`,
    };
  const recordSteps = record.split('/');
  const places = Object.entries(fields).map(([name, field]) => ({ name, field, ...xmlPlace(pathOfField(field), record) }));
  for (const place of places) {
    const fault = placeFault(place, recordSteps);
    if (fault !== null) return fault;
  }
  for (const place of places) {
    const other = places.find((one) => one !== place && clash(one, place));
    if (other !== undefined)
      return {
        what: `the fields '${other.name}' and '${place.name}' stand in the same place or in each other`,
        fix: 'give each its own path in decoder.fields',
      };
  }
  const swallowing = ignored.find((path) => {
    const place = xmlPlace(path, record);
    return place.attribute === null && places.some(({ steps }) => isAround(place.steps, steps));
  });
  if (swallowing === undefined) return null;
  return {
    what: `'${swallowing}' is ignored and a field stands in it`,
    fix: `take '${swallowing}' out of decoder.ignored or name what in it is ignored`,
  };
}

interface FieldPlace extends XmlPlace {
  readonly name: string;
  readonly field: Field;
}

function placeFault({ name, field, steps, attribute }: FieldPlace, record: readonly string[]): XmlFault | null {
  const shared = sharedSteps(steps, record);
  if (shared === 0)
    return { what: `the field '${name}' begins at another root than the record`, fix: `begin its path with '/${record[0]}'` };
  if (attribute === null && shared === steps.length)
    return {
      what: `the field '${name}' is the record itself or an element around it`,
      fix: `name an element or attribute below it in decoder.fields '${name}'`,
    };
  if (shared < record.length && typeof field !== 'string')
    return {
      what: `the field '${name}' stands outside the record and is joined`,
      fix: `give decoder.fields '${name}' a path alone, with [1] where it repeats`,
    };
  return null;
}

/** Whether one place holds the other, so that one text would be two columns. Attributes of an element that is read are no part of its text. */
function clash(one: XmlPlace, other: XmlPlace): boolean {
  if (!isAround(one.steps, other.steps)) return false;
  if (one.attribute !== null) return one.attribute === other.attribute && one.steps.length === other.steps.length;
  return other.attribute === null || one.steps.length < other.steps.length;
}

/** Steps that a path shares with the record's, from the root. */
export function sharedSteps(steps: readonly XmlStep[], record: readonly string[]): number {
  let shared = 0;
  while (shared < record.length && steps[shared]?.name === record[shared] && steps[shared]?.place === null) shared++;
  return shared;
}

const isAround = (outer: readonly XmlStep[], inner: readonly XmlStep[]): boolean =>
  outer.length <= inner.length &&
  outer.every(
    (step, i) => inner[i]?.name === step.name && (step.place === null || inner[i]?.place === null || inner[i]?.place === step.place),
  );
