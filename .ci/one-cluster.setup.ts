import { teardown as closeCluster, setup as openCluster } from '@golden-thread/test-kit/cluster.setup';
import type { TestProject } from 'vitest/node';

/** Global set-up of every project that wants Postgres: the first opens the server for all of them. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const root = project.vitest.getRootProject();
  if ('cluster' in root.getProvidedContext()) return undefined;
  await openCluster(root);
  return closeCluster;
}
