/**
 * Roles of the cluster. They are shared by every database of one server, except the readers', whose names
 * hold the database's. None is a superuser and none bypasses row-level security.
 */
export const ROLES = [
  { name: 'gt_owner', login: false, createsRoles: false, about: 'Golden Thread: owns the tables. Nobody logs in as it.' },
  { name: 'gt_migrate', login: true, createsRoles: true, about: 'Golden Thread: changes the schema and makes reader logins.' },
  { name: 'gt_night', login: true, createsRoles: false, about: 'Golden Thread: writes the night.' },
  { name: 'gt_console', login: true, createsRoles: false, about: 'Golden Thread: people at the console.' },
  {
    name: 'gt_views',
    login: false,
    createsRoles: false,
    about: "Golden Thread: owns the readers' views, and sees what its policies let a reader see.",
  },
  { name: 'gt_rights', login: false, createsRoles: false, about: 'Golden Thread: owns the views that say what the present login may see.' },
  { name: 'gt_auditor', login: true, createsRoles: false, about: 'Golden Thread: reads the audit and the ledger, and changes nothing.' },
] as const;

export type RoleName = (typeof ROLES)[number]['name'];

/** Schemas that readers may use. Everything else is below them. */
export const READER_SCHEMAS = ['bi_core', 'bi_identifiers'] as const;

/** Schemas that hold tables. */
export const TABLE_SCHEMAS = ['ops', 'core', 'link', 'golden', 'governance', 'audit'] as const;
