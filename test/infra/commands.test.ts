import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** Without what npm runs by itself. */
const names = Object.keys(scripts).filter((name) => name !== 'postinstall');
/** What hands all arguments to a tool, which refuses by itself what it does not know. */
const isTool = (name: string) => scripts[name]?.includes('commands/tools.ts');

/** Runs a command of package.json as npm does. */
const run = (name: string, ...args: string[]) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((done) => {
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` };
    const child = execFile(
      'sh',
      ['-c', `${scripts[name]} "$@"`, 'sh', ...args],
      { cwd: root, env },
      (_, stdout, stderr) => done({ status: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdin?.end();
  });

describe.each(names)('npm run %s', (name) => {
  const call = new RegExp(`npm (run )?(-s )?${name}\\b`);

  it('tells with --help what it does, its usage and an example, and does nothing else', async () => {
    const { status, stdout, stderr } = await run(name, '--help');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: npm /);
    expect(stdout).toMatch(call);
    const [, example = ''] = stdout.split('\nExample:\n');
    expect(example).toMatch(call);
  });

  it('is in the README', () => expect(readme).toMatch(new RegExp(`\`npm (run )?(-s )?${name}[ \`]`)));
});

it.each(names.filter((name) => !isTool(name)))(
  'npm run %s refuses an option that it does not know, with its usage',
  async (name) => {
    const { status, stdout, stderr } = await run(name, '--no-such-option');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--no-such-option');
    expect(stderr).toContain('Usage: npm ');
  },
);
