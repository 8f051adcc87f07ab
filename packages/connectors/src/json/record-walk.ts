import { type JSONVisitor, visit } from 'jsonc-parser';
import type { DeliveryLimits } from '../limits.ts';
import type { ReadRecord } from '../read-record.ts';
import { malformed, tooDeep } from './json-refusals.ts';
import { recordBuilder } from './record-builder.ts';

export interface RecordWalk {
  /** Walks the text of one record. @throws DeliveryRefused when it is no JSON or nested too deep */
  walk(text: string, line: number): ReadRecord;
  /** Objects so far. */
  objects(): number;
  /** Columns of the contract that any record had, and members that it has not. */
  found(): readonly string[];
}

/** Walks JSON by its tokens, so that numbers keep their digits and a member named twice is seen. */
export function recordWalk(columns: readonly string[], limits: DeliveryLimits): RecordWalk {
  const build = recordBuilder(columns);
  let text = '';
  /** Path of the member being read at each depth. */
  const paths: string[] = [''];
  let depth = 0;
  let line = 1;
  let objects = 0;
  /** Depth of a list within a record, or of what stands in a value's place, while the walk is in it, else 0: it holds nobody's columns. */
  let foreignDepth = 0;

  const isOurs = () => depth > 0 && foreignDepth === 0;
  const deeper = () => {
    depth++;
    if (depth > limits.depth) throw tooDeep(line, limits.depth);
  };

  const visitor: JSONVisitor = {
    onObjectBegin() {
      if (depth === 0) objects++;
      else if (isOurs() && build.structure(false)) foreignDepth = depth + 1;
      deeper();
    },
    onObjectProperty(name) {
      // A dot inside a name would be taken for nesting.
      const own = name.includes('.') ? `[${name}]` : name;
      const outer = depth === 1 ? '' : (paths[depth - 1] ?? '');
      const path = outer === '' ? own : `${outer}.${own}`;
      paths[depth] = path;
      if (isOurs()) build.member(path);
    },
    onObjectEnd() {
      if (foreignDepth === depth) foreignDepth = 0;
      depth--;
    },
    onArrayBegin() {
      if (depth === 0) build.fault('record.not_an_object');
      if (depth === 0 || (isOurs() && build.structure(true))) foreignDepth = depth + 1;
      deeper();
    },
    onArrayEnd() {
      if (foreignDepth === depth) foreignDepth = 0;
      depth--;
    },
    onLiteralValue(value: unknown, offset, length) {
      if (depth === 0) build.fault('record.not_an_object');
      else if (isOurs()) {
        if (typeof value === 'string') build.text(value, length !== value.length + 2);
        else if (value === null) build.nothing();
        else build.literal(text.slice(offset, offset + length));
      }
    },
    onError() {
      throw malformed(line);
    },
  };

  return {
    walk(given, at) {
      text = given;
      line = at;
      depth = 0;
      foreignDepth = 0;
      build.begin(at);
      visit(text, visitor, { disallowComments: true, allowTrailingComma: false });
      return build.end();
    },
    objects: () => objects,
    found: () => build.found(),
  };
}
