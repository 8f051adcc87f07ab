import { explainText } from '@golden-thread/cli/commands/explain';
import { personText } from '@golden-thread/cli/commands/person';
import { counted, table } from '@golden-thread/cli/render/table';
import { explain } from '@golden-thread/orchestrator/explain';
import { askPerson } from '@golden-thread/orchestrator/person';
import { status } from '@golden-thread/orchestrator/status';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { printPerson, printRecord } from '@golden-thread/shapes/references';
import { bestKnown, formsOfOneName, mendedBirth, oneSetAside, renamed, twinsKeptApart } from './questions.ts';
import type { Teller } from './teller.ts';

export interface Scene {
  readonly warehouse: Warehouse;
  readonly pipeline: PipelineDeclaration;
  readonly tell: Teller;
}

const NOT_HERE = 'This council happened to have none: another --seed, or more --people, shows one.';

export async function tellArrivals({ warehouse, tell }: Scene): Promise<void> {
  const report = await status(warehouse);
  tell.chapter('What arrived, and what became of each record');
  tell.show(
    table(
      ['source', 'part', 'in the file', 'taken', 'quarantined', 'outside the cohort'],
      report.deliveries
        .filter((d) => d.counts !== null)
        .map((d) => [
          d.source,
          d.part,
          d.counts?.['in'] ?? 0,
          (d.counts?.['new'] ?? 0) + (d.counts?.['changed'] ?? 0) + (d.counts?.['unchanged'] ?? 0) + (d.counts?.['duplicate'] ?? 0),
          d.counts?.['quarantined'] ?? 0,
          d.counts?.['out_of_cohort'] ?? 0,
        ]),
    ),
  );
  tell.say(
    `Every record ended in exactly one place. The ${counted(report.counts.records, 'record')} that were taken turned out to be ${counted(report.counts.persons, 'person', 'people')}; ${counted(report.counts.review_items, 'question')} wait for a person to look.`,
  );
}

export async function tellForms({ warehouse, tell }: Scene): Promise<void> {
  const found = await formsOfOneName(warehouse);
  tell.chapter('One child under several forms of a name');
  if (found === undefined) return tell.say(NOT_HERE);
  tell.say(
    `${printPerson(found.person)} is ${found.forms.map((f) => `${f} ${found.surname}`).join(', ')}: ${found.forms.length} forms of one forename, from ${found.sources.join(', ')}. Searched system by system, that is ${found.forms.length} children; here it is one.`,
  );
}

export async function tellTwins({ warehouse, pipeline, tell }: Scene): Promise<void> {
  const found = await twinsKeptApart(warehouse);
  tell.chapter('Twins kept apart, and why');
  if (found === undefined) return tell.say(NOT_HERE);
  tell.say(
    `${found.forename_a} and ${found.forename_b} ${found.surname} weigh ${found.weight.toFixed(1)} bits; the line for joining is ${pipeline.policy.join}.${found.weight >= pipeline.policy.join ? ' By weight alone they would be one child.' : ''} They are ${printPerson(found.person_a)} and ${printPerson(found.person_b)}:`,
  );
  tell.show(explainText(await explain(warehouse, pipeline, found.a, found.b)));
}

export async function tellQuarantine({ warehouse, tell }: Scene): Promise<void> {
  const found = await oneSetAside(warehouse);
  tell.chapter('A record in quarantine');
  if (found === undefined) return tell.say(NOT_HERE);
  tell.say(
    `Record ${found.place}${found.line === null ? '' : ` (line ${found.line})`} of delivery d${found.delivery} from ${found.source} was set aside: ${found.code}${found.field === null ? '' : `, column ${found.field}`}. Its cells are kept for replay; no log, message or file name holds them. See them all: npm run gt -- quarantine`,
  );
}

export async function tellMended({ warehouse, pipeline, tell }: Scene): Promise<void> {
  const found = await mendedBirth(warehouse);
  tell.chapter('A date of birth mended at its source joins two children into one');
  if (found === undefined) return tell.say(NOT_HERE);
  const report = await askPerson(warehouse, pipeline, found.old_id, null);
  tell.say(
    `Until the night of ${found.night}, ${found.source} gave ${found.before} as the date of birth in ${printRecord(found.record)}, and that record was ${printPerson(found.old_id)}, a child alone. Mended to ${found.after}, it joined ${printPerson(found.kept_id)} the same night. The old id still resolves: asked for ${report.askedFor ?? report.person}, the answer is ${report.person} with ${counted(report.records.length, 'record')}.`,
  );
}

export async function tellRenamed({ warehouse, tell }: Scene): Promise<void> {
  const found = await renamed(warehouse);
  tell.chapter('A changed surname, the same child');
  if (found === undefined) return tell.say(NOT_HERE);
  tell.say(
    `On ${found.night} ${printPerson(found.person)} went from ${found.before} to ${found.after}. The id stayed, and so did all ${counted(found.records, 'record')}.`,
  );
}

export async function tellValues({ warehouse, pipeline, tell }: Scene): Promise<void> {
  const person = await bestKnown(warehouse);
  tell.chapter('Every value of one child: where it came from, since when, how often it comes, who differs');
  if (person === undefined) return tell.say(NOT_HERE);
  tell.show(personText(await askPerson(warehouse, pipeline, person, null), { why: true }));
}
