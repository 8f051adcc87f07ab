import { AUDIT_TABLES, GOVERNANCE_TABLES } from '../tables/governance.ts';
import { OPS_TABLES } from '../tables/ops.ts';
import { plainTableDdl } from '../tables/plain-ddl.ts';
import { type Migration, runAll } from './migration.ts';

const SCHEMAS = {
  ops: 'The ledger: deliveries, runs, steps, publications, decisions.',
  core: 'Source records and their versions.',
  link: 'Scored pairs, judgements, membership, ids and their lineage.',
  golden: 'One row per person, with provenance.',
  governance: 'Agreements, grants, protection: live, looked up when somebody reads.',
  audit: 'Who did or saw what, and why: append only.',
  bi_core: 'What readers see.',
  bi_identifiers: 'National identifiers, for readers with a right to them.',
};

/** Schemas, and the tables that are not about records: the ledger, the register, the audit. */
export const ops: Migration = {
  version: 1,
  name: 'ops',
  async up(client) {
    for (const [name, comment] of Object.entries(SCHEMAS))
      await runAll(client, [`create schema ${name}`, `comment on schema ${name} is '${comment}'`]);
    for (const table of [...OPS_TABLES, ...GOVERNANCE_TABLES, ...AUDIT_TABLES]) await runAll(client, plainTableDdl(table));
    await runAll(client, [
      'insert into ops.current_publication ("only", number) values (true, 0)',
      'insert into ops.lease ("only", epoch) values (true, 0)',
    ]);
  },
};
