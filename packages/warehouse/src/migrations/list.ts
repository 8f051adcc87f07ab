import { ops } from './0001_ops.ts';
import { versioned } from './0002_versioned.ts';
import { roles } from './0003_roles.ts';
import { rights } from './0004_rights.ts';
import { readers } from './0005_readers.ts';
import { night } from './0006_night.ts';
import { signatures } from './0007_signatures.ts';
import { policySignatures } from './0008_policy_signatures.ts';
import type { Migration } from './migration.ts';

/** Every migration, in order. A list and not a scan of the folder: what is released is what is written here. */
export const MIGRATIONS: readonly Migration[] = [ops, versioned, roles, rights, readers, night, signatures, policySignatures];

export const SCHEMA_VERSION = MIGRATIONS.length;
