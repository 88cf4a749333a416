/** Writes the cloud assembly into the folder given as argument. `start.ts` runs it as a process of its own, because CDK takes 400 MB. */
import { constants } from 'node:fs';
import { cp } from 'node:fs/promises';
import { keptAssembly } from '../../build/kept-assembly.ts';

const [outdir] = process.argv.slice(2);
if (outdir === undefined) throw new Error('a folder for the assembly is needed');
// A machine has its own: another release is built beside it while its functions still start from there.
await cp(await keptAssembly(), outdir, { recursive: true, mode: constants.COPYFILE_FICLONE });
