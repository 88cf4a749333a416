import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from '../../local/commands/arguments.ts';

/**
 * What was given as an option, or what the person at the terminal answers.
 *
 * @throws UsageError where nobody sits at it
 */
export async function askFor(option: string, given: string | undefined, question: string): Promise<string> {
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new UsageError(`--${option} is missing`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question}: `)).trim();
  } finally {
    terminal.close();
  }
}

/**
 * From CANBAO_PASSPHRASE, or typed without being shown.
 *
 * @param again asked too for one that is new: a slip that nobody sees would lock every backup for ever
 * @throws UsageError where nobody sits at the terminal, or what is typed twice differs
 */
export async function askPassphrase(question: string, again?: string): Promise<string> {
  const given = process.env.CANBAO_PASSPHRASE;
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new UsageError('CANBAO_PASSPHRASE is missing');
  // What is typed goes nowhere.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  const ask = async (what: string): Promise<string> => {
    process.stderr.write(`${what}: `);
    const typed = (await terminal.question('')).trim();
    process.stderr.write('\n');
    return typed;
  };
  try {
    const passphrase = await ask(question);
    if (again !== undefined && (await ask(again)) !== passphrase)
      throw new UsageError('that was another passphrase than the first time; nothing was set up');
    return passphrase;
  } finally {
    terminal.close();
  }
}
