import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openSecrets, type Secrets } from '../../infra/small-cloud/services/secrets/secrets.ts';
import { makeFolder } from './small-assembly.ts';

const recipe = {
  length: 20,
  excludeCharacters: '',
  excludePunctuation: true,
  excludeNumbers: false,
  excludeLowercase: false,
  excludeUppercase: false,
  includeSpace: false,
  requireEachIncludedType: true,
  template: undefined,
};

let path = '';
let secrets: Secrets;
const open = () => openSecrets({ path, arnPrefix: 'arn:aws:secretsmanager:here:0:secret', now: () => 1_000 });
beforeEach(() => {
  path = join(makeFolder(), 'secrets.json');
  secrets = open();
  secrets.ensure('key', recipe);
});

const ask = (operation: string, body: object) => secrets.handle(operation, body);
const get = (more: object = {}) => ask('GetSecretValue', { SecretId: 'key', ...more });
const put = (SecretString: string, more: object = {}) =>
  ask('PutSecretValue', { SecretId: 'key', SecretString, ...more });
const textOf = (more: object = {}) => get(more).body;

describe('a new text', () => {
  test('leaves the text before as AWSPREVIOUS, by its id too, so that a mistaken one can be taken back', () => {
    const first = textOf();
    put('mistaken');
    expect(textOf()).toMatchObject({ SecretString: 'mistaken', VersionStages: ['AWSCURRENT'] });
    expect(textOf({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({
      ...(typeof first === 'object' ? first : {}),
      VersionStages: ['AWSPREVIOUS'],
    });
    put('third');
    expect(textOf({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'mistaken' });
    const id = typeof first === 'object' && first !== null && 'VersionId' in first ? first.VersionId : '';
    expect(textOf({ VersionId: id })).toMatchObject({ VersionId: id, VersionStages: [] });
    secrets = open();
    expect(textOf({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'mistaken' });
  });

  test('that is put as AWSPENDING is not current', () => {
    const current = textOf();
    put('pending', { VersionStages: ['AWSPENDING'] });
    expect(textOf()).toEqual(current);
    expect(textOf({ VersionStage: 'AWSPENDING' })).toMatchObject({ SecretString: 'pending' });
    expect(get({ VersionStage: 'AWSPREVIOUS' }).status).toBe(400);
  });

  test('is one version for one token, whatever answers were lost, and never another text under the same token', () => {
    const ClientRequestToken = 'a'.repeat(32);
    expect(put('x', { ClientRequestToken })).toEqual(put('x', { ClientRequestToken }));
    expect(put('y', { ClientRequestToken }).body).toMatchObject({ __type: 'ResourceExistsException' });
    put('z');
    expect(textOf({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'x', VersionId: ClientRequestToken });
  });
});

test('a version or a label that there is not is not found', () => {
  for (const more of [{ VersionStage: 'AWSPREVIOUS' }, { VersionId: 'none' }]) {
    expect(get(more)).toMatchObject({ status: 400, body: { __type: 'ResourceNotFoundException' } });
  }
});

test('a file of 0.1.1, which knew one version, is read and goes on', () => {
  const old = {
    versionId: 'v1',
    secretString: 'old',
    createdDate: 1,
    arn: 'arn:aws:secretsmanager:here:0:secret:old-x',
  };
  path = join(makeFolder(), 'secrets.json');
  writeFileSync(path, JSON.stringify({ key: old }));
  secrets = open();
  expect(textOf()).toMatchObject({ SecretString: 'old', VersionId: 'v1' });
  put('new');
  expect(textOf({ VersionId: 'v1' })).toMatchObject({ SecretString: 'old', VersionStages: ['AWSPREVIOUS'] });
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ key: { secretString: 'new' } });
});

test('secrets are listed by how their names begin, in pages', () => {
  for (const name of ['alpha', 'beta', 'keys']) secrets.ensure(name, recipe);
  const names = (body: object) => {
    const { SecretList = [], NextToken } = Object(ask('ListSecrets', body).body);
    return [SecretList.map(({ Name }: { Name: string }) => Name), NextToken];
  };
  expect(names({ Filters: [{ Key: 'name', Values: ['key'] }], SortOrder: 'asc' })).toEqual([
    ['key', 'keys'],
    undefined,
  ]);
  expect(names({ Filters: [{ Key: 'name', Values: ['ey'] }] })).toEqual([[], undefined]);
  expect(names({ SortOrder: 'asc', MaxResults: 3 })).toEqual([['alpha', 'beta', 'key'], 'key']);
  expect(names({ SortOrder: 'asc', MaxResults: 3, NextToken: 'key' })).toEqual([['keys'], undefined]);
});

test.each([
  ['GetSecretValue', { SecretId: 'key', Version: '1' }, 'Version'],
  ['PutSecretValue', { SecretId: 'key', SecretString: 'x', SecretBinary: 'eA==' }, 'SecretBinary'],
  ['ListSecrets', { Filter: [] }, 'Filter'],
  ['ListSecrets', { Filters: [{ Key: 'name', Values: ['x'], Not: true }] }, 'Filters.0.Not'],
])('%s refuses the field that nobody reads: %j', (operation, body, field) => {
  expect(ask(operation, body)).toMatchObject({
    status: 400,
    body: { message: `the field ${field} is not known to this machine` },
  });
});

test('an operation that would lose secrets is not served', () => {
  for (const operation of ['DeleteSecret', 'UpdateSecret', 'CreateSecret']) {
    expect(ask(operation, { SecretId: 'key' }).status).toBe(400);
  }
  expect(get().status).toBe(200);
});
