import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const set = (variables: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(variables)) process.env[name] = value;
};
const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});

test('a location is configured by its name, each of its settings by a variable or by a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gt-config-'));
  writeFileSync(join(folder, 'key'), '-----BEGIN KEY-----\nabc\n-----END KEY-----\n');
  set({
    GT_LOCATION_EDUCATION_SFTP: 'sftp://council@host.example/out',
    GT_LOCATION_EDUCATION_SFTP_PASSWORD: 'word',
    GT_LOCATION_EDUCATION_SFTP_PRIVATE_KEY_FILE: join(folder, 'key'),
  });
  const config = readConfig('/checkout');
  const { name, get } = config.locationSettings('education-sftp');
  expect([name, get('address'), get('password'), get('private_key'), get('passphrase')]).toEqual([
    'education-sftp',
    'sftp://council@host.example/out',
    'word',
    '-----BEGIN KEY-----\nabc\n-----END KEY-----',
    null,
  ]);
  rmSync(folder, { recursive: true });
  expect(() => get('private_key')).toThrow('GT_LOCATION_EDUCATION_SFTP_PRIVATE_KEY_FILE names a file that is not there');
});

test('the spool lies beside the data unless it is set apart', () => {
  expect(readConfig('/checkout', { data: '/data' }).spoolDirectory).toBe('/data/spool');
  set({ GT_SPOOL: '/fast/spool' });
  expect(readConfig('/checkout', { data: '/data' }).spoolDirectory).toBe('/fast/spool');
});
