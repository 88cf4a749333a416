import { build } from 'esbuild';
import { projectRoot } from './kept-build.ts';
import { leaveOutUnusedZod } from './leave-out-unused-zod.ts';

/**
 * The program that checks an auditor's pack, with every rule by which it decides again, in one file that needs Node
 * alone. It is left as it was written, so that it can be read.
 */
export async function bundleVerifier(): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: ['functions/audit/pack/verify.ts'],
    write: false,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    plugins: [leaveOutUnusedZod],
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
