/** An operation that nobody calls is kept for nobody: each has a page, or says which program it is for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describedRoutes } from '../../functions/api/entries/described-routes.ts';
import type { RouteDescription } from '../../functions/api/http/route.ts';

const source = resolve(import.meta.dirname, '../../functions/console/src');

test('each operation is called by a page of the console, or says which program it is for', () => {
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('schema.ts'))
    .map((path) => readFileSync(join(source, path), 'utf8'))
    .join('\n');
  const described: readonly RouteDescription[] = describedRoutes.map(({ description }) => description);
  const uncalled = described
    .filter(({ operation }) => !texts.includes(`'${operation}'`))
    .map(({ operation }) => operation);
  const said = described.filter(({ forPrograms }) => forPrograms !== undefined).map(({ operation }) => operation);
  expect(said).toEqual(uncalled);
});
