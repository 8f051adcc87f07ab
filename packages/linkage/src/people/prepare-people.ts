import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import { READ_BY_FACTS } from '../facts/match-columns.ts';
import { planOfDeclaration } from '../plan/from-declaration.ts';
import { prepare } from '../prepare/prepare.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import { checkDeclaration } from './check-declaration.ts';

/**
 * A council's records and declaration as the engine takes them: to link, or with `training` to train too.
 * @throws DeclarationError when the declaration compares columns that hold different kinds of value.
 */
export function preparePeople(
  records: RecordTable,
  linkage: LinkageDeclaration,
  { training }: { readonly training: boolean },
): TaskContext {
  checkDeclaration(linkage);
  const plan = planOfDeclaration(linkage);
  const asked = training ? plan : { ...plan, training: null };
  return { plan: asked, prepared: prepare(records, asked, READ_BY_FACTS) };
}
