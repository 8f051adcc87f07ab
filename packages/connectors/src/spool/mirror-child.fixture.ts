import { sourceOf } from '../source.fixture.ts';
import { MIRROR_MOMENTS, mirror } from './mirror.ts';
import { ScriptedRemote } from './scripted-remote.fixture.ts';
import { spoolOf } from './spool.ts';

/** What the child's sender has: two files with their manifests. */
export const CHILD_FILES: Readonly<Record<string, string>> = {
  'mis_s001_20260302.csv': 'first',
  'mis_s001_20260302.csv.manifest.json': '{"of":"first"}',
  'mis_s002_20260302.csv': 'second',
  'mis_s002_20260302.csv.manifest.json': '{"of":"second"}',
};
export const childSource = sourceOf({ transport: { kind: 'sftp', files: 'mis_{part}_{date}.csv', complete: 'manifest' } });
/** Moments of the second file: the first is done by then. */
export const MOMENTS = MIRROR_MOMENTS.map((_, at) => MIRROR_MOMENTS.length + at);

// Run as a program, it mirrors them and dies at one moment, as `kill -9` would: argv are the spool's folder and the moment's number.
const [directory, dieAt] = process.argv.slice(2);
if (directory !== undefined && process.argv[1]?.endsWith('mirror-child.fixture.ts') === true) {
  const remote = new ScriptedRemote();
  for (const [name, content] of Object.entries(CHILD_FILES)) remote.put(name, content);
  let moment = 0;
  await mirror(childSource, remote.open, spoolOf(directory, childSource), {
    choose: (offered) => offered,
    waitsSeconds: [],
    withinMinutes: 1,
    reach: () => {
      if (moment++ === Number(dieAt)) process.kill(process.pid, 'SIGKILL');
    },
  });
}
