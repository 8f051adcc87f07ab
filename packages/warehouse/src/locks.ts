/** Advisory locks of a database, as the two numbers of `pg_advisory_lock(space, lock)`. */
export const LOCKS = { space: 0x6774, migrate: 1, night: 2 } as const;
