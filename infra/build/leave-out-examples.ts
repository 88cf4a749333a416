import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Both lists of a phrase, as they are laid out in its file: in one line, or each sentence in its own. */
const LISTS = ['    takes: [', '    leaves: ['];
const END = '    ],';

/** The same text with empty lists. Line by line: an expression over several lines takes long to be proved linear. */
function withoutExamples(text: string): string {
  const kept: string[] = [];
  let isInList = false;
  for (const line of text.split('\n')) {
    if (isInList) {
      isInList = line !== END;
      continue;
    }
    const list = LISTS.find((begin) => line.startsWith(begin));
    isInList = line === list;
    kept.push(list !== undefined && (isInList || line.endsWith('],')) ? `${list}],` : line);
  }
  return kept.join('\n');
}

/** The sentences beside a phrase of the reader say what it is for, and are walked by a test: no function reads them. */
export const leaveOutExamples: Plugin = {
  name: 'leave-out-examples',
  setup(build) {
    build.onLoad({ filter: /[\\/]policy-text[\\/]patterns[\\/]\w+\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: withoutExamples(await readFile(path, 'utf8')),
    }));
  },
};
