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

/** From CANBAO_PASSPHRASE, or typed without being shown. @throws UsageError where nobody sits at the terminal */
export async function askPassphrase(question: string): Promise<string> {
  const given = process.env.CANBAO_PASSPHRASE;
  if (given !== undefined) return given;
  if (!process.stdin.isTTY) throw new UsageError('CANBAO_PASSPHRASE is missing');
  process.stderr.write(`${question}: `);
  // What is typed goes nowhere.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return (await terminal.question('')).trim();
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
