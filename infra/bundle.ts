import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildConsole } from './console/build-console.ts';
import { functionEntries } from './stacks/function-entries.ts';

const projectRoot = resolve(import.meta.dirname, '..');

const bundlesDirectory = join(projectRoot, '.build/functions');
const workflowsDirectory = join(projectRoot, 'workflows');

/** What the stacks take from the sources. */
export interface Bundles {
  /** Directory with `<function>/index.mjs` for every function. */
  readonly bundles: string;
  /** The `workflows` directory of the sources. */
  readonly workflows: string;
  /** SHA-256 over the paths and contents of the policy tables. */
  readonly policyDigest: string;
}

// Some dependencies are CommonJS and ask for Node's own modules by require(), which an ES module doesn't have.
const requireForCommonJs =
  "import { createRequire as canbaoCreateRequire } from 'node:module';const require = canbaoCreateRequire(import.meta.url);";

/**
 * Bundles every function into `.build/functions`, and puts the policy tables beside the function that publishes them
 * (as `policies/`), and the console's files beside the one that serves them (as `site/`). The same sources give the same bytes; a file that has not changed is not written again, so that
 * several processes may bundle at the same time.
 * @throws when a function doesn't compile or its entry file is missing (esbuild's message names file and line)
 */
export async function bundleFunctions(): Promise<Bundles> {
  const wanted = new Map<string, Uint8Array>();
  const [modules, site] = await Promise.all([bundleEntries(), buildConsole()]);
  for (const file of modules) wanted.set(file.path, file.contents);
  for (const [path, contents] of site) wanted.set(join(bundlesDirectory, 'Console/site', path), contents);
  const policies = await readPolicyTables();
  for (const [path, contents] of policies) {
    wanted.set(join(bundlesDirectory, 'PublishPolicies/policies', path), contents);
  }
  await mkdir(bundlesDirectory, { recursive: true });
  for (const path of await listFiles(bundlesDirectory)) if (!wanted.has(path)) await rm(path, { force: true });
  for (const [path, contents] of wanted) await writeIfChanged(path, contents);
  return { bundles: bundlesDirectory, workflows: workflowsDirectory, policyDigest: digest(policies) };
}

async function bundleEntries() {
  const result = await build({
    absWorkingDir: projectRoot,
    entryPoints: Object.entries(functionEntries).map(([name, entry]) => ({ in: entry, out: `${name}/index` })),
    outdir: bundlesDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ES module build of a package is smaller: unused parts fall away.
    mainFields: ['module', 'main'],
    minify: true,
    // A Retry or Catch of a state machine names an error by its class.
    keepNames: true,
    legalComments: 'none',
    banner: { js: requireForCommonJs },
    plugins: [leaveOutUnusedZod],
    logLevel: 'silent',
  });
  return result.outputFiles;
}

/**
 * esbuild drops the unused parts of a namespace import only: with `{ z }` every function would carry the error
 * messages of 50 languages, 370 KB.
 */
const leaveOutUnusedZod: Plugin = {
  name: 'leave-out-unused-zod',
  setup(build) {
    build.onLoad({ filter: /[\\/]functions[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return { loader: 'ts', contents: source.replace("import { z } from 'zod';", "import * as z from 'zod';") };
    });
  },
};

/** The YAML files by path below `workflows/policies`, in the order of their paths. */
async function readPolicyTables(): Promise<Map<string, Uint8Array>> {
  const folder = join(workflowsDirectory, 'policies');
  const tables = (await listFiles(folder)).filter((path) => path.endsWith('.yaml')).sort();
  const read = async (path: string) => [relative(folder, path).split(sep).join('/'), await readFile(path)] as const;
  return new Map(await Promise.all(tables.map(read)));
}

function digest(files: Map<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [path, contents] of files) hash.update(`${path}\n${contents.byteLength}\n`).update(contents);
  return hash.digest('hex');
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function writeIfChanged(path: string, contents: Uint8Array): Promise<void> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  // Renamed into place: another process that reads the bundles meanwhile sees the old file or the new one, never half.
  const draft = join(projectRoot, `.build/${randomUUID()}`);
  await writeFile(draft, contents);
  await rename(draft, path);
}
