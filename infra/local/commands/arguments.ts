import { parseArgs } from 'node:util';

/** The folder that commands use when none is named. */
export const defaultData = '.data';

/** A mistake of the caller: told in one sentence, without a stack. */
export class UsageError extends Error {
  override name = 'UsageError';
}

interface OptionDescription {
  type: 'string' | 'boolean';
  /** The word for its value in the usage, in capitals; a `boolean` takes none. */
  value?: string;
  /** One letter that stands for it: `-c`. */
  short?: string;
  /** What it is for, in some words. */
  says: string;
  default?: string | boolean;
  /** May be given more than once. */
  multiple?: true;
  /** Without it the command refuses to run. */
  required?: true;
}
type Options = Record<string, OptionDescription>;

/** A command of package.json as its `--help` tells it. */
export interface CommandDescription<Described extends Options = Options> {
  /** Its name in package.json, and what chooses among several: `bench -- imports`. */
  name: string;
  /** What it does, in sentences. */
  does: string;
  /** What is given without a name: `FILE`, or `[FILE]` where it may be left out. */
  takes?: readonly string[];
  options?: Described;
  /** A call that works, as it is typed. */
  example: string;
}

type Values<Described extends Options> = {
  [Name in keyof Described]: Described[Name] extends { type: 'boolean' }
    ? boolean
    : Described[Name] extends { multiple: true }
      ? string[] | undefined
      : Described[Name] extends { default: string } | { required: true }
        ? string
        : string | undefined;
};

/** The option of every command that works with a machine's data folder. */
export const dataOption = {
  data: { type: 'string', value: 'DIR', says: 'the data folder of the machine', default: defaultData },
} as const;

/** Options that name the running machine. */
export const machineOptions = {
  ...dataOption,
  port: { type: 'string', value: 'N', says: 'the port that the machine serves at, instead of its folder' },
} as const;

/** Options that name what is stored: a folder, or a stack on AWS. */
export const storedOptions = {
  ...dataOption,
  endpoint: { type: 'string', value: 'URL', says: 'DynamoDB of a stack on AWS instead: https://dynamodb.…' },
  prefix: { type: 'string', says: 'what the names of the stack begin with', default: 'canbao' },
} as const;

/**
 * Reads what a command was given. With `--help` it prints the usage and ends the process with 0; what it does not know,
 * or what is missing, it names above the usage and ends with 2.
 */
export function readArguments<const Described extends Options = Record<never, never>>(
  command: CommandDescription<Described>,
): { values: Values<Described>; positionals: string[] };
export function readArguments(command: CommandDescription): { values: object; positionals: string[] } {
  const { takes = [], options = {} } = command;
  try {
    const flags = Object.entries(options).map(([name, { type, short, multiple = false, default: usual }]) => {
      const otherwise = usual ?? (type === 'boolean' ? false : undefined);
      return [name, { type, multiple, default: otherwise, ...(short !== undefined && { short }) }] as const;
    });
    const { values, positionals } = parseArgs({
      options: { ...Object.fromEntries(flags), help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
    if (values.help === true) endWith(0, writeUsage(command));
    const given = new Set(Object.keys(values));
    const [extra] = positionals.slice(takes.length);
    if (extra !== undefined) throw new UsageError(`nobody knows what ${extra} is for`);
    const missing = takes.filter((name) => !name.startsWith('['))[positionals.length];
    if (missing !== undefined) throw new UsageError(`${missing} is missing`);
    const unsaid = Object.keys(options).find((name) => options[name]?.required && !given.has(name));
    if (unsaid !== undefined) throw new UsageError(`--${unsaid} is missing`);
    return { values, positionals };
  } catch (error) {
    return endWith(2, `${error instanceof Error ? error.message : String(error)}\n\n${writeUsage(command)}`);
  }
}

function endWith(status: number, text: string): never {
  (status === 0 ? console.log : console.error)(text);
  process.exit(status);
}

const callOf = (name: string) => (name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`);
const nameAndValue = (name: string, { type, short, value = 'TEXT' }: OptionDescription) => {
  const named = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return type === 'boolean' ? named : `${named} ${value}`;
};

/** What `--help` prints. */
export function writeUsage({ name, does, takes = [], options = {}, example }: CommandDescription): string {
  const all = Object.entries(options);
  const given = [
    ...takes,
    ...all.filter(([, { required }]) => required).map(([option, described]) => nameAndValue(option, described)),
    ...(all.some(([, { required }]) => !required) ? ['[options]'] : []),
  ];
  const width = Math.max(...all.map(([option, described]) => nameAndValue(option, described).length), '--help'.length);
  const lines = all.map(([option, described]) => {
    const { says, default: usual } = described;
    const otherwise = typeof usual === 'string' && usual !== '' ? ` (${usual})` : '';
    return `  ${nameAndValue(option, described).padEnd(width)}  ${says}${otherwise}`;
  });
  return [
    `Usage: ${[callOf(name), ...(given.length > 0 && !name.includes(' -- ') ? ['--'] : []), ...given].join(' ')}`,
    '',
    does,
    '',
    ...lines,
    `  ${'--help'.padEnd(width)}  prints this`,
    '',
    'Example:',
    `  ${example}`,
  ].join('\n');
}

/** @throws UsageError unless it is a port */
export function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port ${text} is not a port`);
  return port;
}

/** Codes of regions, separated by commas or spaces. @throws UsageError for one that is none */
export function readRegions(text: string): string[] {
  const regions = text.split(/[\s,]+/).filter((region) => region !== '');
  const wrong = regions.find((region) => !/^\d{6}$/.test(region));
  if (wrong !== undefined) throw new UsageError(`--regions: ${wrong} is not a GB/T 2260 code of six digits`);
  return regions;
}

/** A count given as an option. @throws UsageError unless it is a whole number above 0 */
export function readCount(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new UsageError(`--${name} ${text} is not a number of at least 1`);
  return count;
}

/** Runs a command; what it throws is told on stderr, with its cause in the same line, and ends the process with 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const cause = error instanceof Error && error.cause !== undefined ? ` (${String(error.cause)})` : '';
    console.error(`${said}${cause}`);
    process.exitCode = 1;
  }
}
