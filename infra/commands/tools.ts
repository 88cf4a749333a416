/** Commands of package.json that run tools of others: `node infra/commands/tools.ts NAME …`; what follows goes to the last of them. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { compiledFolder } from '../build/kept-build.ts';
import { type CommandDescription, writeUsage } from '../local/commands/arguments.ts';

interface ToolCommand extends Pick<CommandDescription, 'does' | 'example'> {
  /** Each with its arguments; the first that fails ends it. */
  tools: readonly (readonly [tool: string, ...args: string[]])[];
}

const LINT: ToolCommand['tools'] = [
  ['biome', 'check', '.'],
  ['tsc', '-p', '.'],
  ['tsc', '-p', 'functions/console'],
  ['knip'],
];
const commands: Readonly<Record<string, ToolCommand>> = {
  test: {
    does: 'Runs all tests, or those whose path has a word that is given. test/README.md says which kind proves what.',
    tools: [['vitest', 'run']],
    example: 'npm test -- test/workflows/refund',
  },
  'test:unit': {
    does: 'Runs the tests of what is decided and said (domain, policies, cases, words, notices) in some seconds.',
    tools: [['vitest', 'run', '--project', 'unit']],
    example: 'npm run test:unit -- -t 等待期',
  },
  lint: {
    does: 'Checks format, lint, types, and that no file or export is dead.',
    tools: LINT,
    example: 'npm run lint',
  },
  format: {
    does: 'Formats every file and mends what can be mended by itself.',
    tools: [['biome', 'check', '--write', '.']],
    example: 'npm run format',
  },
  check: {
    does: 'Lints, and then runs all tests: what a change has to pass.',
    tools: [...LINT, ['vitest', 'run']],
    example: 'npm run check',
  },
  sbom: {
    does: 'Prints the packages that the system is made of, with their licences, as CycloneDX.',
    tools: [['npm', 'sbom', '--sbom-format', 'cyclonedx']],
    example: 'npm run -s sbom > sbom.json',
  },
  deploy: {
    does: 'Deploys the stacks to AWS. infra/README.md says what an agency decides first.',
    tools: [['cdk', 'deploy', '--all']],
    example:
      'npm run deploy -- --parameters canbao-api:OidcIssuerUrl=https://login.example.cn --parameters canbao-api:OidcAudience=canbao',
  },
};

const [name = '', ...given] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) throw new Error(`there is no command ${name}`);
const [last] = command.tools.slice(-1);
if (given.includes('--help') || given.includes('-h')) {
  console.log(writeUsage({ name, ...command, takes: [`[arguments of ${last?.[0]}]`] }));
} else {
  for (const tool of command.tools) {
    const [file, ...args] = tool;
    const { status, error } = spawnSync(file, [...args, ...(tool === last ? given : [])], {
      cwd: resolve(import.meta.dirname, '../..'),
      stdio: 'inherit',
      // What Node compiles is kept for the many processes that a test run starts.
      env: { ...process.env, NODE_COMPILE_CACHE: compiledFolder },
      // npm puts the tools of node_modules into the path; on Windows they are scripts.
      shell: process.platform === 'win32',
    });
    if (error) throw error;
    if (status !== 0) process.exit(status ?? 1);
  }
}
