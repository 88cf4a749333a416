import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isChangeList } from '../services/state-machines/execution/changes.ts';
import { readLines } from '../services/state-machines/journal/lines.ts';

const ENDS: readonly string[] = ['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionTimedOut', 'ExecutionAborted'];

/**
 * Names of the executions that are open in the folder of a stopped machine. Nothing is written: who looks changes nothing.
 *
 * @returns null where there is no journal, as after a restore of the tables alone
 */
export async function listOpenExecutions(folder: string): Promise<string[] | null> {
  const directory = join(folder, 'state-machines');
  const names = existsSync(directory)
    ? readdirSync(directory).filter((name) => /^(journal|checkpoint)-\d+\.log$/.test(name))
    : [];
  if (names.length === 0) return null;
  const checkpoint = names
    .filter((name) => name.startsWith('checkpoint'))
    .sort()
    .at(-1);
  const first = checkpoint?.replace('checkpoint', 'journal') ?? '';
  const journals = names.filter((name) => name.startsWith('journal') && name >= first).sort();
  const open = new Map<string, boolean>();
  for (const name of [...(checkpoint ? [checkpoint] : []), ...journals]) {
    await readLines(join(directory, name), (text) => takeLine(text, open));
  }
  return [...open].filter(([, isOpen]) => isOpen).map(([key]) => key.slice(key.indexOf(':') + 1));
}

/** The last change of an execution says whether it has ended. */
function takeLine(text: string, open: Map<string, boolean>): void {
  const entries: unknown = JSON.parse(text);
  for (const entry of Array.isArray(entries) ? entries : []) {
    const [key, changes] = Array.isArray(entry) ? entry : [];
    if (typeof key !== 'string' || !isChangeList(changes)) continue;
    const last = changes.at(-1);
    if (last) open.set(key, !ENDS.includes(last.type));
  }
}
