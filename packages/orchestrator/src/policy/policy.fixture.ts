import { withLogin } from '@golden-thread/test-kit/database-url';
import { openClient, openPool } from '@golden-thread/warehouse/connect';
import { identifier } from '@golden-thread/warehouse/tables/identifiers';
import { warehouseOver } from '../night/warehouse-handle.ts';
import type { TestNights } from '../night.fixture.ts';

/** A second login that may do what the night may: a colleague. */
export async function openColleague(nights: TestNights): Promise<{
  readonly warehouse: TestNights['warehouse'];
  close(): Promise<void>;
}> {
  const login = `colleague_${nights.name}`;
  const owner = await openClient(nights.url);
  await owner.query(`create role ${identifier(login)} login in role gt_night`);
  const url = withLogin(nights.url, login);
  const pool = openPool(url, { applicationName: 'golden-thread test', role: 'gt_night' });
  return {
    warehouse: warehouseOver(url, pool),
    close: async () => {
      await pool.end();
      await owner.query(`drop role ${identifier(login)}`);
      await owner.end();
    },
  };
}
