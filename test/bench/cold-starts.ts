/**
 * `npm run bench -- cold-starts`: of each function the size of its bundle, and the time that a fresh process of Node takes to
 * load it, as it was bundled for AWS; then, through the local cloud, its first call and the later ones: the first starts
 * a thread, loads the bundle and makes its clients. On AWS a function with 512 MB has 0.3 of a processor while it runs.
 */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleFunctions } from '../../infra/build/bundle.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { beforeAll, onNewMachine, playOn } from '../../infra/local/scenarios/play-scenarios.ts';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';
import { environmentOf, type FunctionDefinition } from '../../infra/small-cloud/services/lambda/function-definition.ts';
import { functionEntries } from '../../infra/stacks/function-entries.ts';
import { shortName } from './cost/meter.ts';
import { type FunctionCall, watchCalls } from './cost/watch-calls.ts';
import { tellFigure, write } from './figures.ts';
import { median } from './percentile.ts';
import { printTable } from './print-table.ts';

const { values } = readArguments({
  name: 'bench -- cold-starts',
  does: 'Of each function the size of its bundle, the time to load it, and its first and later calls.',
  options: {
    rounds: { type: 'string', value: 'N', says: 'how often each is loaded', default: '5' },
  },
  example: 'npm run bench -- cold-starts --rounds 1',
});
/** Scenarios that call as many functions as can be. */
const SCENARIOS = [
  ['late-payment', 'ordinary-late-payer'],
  ['late-payment', 'straight-way'],
  ['refund', 'student-leaves'],
  ['refund', 'paid-twice'],
  ['newborn', 'born-registered-paid'],
] as const;

/** Loads a bundle; prints the milliseconds that it took, and those of the processor. */
const LOAD = `const file = process.argv[1]; const cpu = process.cpuUsage(); const from = performance.now();
await import(file); const { user, system } = process.cpuUsage(cpu);
console.log(performance.now() - from, (user + system) / 1000); process.exit(0);`;

const { bundles } = await bundleFunctions();
const { calls, environments } = await callFunctions();
const rows = Object.keys(functionEntries).map((name) => {
  const file = join(bundles, name, 'index.mjs');
  const loads = Array.from({ length: Number(values.rounds) }, () => load(file, environments.get(name) ?? {}));
  const [first, ...later] = calls.get(name) ?? [];
  return {
    name,
    kilobytes: statSync(file).size / 1024,
    load: median(loads.map(({ ms }) => ms)),
    cpu: median(loads.map(({ cpu }) => cpu)),
    first,
    later: later.length > 0 ? median(later) : undefined,
  };
});
printTable(
  ['function', 'KB', 'ms to load', 'of it processor', 'first call, ms', 'later calls, ms'],
  rows
    .toSorted((one, other) => other.kilobytes - one.kilobytes)
    .map(({ name, kilobytes, load, cpu, first, later }) => ({
      function: name,
      KB: write(kilobytes),
      'ms to load': write(load),
      'of it processor': write(cpu),
      'first call, ms': first === undefined ? '' : write(first),
      'later calls, ms': later === undefined ? '' : write(later),
    })),
);
const known = (numbers: (number | undefined)[]) => numbers.filter((one) => one !== undefined);
console.log(`largest bundle: ${tellFigure('cold-starts.bundle', Math.max(...rows.map(({ kilobytes }) => kilobytes)))}`);
console.log(`slowest to load: ${tellFigure('cold-starts.load', Math.max(...rows.map(({ cpu }) => cpu)))}`);
console.log(
  `slowest first call: ${tellFigure('cold-starts.first call', Math.max(...known(rows.map(({ first }) => first))))}`,
);
tellFigure('cold-starts.later calls', median(known(rows.map(({ later }) => later))));

function load(file: string, env: Record<string, string>): { ms: number; cpu: number } {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', LOAD, pathToFileURL(file).href], {
    encoding: 'utf8',
    env,
  });
  const [ms = Number.NaN, cpu = Number.NaN] = said.split(' ').map(Number);
  return { ms, cpu };
}

/** Milliseconds of the calls of each function, the first one first; the environment variables of all functions. */
async function callFunctions(): Promise<{
  calls: Map<string, number[]>;
  environments: Map<string, Record<string, string>>;
}> {
  const scenarios = SCENARIOS.flatMap(([workflow, name]) => readScenarios(workflow).filter((one) => one.name === name));
  const made: FunctionCall[] = [];
  const definitions = new Map<string, FunctionDefinition>();
  const between = watchCalls((call) => made.push(call), definitions);
  const clockFrom = beforeAll(scenarios);
  const assembly = await keptAssembly();
  await onNewMachine({ assembly, clockFrom, between }, (cloud) => playOn(cloud, scenarios));
  const byName = Map.groupBy(made, ({ name }) => shortName(name));
  const nowhere = { region: 'cn-northwest-1', url: 'http://127.0.0.1:9', dynamodb: 'http://127.0.0.1:9' };
  return {
    calls: new Map([...byName].map(([name, own]) => [name, own.map(({ milliseconds }) => milliseconds)])),
    environments: new Map([...definitions.values()].map((one) => [shortName(one.name), environmentOf(one, nowhere)])),
  };
}
