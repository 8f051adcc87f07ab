import { inspectHouse } from './inspect-house.ts';

/** `npm run layers`: prints what breaks the layers, or how much was looked at. A package in which nothing was found to read is a fault too. */
const { modules, findings } = inspectHouse(process.cwd());
const empty = Object.entries(modules).filter(([, count]) => count === 0);
for (const finding of findings) process.stdout.write(`${finding}\n`);
for (const [name] of empty) process.stdout.write(`${name}: no module was found to read\n`);
const read = Object.values(modules).reduce((sum, count) => sum + count, 0);
process.stdout.write(`${read} modules of ${Object.keys(modules).length} packages read, ${findings.length} against the layers\n`);
if (findings.length + empty.length > 0) process.exitCode = 1;
