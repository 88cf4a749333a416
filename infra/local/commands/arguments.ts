import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The folder that commands use when none is named. */
export const defaultData = '.data';

/** A mistake of the caller: told in one sentence, without a stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Reads `--name value` options. @throws UsageError for one that is not known */
export function readOptions<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  positionals = 0,
) {
  try {
    const parsed = parseArgs({ options, allowPositionals: positionals > 0, strict: true });
    if (parsed.positionals.length > positionals) throw new Error(`unexpected ${parsed.positionals[positionals]}`);
    return parsed;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError unless it is a port */
export function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${text} is not a port`);
  return port;
}

/** Runs a command; what it throws is told on stderr and ends the process with 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof Error && error.cause !== undefined) console.error(String(error.cause));
    process.exitCode = 1;
  }
}
