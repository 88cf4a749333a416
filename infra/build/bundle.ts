import { cp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { functionEntries } from '../stacks/function-entries.ts';
import { bundleVerifier } from './bundle-verifier.ts';
import { buildConsole } from './console/build-console.ts';
import { type GatewayRoute, listGatewayRoutes, readGatewayRoutes } from './gateway-routes.ts';
import { keepApiDocument } from './keep-api-document.ts';
import { keepNationalLayers } from './keep-national-layers.ts';
import { copyPdfLibrary, keepPdfLibrary, PDF_LIBRARY } from './keep-pdf-library.ts';
import { digestOfFiles, filesBelow, keepBuild, projectRoot } from './kept-build.ts';
import { keptPublications } from './kept-publications.ts';
import { leaveOutExamples } from './leave-out-examples.ts';
import { leaveOutUnusedCredentials } from './leave-out-unused-credentials.ts';
import { leaveOutUnusedZod } from './leave-out-unused-zod.ts';
import { nodesOwnModules } from './nodes-own-modules.ts';
import { NOTICES, packageFolders, writeNotices } from './third-party-notices.ts';

const workflowsDirectory = join(projectRoot, 'workflows');

/** What the stacks take from the sources. */
export interface Bundles {
  /** Directory with `<function>/index.mjs` for every function. */
  readonly bundles: string;
  /** The `workflows` directory of the sources. */
  readonly workflows: string;
  /** SHA-256 over the paths and contents of the policy tables. */
  readonly policyDigest: string;
  /** What the gateway serves, and which function answers it. */
  readonly routes: readonly GatewayRoute[];
}

/** Beside the bundles. */
const ROUTES = 'routes.json';
/** What is published, beside the function that publishes it. */
const PUBLICATIONS = 'PublishPolicies/policies.json';

// Some dependencies are CommonJS and ask for Node's own modules by require(), which an ES module doesn't have.
const requireForCommonJs =
  "import { createRequire as canbaoCreateRequire } from 'node:module';const require = canbaoCreateRequire(import.meta.url);";

/**
 * Bundles every function below `.build/functions`. Beside PublishPolicies lie the policy tables, read and checked
 * (`policies.json`), beside Console the pages (`site/`), beside ApiAudit the verifier, beside ApiFiles pdfjs. The same
 * sources give the same bytes, and are bundled once.
 * @throws when a function doesn't compile or its entry file is missing (esbuild's message names file and line)
 */
export async function bundleFunctions(): Promise<Bundles> {
  const site = await buildConsole();
  const publications = await keptPublications();
  const sources = (await filesBelow(join(projectRoot, 'functions'))).filter((path) => path.endsWith('.ts'));
  const builders = [
    'bundle.ts',
    'bundle-verifier.ts',
    'gateway-routes.ts',
    'keep-api-document.ts',
    'keep-national-layers.ts',
    'keep-pdf-library.ts',
    'leave-out-examples.ts',
    'leave-out-unused-credentials.ts',
    'leave-out-unused-zod.ts',
    'nodes-own-modules.ts',
    'third-party-notices.ts',
    '../stacks/function-entries.ts',
  ].map((name) => join(import.meta.dirname, name));
  const made = [...sources, publications, ...(await filesBelow(site)), ...builders];
  const bundles = await keepBuild('functions', made, async (draft) => {
    await bundleEntries(draft);
    await writeFile(join(draft, ROUTES), await listGatewayRoutes());
    await cp(site, join(draft, 'Console/site'), { recursive: true });
    // Loaded only when there is something to build: it takes every rule with it.
    const { VERIFIER } = await import('../../functions/audit/pack/pack-files.ts');
    await writeFile(join(draft, 'ApiAudit', VERIFIER), await bundleVerifier());
    await cp(publications, join(draft, PUBLICATIONS));
  });
  const routes = await readGatewayRoutes(join(bundles, ROUTES));
  return {
    bundles,
    workflows: workflowsDirectory,
    policyDigest: digestOfFiles([join(bundles, PUBLICATIONS)]),
    routes,
  };
}

async function bundleEntries(outdir: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: Object.entries(functionEntries).map(([name, entry]) => ({ in: entry, out: `${name}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // The ES module build of a package is smaller: unused parts fall away.
    mainFields: ['module', 'main'],
    minify: true,
    // Chinese as it is: escaped, it takes twice the bytes, and every cold start reads them.
    charset: 'utf8',
    // A Retry or Catch of a state machine names an error by its class.
    keepNames: true,
    // Said for each bundle in a file of its own, with the whole texts.
    legalComments: 'none',
    metafile: true,
    banner: { js: requireForCommonJs },
    // The package gives Node its CommonJS build, of which nothing falls away.
    alias: { yaml: join(projectRoot, 'node_modules/yaml/browser/index.js') },
    plugins: [
      keepApiDocument,
      keepNationalLayers,
      keepPdfLibrary,
      leaveOutExamples,
      leaveOutUnusedCredentials,
      leaveOutUnusedZod,
      nodesOwnModules,
    ],
    logLevel: 'silent',
  });
  for (const [output, { inputs }] of Object.entries(metafile.outputs)) {
    const folder = join(projectRoot, dirname(output));
    const readsPdf = PDF_LIBRARY in inputs;
    if (readsPdf) await copyPdfLibrary(folder);
    const files = [...Object.keys(inputs), ...(readsPdf ? ['node_modules/pdfjs-dist/package.json'] : [])];
    await writeFile(join(folder, NOTICES), await writeNotices(packageFolders(files)));
  }
}
