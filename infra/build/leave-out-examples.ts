import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Both lists of a phrase, as they are laid out in its file. */
const EXAMPLES = /^ {4}(takes|leaves): \[(?:.*\],|\n(?: {6}.*\n)* {4}\],)$/gm;

/** The sentences beside a phrase of the reader say what it is for, and are walked by a test: no function reads them. */
export const leaveOutExamples: Plugin = {
  name: 'leave-out-examples',
  setup(build) {
    build.onLoad({ filter: /[\\/]policy-text[\\/]patterns[\\/]\w+\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8')).replaceAll(EXAMPLES, '    $1: [],'),
    }));
  },
};
