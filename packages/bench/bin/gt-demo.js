#!/usr/bin/env node
// Plain JavaScript, so that an old Node can say what is wrong before it meets TypeScript.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Golden Thread needs Node 24 or newer; this is ${process.versions.node}.\n` +
      'Run "npm ci" and then "npm run demo": that uses the Node that npm ci brought. On macOS, install Node 24 first.\n',
  );
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(); // commands start in .4 s instead of .75 s
  const { main } = await import('../src/demo/main.ts');
  const { fileURLToPath } = await import('node:url');
  process.exitCode = (await main(process.argv.slice(2), fileURLToPath(new URL('../../..', import.meta.url)))) ?? process.exitCode;
}
