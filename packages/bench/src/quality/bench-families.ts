import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openScratch } from '../scratch.ts';
import { familyMarkdown, familyTable } from './family-table.ts';
import { measureNights, type QualityOptions } from './quality.ts';

/** Every scripted family, expected and found, over three nights of the pipeline. @returns whether all are equal. */
export async function benchFamilies(
  pipeline: PipelineDeclaration,
  { people, seeds, write }: QualityOptions & { readonly write: string | null },
  print: (line: string) => void,
): Promise<boolean> {
  let allEqual = true;
  for (const seed of seeds) {
    const scratch = await openScratch(pipeline);
    try {
      const council = { people, seed: Number(seed), out: join(scratch.directory, 'council') };
      const nights = await measureNights(scratch.warehouse, pipeline, council);
      const rows = familyTable(nights);
      const equal = rows.filter((row) => row.equal).length;
      const copies = rows.reduce((sum, row) => sum + row.copies, 0);
      const heading = `${people} people, seed ${seed}, ${nights.length} nights: ${equal} of ${rows.length} families as expected, in ${copies} copies`;
      allEqual &&= equal === rows.length;
      for (const line of [heading, '', ...familyMarkdown(rows), '']) print(line);
      if (write !== null) writeFileSync(write, documentOf(heading, familyMarkdown(rows)));
    } finally {
      await scratch.close();
    }
  }
  return allEqual;
}

const documentOf = (heading: string, table: readonly string[]): string =>
  [
    '# The families that every change is held against',
    '',
    'The synthetic council holds scripted families, each in several copies with drawn names: cases that real single views have got',
    'wrong. The nightly pipeline takes, joins and tells them like everybody else; no rule knows of them. What became of them is told',
    'from the truth that the council keeps beside its files. `npm test` asks the same on a smaller council and fails if one row differs.',
    '',
    `\`npm run bench -- families\` printed this table. ${heading}.`,
    '',
    ...table,
    '',
    '\\* How the person forms, and that records stay apart. Who may see what of it, by role, comes with governance.',
    '',
    'Where people are asked, `gt review` lists the question. "No household derived" is not measured: households are those that a source keeps, and none is ever derived.',
    '',
  ].join('\n');
