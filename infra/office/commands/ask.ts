import { createInterface } from 'node:readline/promises';
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
