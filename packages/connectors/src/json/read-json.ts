import { type JSONVisitor, visit } from 'jsonc-parser';
import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { recordBuilder } from './record-builder.ts';

/**
 * Reads an array of records out of JSON; nested members are columns with dots (`address.street`).
 * Numbers keep the digits that were written; a member named twice sets its record aside.
 * @param path members to the array, with dots; '' where the file is the array
 * @throws DeliveryRefused when the file is not JSON, holds no such array, or has other columns than the contract
 */
export function readJson(text: string, path: string, columns: Columns, limits: DeliveryLimits): readonly ReadRecord[] {
  const walk = recordWalk(text, path, columns, limits);
  visit(text, walk.visitor, { disallowComments: true, allowTrailingComma: false });
  return walk.finish();
}

interface RecordWalk {
  readonly visitor: JSONVisitor;
  finish(): readonly ReadRecord[];
}

function recordWalk(text: string, path: string, columns: Columns, limits: DeliveryLimits): RecordWalk {
  const build = recordBuilder(columns.names);
  const records: ReadRecord[] = [];
  /** Path of the member being read at each depth, from the root outside records and from the record inside. */
  const paths: string[] = [''];
  let depth = 0;
  /** Depth of the array of records while the walk is in it, else 0. */
  let arrayDepth = 0;
  let arrays = 0;
  let objects = 0;
  let recordStart = 0;
  /** Depth of a list within a record, or of what stands in a value's place, while the walk is in it, else 0: it holds nobody's columns. */
  let foreignDepth = 0;

  const inRecord = () => arrayDepth > 0 && depth > arrayDepth;
  const atRecord = () => arrayDepth > 0 && depth === arrayDepth;
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
      const outer = depth === arrayDepth + 1 || depth === 1 ? '' : (paths[depth - 1] ?? '');
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
      const isRecords = arrayDepth === 0 && pathHere() === path;
      deeper(line);
      // What stands in another array has no path of its own.
      paths[depth] = '[]';
      if (!isRecords) return;
      arrayDepth = depth;
      if (++arrays > 1) throw malformed(line, 'the array of records stands in it twice');
    },
    onArrayEnd() {
      if (foreignDepth === depth) foreignDepth = 0;
      if (arrayDepth === depth) arrayDepth = 0;
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
    visitor,
    finish() {
      if (arrays === 0) throw noRecords(path);
      if (objects > 0) columns.accept(build.found());
      return records;
    },
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

function noRecords(path: string): DeliveryRefused {
  const where = path === '' ? 'The file is not an array of records' : `The file has no array of records at '${path}'`;
  return new DeliveryRefused({
    code: 'delivery.json_no_records',
    message: `${where}.`,
    remedy: 'Ask the sender for the form of the contract, or change decoder.records in the declaration of the source.',
  });
}
