/** `npm run console:types`: writes for the console what it knows of us: the API's description as types, and the words. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apiDocument } from '../../functions/api/entries/api-document.ts';
import { writeSchemaTypes } from '../build/console/schema-types.ts';
import { writeWordTables } from '../build/console/word-tables.ts';
import { readArguments } from '../local/commands/arguments.ts';

readArguments({
  name: 'console:types',
  does: 'Writes the API’s description as types for the console: after a change of the API.',
  example: 'npm run console:types',
});

const root = resolve(import.meta.dirname, '../..');
const types = join(root, 'functions/console/src/api/schema.ts');
const words = join(root, 'functions/console/src/words/dictionary.ts');

writeFileSync(types, writeSchemaTypes(apiDocument()));
writeFileSync(words, writeWordTables());
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', types, words], { stdio: 'inherit' });
