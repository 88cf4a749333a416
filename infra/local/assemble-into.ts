import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { compiledFolder } from '../build/kept-build.ts';

/** What synthesizes the stacks into a folder, in a process of its own, because CDK takes 400 MB. */
export function assembleInto(say: (line: string) => void): (folder: string) => Promise<string> {
  return async (folder) => {
    say('synthesizing the stacks');
    rmSync(folder, { recursive: true, force: true });
    await assemble(folder);
    say('starting them on this machine');
    return folder;
  };
}

function assemble(folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./commands/assemble.ts', import.meta.url), [folder], {
      stdio: ['ignore', 2, 2, 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiledFolder },
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error('the stacks could not be synthesized'))));
  });
}
