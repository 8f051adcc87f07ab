import type { TestProject } from 'vitest/node';
import { type Cluster, openCluster, type ServerChoice } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly cluster: Cluster;
  }
}

let close: (() => Promise<void>) | undefined;

/** Vitest's global set-up: one server for the whole run. `TEST_DATABASE_URL`, else a container where asked for, else the embedded one. */
export async function setup(project: TestProject): Promise<void> {
  const opened = await openCluster(chooseServer(process.env));
  close = opened.close;
  project.provide('cluster', opened.cluster);
}

export async function teardown(): Promise<void> {
  await close?.();
}

function chooseServer(environment: NodeJS.ProcessEnv): ServerChoice {
  const url = environment['TEST_DATABASE_URL'];
  if (url !== undefined && url !== '') return { kind: 'given', url };
  return environment['TEST_POSTGRES'] === 'container' ? { kind: 'container' } : { kind: 'embedded' };
}
