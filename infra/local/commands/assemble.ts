/** Synthesizes the stacks into the folder given as argument. `start.ts` runs it as a process of its own, because CDK takes 400 MB. */
import { synthesize } from '../../build/synthesize.ts';

const [outdir] = process.argv.slice(2);
if (outdir === undefined) throw new Error('a folder for the assembly is needed');
await synthesize({ outdir, region: 'cn-northwest-1', validate: false });
