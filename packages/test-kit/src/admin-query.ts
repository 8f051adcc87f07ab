import { openClient } from '@golden-thread/warehouse/connect';

/** One statement on a session of its own. */
export async function adminQuery(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly Record<string, unknown>[]> {
  const client = await openClient(url, { applicationName: 'golden-thread tests' });
  try {
    return (await client.query<Record<string, unknown>>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}
