/** `npm run console:types`: writes the API's description as types for the console. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apiDocument } from '../../functions/api/entries/api-document.ts';
import { writeSchemaTypes } from '../build/console/schema-types.ts';

const root = resolve(import.meta.dirname, '../..');
const path = join(root, 'functions/console/src/api/schema.ts');

writeFileSync(path, writeSchemaTypes(apiDocument()));
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', path], { stdio: 'inherit' });
