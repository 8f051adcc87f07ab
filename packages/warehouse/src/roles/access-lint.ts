import type { Queryable } from '../connect.ts';
import { literal } from '../tables/identifiers.ts';
import { READER_TYPES } from '../views/reader-view.ts';
import { READER_SCHEMAS, ROLES, TABLE_SCHEMAS } from './role-names.ts';

/** One thing about who may see what that is not as it must be. */
export interface AccessFinding {
  readonly rule: string;
  /** What it was found on. */
  readonly object: string;
}

const list = (names: readonly string[]): string => `(${names.map(literal).join(', ')})`;
const BI = list(READER_SCHEMAS);
const OURS = list([...TABLE_SCHEMAS, ...READER_SCHEMAS]);
const READERS =
  'select r.oid, r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication from pg_roles r join governance.reader_grant g on g.login = r.rolname';
const VIEWS = `select c.oid, c.relname, n.nspname, c.relowner, c.reloptions from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and n.nspname in ${OURS}`;
/** Tables that a view of ours reads, through other views too. */
const READ = `with recursive read (oid) as (
    select v.oid from (${VIEWS}) v where v.nspname in ${BI}
  union
    select d.refobjid from read join pg_rewrite w on w.ev_class = read.oid join pg_depend d on d.objid = w.oid and d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass)
  select c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relkind, n.nspname || '.' || c.relname as name
  from read join pg_class c on c.oid = read.oid join pg_namespace n on n.oid = c.relnamespace`;
const POLICIES =
  "select p.polname, p.polrelid, coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') as condition, p.polroles from pg_policy p";

/** Each rule with the statement that finds what breaks it. */
const RULES: Readonly<Record<string, string>> = {
  'a role of ours is a superuser or bypasses row-level security': `select rolname as object from pg_roles where rolname in ${list(ROLES.map((role) => role.name))} and (rolsuper or rolbypassrls)`,
  "a reader's view is not owned by gt_views": `select v.nspname || '.' || v.relname as object from (${VIEWS}) v where v.nspname in ${BI} and v.relowner <> 'gt_views'::regrole`,
  'a view is owned by an owner of tables, a superuser, or a role that bypasses row-level security': `select v.nspname || '.' || v.relname as object from (${VIEWS}) v join pg_roles r on r.oid = v.relowner where r.rolsuper or r.rolbypassrls or exists (select from pg_class t where t.relkind in ('r', 'p') and t.relowner = v.relowner)`,
  "a reader's view has no security barrier": `select v.nspname || '.' || v.relname as object from (${VIEWS}) v where v.nspname in ${BI} and not coalesce(v.reloptions::text[] @> array['security_barrier=true'], false)`,
  'something but a view stands in a schema of readers': `select n.nspname || '.' || c.relname as object from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${BI} and c.relkind <> 'v'`,
  'a table that a view reads has no row-level security': `select name as object from (${READ}) t where relkind in ('r', 'p') and not relrowsecurity`,
  'row-level security is forced on an owner': `select name as object from (${READ}) t where relforcerowsecurity`,
  "a materialised view or a foreign table is read by a reader's view": `select name as object from (${READ}) t where relkind not in ('r', 'p', 'v')`,
  'a policy calls a function or reads a setting': `select p.polname || ' on ' || p.polrelid::regclass as object from (${POLICIES}) p where p.condition ~* 'current_setting' or exists (select from pg_depend d where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_proc'::regclass and d.objid = (select o.oid from pg_policy o where o.polname = p.polname and o.polrelid = p.polrelid))`,
  'a policy of a view is written in a form that the planner takes for rare': `select p.polname || ' on ' || p.polrelid::regclass as object from (${POLICIES}) p where 'gt_views'::regrole = any (p.polroles) and (select count(*) from regexp_matches(p.condition, 'SELECT', 'g')) <> (select count(*) from regexp_matches(p.condition, '::integer <> [01]', 'g'))`,
  'somebody has a privilege on a partition': `select c.oid::regclass::text as object from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${OURS} and c.relispartition and exists (select from aclexplode(c.relacl) a where a.grantee <> c.relowner)`,
  "a reader's view or a column of it has no comment": `select v.nspname || '.' || v.relname || coalesce('.' || a.attname, '') as object from (${VIEWS}) v left join pg_attribute a on a.attrelid = v.oid and a.attnum > 0 and v.nspname in ${BI} where obj_description(v.oid, 'pg_class') is null or (a.attname is not null and col_description(v.oid, a.attnum) is null)`,
  'a column has a type that old drivers do not know': `select v.nspname || '.' || v.relname || '.' || a.attname as object from (${VIEWS}) v join pg_attribute a on a.attrelid = v.oid and a.attnum > 0 where v.nspname in ${BI} and format_type(a.atttypid, null) not in ${list(READER_TYPES)}`,
  'a reader has an attribute that readers never have': `select rolname as object from (${READERS}) r where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication`,
  'a reader is a member of another role': `select r.rolname as object from (${READERS}) r where exists (select from pg_auth_members m where m.member = r.oid)`,
  'a reader may use a schema below bi_*': `select distinct r.rolname || ' on ' || n.nspname as object from (${READERS}) r cross join pg_namespace n where n.nspname in ${list(TABLE_SCHEMAS)} and has_schema_privilege(r.oid, n.oid, 'usage, create')`,
  'a reader may create in a schema': `select distinct r.rolname || ' on ' || n.nspname as object from (${READERS}) r cross join pg_namespace n where n.nspname in ('public', 'bi_core', 'bi_identifiers') and has_schema_privilege(r.oid, n.oid, 'create')`,
  'a reader has a privilege on a table or view below bi_*': `select r.rolname || ' on ' || c.oid::regclass as object from (${READERS}) r cross join pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${list(TABLE_SCHEMAS)} and c.relkind in ('r', 'p', 'v') and (has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate, references, trigger') or has_any_column_privilege(r.oid, c.oid, 'select, insert, update, references'))`,
  'a reader may change what a view shows': `select r.rolname || ' on ' || c.oid::regclass as object from (${READERS}) r cross join pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${BI} and has_table_privilege(r.oid, c.oid, 'insert, update, delete')`,
  'a reader, or everybody, may run a function of ours': `select p.oid::regprocedure::text as object from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${OURS} and (exists (select from (${READERS}) r where has_function_privilege(r.oid, p.oid, 'execute')) or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))`,
  "a function with its owner's rights has no fixed search path": `select p.oid::regprocedure::text as object from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${OURS} and p.prosecdef and not exists (select from unnest(p.proconfig) c where c like 'search_path=%')`,
  'everybody may connect or make temporary tables': `select 'public on ' || d.datname as object from pg_database d where d.datname = current_database() and exists (select from aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a where a.grantee = 0)`,
  'a table is not owned by gt_owner': `select c.oid::regclass::text as object from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${list(TABLE_SCHEMAS)} and c.relkind in ('r', 'p') and c.relowner <> 'gt_owner'::regrole`,
};

export const ACCESS_RULES: readonly string[] = Object.keys(RULES);

/** Checks who may see what against the rules. Read as an owner or superuser; an empty list is as it must be. */
export async function lintAccess(client: Queryable): Promise<readonly AccessFinding[]> {
  const findings: AccessFinding[] = [];
  for (const [rule, statement] of Object.entries(RULES)) {
    const { rows } = await client.query<{ object: string }>(`select distinct object from (${statement}) found order by object`);
    findings.push(...rows.map(({ object }) => ({ rule, object })));
  }
  return findings;
}
