import type { RecordProblemCode } from '../delivered-row.ts';
import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { isJson } from './is-json.ts';
import { linesOf } from './lines-of.ts';
import { type RecordWalk, recordWalk } from './record-walk.ts';

/**
 * Reads JSON lines: one object a line, as JSON is read elsewhere; empty lines are no records.
 * A line that is not JSON costs itself. Not one object in a file of lines refuses the file.
 * @throws DeliveryRefused when the file as a whole cannot be taken, possibly after batches
 */
export async function* readJsonLines(
  text: AsyncIterable<string>,
  columns: Columns,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const records = recordWalk(columns.names, limits);
  let lineNumber = 0;
  let read = 0;
  for await (const { lines, unended } of linesOf(text, limits.recordCharacters)) {
    const batch: ReadRecord[] = [];
    for (const line of lines) {
      lineNumber++;
      if (line !== null && line.trim() === '') continue;
      const record = line === null ? 'record.too_long' : recordOf(line, lineNumber, records);
      if (record === 'record.not_json' && lineNumber === 1 && line?.trimStart().startsWith('[') === true) throw noObjects();
      if (record === 'record.not_json' && unended) throw truncated(lineNumber);
      batch.push(
        typeof record === 'string'
          ? { line: lineNumber, cells: columns.names.map(() => null), problem: { code: record, field: null } }
          : record,
      );
    }
    read += batch.length;
    if (batch.length > 0) yield batch;
  }
  if (records.objects() > 0) columns.accept(records.found());
  else if (read > 0) throw noObjects();
}

function recordOf(line: string, lineNumber: number, { walk }: RecordWalk): ReadRecord | RecordProblemCode {
  if (!isJson(line)) return 'record.not_json';
  try {
    return walk(line, lineNumber);
  } catch (refused) {
    if (refused instanceof DeliveryRefused && refused.code === 'delivery.json_depth') return 'record.too_deep';
    throw refused;
  }
}

function truncated(line: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.truncated',
    message: `The file ends in the middle of a record, on line ${line}: it was cut short.`,
    remedy: 'Ask the sender to send it again, and to rename it only when it is whole.',
  });
}

function noObjects(): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.json_no_records',
    message: 'No line of the file is a JSON object.',
    remedy: "Ask the sender for one object a line; where the file is one array, declare the decoder 'json'.",
  });
}
