/** A process that runs our own state machines: durable in the directory that it is given, or else in memory. */
import { openFiveTasks } from './machine.ts';
import { serveRounds } from './serve-rounds.ts';

const { run, machines } = await openFiveTasks({ directory: process.argv[2] });
await serveRounds((number) => run(`execution-${number}`));
await machines.close();
