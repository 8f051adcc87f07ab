import type { DatabaseOwner } from '@golden-thread/warehouse/database-state';
import { fingerprintOfIdKey } from '@golden-thread/warehouse/id-key';

/** The public id key of tests: 32 bytes that protect nobody. */
export const TEST_ID_KEY: Uint8Array = Uint8Array.from({ length: 32 }, (_, i) => i);

/** Whose the test databases are, unless a test says otherwise. */
export const TEST_OWNER: DatabaseOwner = { pipeline: 'single_view', idKeyFingerprint: fingerprintOfIdKey(TEST_ID_KEY) };
