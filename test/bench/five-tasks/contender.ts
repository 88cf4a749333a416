import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Round, type RoundResult, resultSchema } from './serve-rounds.ts';

/** A process of its own that runs rounds of executions. */
export interface Contender {
  run(round: Round): Promise<RoundResult>;
  stop(): Promise<void>;
}

/** @throws when it ends before it is ready, with what it said last */
export async function startContender(script: string, ...args: string[]): Promise<Contender> {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'pipe' });
  const nextLine = readLines(child);
  await nextLine();
  return {
    async run(round) {
      child.stdin.write(`${JSON.stringify(round)}\n`);
      return resultSchema.parse(JSON.parse(await nextLine()));
    },
    async stop() {
      const exited = child.exitCode === null ? once(child, 'exit') : undefined;
      child.stdin.end();
      await exited;
    },
  };
}

/** Runs a script to its end, or to its death, and gives the lines that it wrote. */
export async function readToEnd(script: string, ...args: string[]): Promise<string[]> {
  const child = spawn(process.execPath, ['--expose-gc', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  return lines;
}

/** Milliseconds from the start of a script's process until its first line, and all its lines. */
export async function timeFirstLine(script: string, ...args: string[]): Promise<{ ms: number; lines: string[] }> {
  const from = performance.now();
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let ms = Number.NaN;
  for await (const line of createInterface({ input: child.stdout })) {
    if (lines.length === 0) ms = performance.now() - from;
    lines.push(line);
  }
  return { ms, lines };
}

function readLines(child: ChildProcess): () => Promise<string> {
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  const lines = child.stdout && createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const next = await lines?.next();
    if (!next || next.done) throw new Error(said.trim() || 'It ended without a word.');
    return next.value;
  };
}
