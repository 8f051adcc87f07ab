import { type JSONVisitor, visit } from 'jsonc-parser';
import type { DeliveryLimits } from '../limits.ts';
import type { ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { recordBuilder } from './record-builder.ts';

/** Where the records of a text stand: in the array at a path of members, or the text is one. */
export type RecordPlace = { readonly arrayAt: string } | 'text';

export interface RecordWalk {
  /** Walks one text and gives its records. @throws DeliveryRefused when it is not JSON or nested too deep */
  walk(text: string): readonly ReadRecord[];
  /** Arrays of records, and objects in them, so far. */
  counted(): { readonly arrays: number; readonly objects: number };
  /** Columns of the contract that any record had, and members that it has not. */
  found(): readonly string[];
}

/** Walks JSON by its tokens, so that numbers keep their digits and a member named twice is seen. */
export function recordWalk(columns: readonly string[], place: RecordPlace, limits: DeliveryLimits): RecordWalk {
  const build = recordBuilder(columns);
  let records: ReadRecord[] = [];
  let text = '';
  /** Path of the member being read at each depth, from the root outside records and from the record inside. */
  const paths: string[] = [''];
  let depth = 0;
  /** Depth at which records stand while the walk is there, else null. */
  let recordDepth: number | null = null;
  let arrays = 0;
  let objects = 0;
  let recordStart = 0;
  /** Depth of a list within a record, or of what stands in a value's place, while the walk is in it, else 0: it holds nobody's columns. */
  let foreignDepth = 0;

  const inRecord = () => recordDepth !== null && depth > recordDepth;
  const atRecord = () => depth === recordDepth;
  const pathHere = () => paths[depth] ?? '';
  const deeper = (line: number) => {
    depth++;
    if (depth > limits.depth) throw tooDeep(line, limits.depth);
  };
  const strayRecord = (line: number) => {
    build.begin(line + 1);
    build.fault('record.not_an_object');
  };

  const visitor: JSONVisitor = {
    onObjectBegin(offset, _length, line) {
      if (atRecord()) {
        build.begin(line + 1);
        recordStart = offset;
        objects++;
      } else if (inRecord() && foreignDepth === 0 && build.structure(false)) foreignDepth = depth + 1;
      deeper(line);
    },
    onObjectProperty(name) {
      // A dot inside a name would be taken for nesting.
      const own = name.includes('.') ? `[${name}]` : name;
      const outer = depth === (recordDepth ?? 0) + 1 ? '' : (paths[depth - 1] ?? '');
      paths[depth] = outer === '' ? own : `${outer}.${own}`;
      if (inRecord() && foreignDepth === 0) build.member(pathHere());
    },
    onObjectEnd(offset) {
      if (foreignDepth === depth) foreignDepth = 0;
      depth--;
      if (!atRecord()) return;
      if (offset - recordStart > limits.recordCharacters) build.fault('record.too_long');
      records.push(build.end());
    },
    onArrayBegin(_offset, _length, line) {
      if (atRecord()) strayRecord(line);
      if (atRecord() || (inRecord() && foreignDepth === 0 && build.structure(true))) foreignDepth = depth + 1;
      const isRecords = recordDepth === null && place !== 'text' && pathHere() === place.arrayAt;
      deeper(line);
      // What stands in another array has no path of its own.
      paths[depth] = '[]';
      if (!isRecords) return;
      recordDepth = depth;
      if (++arrays > 1) throw malformed(line, 'the array of records stands in it twice');
    },
    onArrayEnd() {
      if (foreignDepth === depth) foreignDepth = 0;
      if (recordDepth === depth) recordDepth = null;
      depth--;
      if (atRecord()) records.push(build.end());
    },
    onLiteralValue(value: unknown, offset, length, line) {
      if (atRecord()) {
        strayRecord(line);
        records.push(build.end());
      } else if (inRecord() && foreignDepth === 0) {
        if (typeof value === 'string') build.text(value, length !== value.length + 2);
        else if (value === null) build.nothing();
        else build.literal(text.slice(offset, offset + length));
      }
    },
    onError(_error, _offset, _length, line) {
      throw malformed(line, 'it breaks off or breaks the rules');
    },
  };

  return {
    walk(given) {
      text = given;
      records = [];
      depth = 0;
      foreignDepth = 0;
      recordDepth = place === 'text' ? 0 : null;
      visit(text, visitor, { disallowComments: true, allowTrailingComma: false });
      return records;
    },
    counted: () => ({ arrays, objects }),
    found: () => build.found(),
  };
}

function malformed(line: number, what: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.json_malformed',
    message: `The file is not JSON that can be read: on line ${line + 1} ${what}.`,
    remedy: 'Ask the sender to send it again, whole.',
  });
}

function tooDeep(line: number, allowed: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.json_depth',
    message: `The JSON is nested deeper than ${allowed} levels on line ${line + 1}.`,
    remedy: 'Ask the sender for the form of the contract.',
  });
}
