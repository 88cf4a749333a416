/** Nothing of a table is ignored: each leaf changes some answer, or is information for papers and desks. */
import { expect, test } from 'vitest';
import { isInformation } from '../../functions/policies/information.ts';
import { allVersions } from '../domain/late-payment/tables.ts';
import { unreadLeaves, wordsOf } from './leaves.ts';
import { tablesIn } from './tables.ts';

const folders = [allVersions, ...(['notices', 'clauses', 'composed'] as const).map(tablesIn)];
const words = wordsOf(folders.flat());

test.each(
  folders.flatMap((beside) => beside.map((version) => [version.table.name, version.version, version, beside] as const)),
)('%s %s: each leaf changes an answer', async (_name, _version, version, beside) => {
  const unread = await unreadLeaves(version, beside, words, (path) => isInformation(path, version.table));
  expect(unread.map(({ path, value }) => `${path} = ${JSON.stringify(value)}`)).toEqual([]);
});
