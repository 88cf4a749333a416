import { basename, join } from 'node:path';
import { bundleFunctions } from './bundle.ts';
import { filesBelow, keepBuild, projectRoot } from './kept-build.ts';

/**
 * The cloud assembly for a region, synthesized once of the same sources; nothing is written into it.
 * @param region the one that this machine runs, unless another is given
 * @returns its directory
 * @throws when a function doesn't compile
 */
export async function keptAssembly(region = 'cn-northwest-1'): Promise<string> {
  const { bundles } = await bundleFunctions();
  const infra = (await filesBelow(join(projectRoot, 'infra'))).filter((path) => path.endsWith('.ts'));
  const workflows = (await filesBelow(join(projectRoot, 'workflows'))).filter((path) => /\.(json|yaml)$/.test(path));
  const synthesizeInto = async (draft: string) => {
    // CDK takes long to load: only where there is something to synthesize.
    const { synthesize } = await import('./synthesize.ts');
    await synthesize({ outdir: draft, region, validate: false });
  };
  const sources = [...infra, ...workflows, join(projectRoot, 'cdk.json')];
  return keepBuild('assembly', sources, synthesizeInto, `${basename(bundles)} ${region}`);
}
