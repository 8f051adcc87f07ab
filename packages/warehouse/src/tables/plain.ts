import type { RowOf } from './column.ts';
import { AUDIT_TABLES, GOVERNANCE_TABLES } from './governance.ts';
import { OPS_TABLES } from './ops.ts';
import { RECORD_TABLES } from './records.ts';

/** Every table that is not versioned. */
export const PLAIN_TABLES = [...OPS_TABLES, ...RECORD_TABLES, ...GOVERNANCE_TABLES, ...AUDIT_TABLES] as const;

type AnyPlain = (typeof PLAIN_TABLES)[number];

/** Rows of the plain tables, for Kysely. */
export type PlainRows = { [T in AnyPlain as T['name']]: RowOf<T['columns']> };
