import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import type { SmallCloud } from '../../infra/small-cloud/cloud.ts';
import { openOwnDynamoDb } from '../../infra/small-cloud/services/dynamodb/dynamodb.ts';
import { makeFolder, writeAssembly } from './small-assembly.ts';
import { startSmall } from './start-small.ts';

const table = {
  TableName: 'cases',
  AttributeDefinitions: ['id', 'pending'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'pending',
      KeySchema: [{ AttributeName: 'pending', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};
const stack = {
  Resources: { T: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { ...table, Replicas: [{ Region: 'x' }] } } },
};

describe('an index that the template has otherwise than the stored table', () => {
  const keys = [{ AttributeName: 'pending', KeyType: 'HASH' }];
  const withIndexes = (...GlobalSecondaryIndexes: object[]) => {
    const Properties = { ...table, Replicas: [{ Region: 'x' }], GlobalSecondaryIndexes };
    return writeAssembly({ small: { Resources: { T: { Type: 'AWS::DynamoDB::GlobalTable', Properties } } } });
  };
  const entriesOf = async (cloud: SmallCloud, IndexName: string) => {
    const client = new DynamoDBClient({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: 'cases',
        IndexName,
        KeyConditionExpression: 'pending = :p',
        ExpressionAttributeValues: { ':p': { S: 'pending' } },
      }),
    );
    client.destroy();
    return Items.map((item) => Object.keys(item).sort().join(' '));
  };

  test('is built anew at the next start, with all items that are there, and one that is gone is taken away', async () => {
    const data = makeFolder();
    const whole = { IndexName: 'pending', KeySchema: keys, Projection: { ProjectionType: 'ALL' } };
    const other = { IndexName: 'second', KeySchema: keys, Projection: { ProjectionType: 'ALL' } };
    const before = await startSmall({ data, port: 0, assembly: withIndexes(whole, other) });
    const client = new DynamoDBClient({ endpoint: before.url, region: 'cn-northwest-1', credentials: before.owner });
    const many = Array.from({ length: 1200 }, (_, index) => index);
    for (let start = 0; start < many.length; start += 100) {
      await Promise.all(
        many.slice(start, start + 100).map((n) => {
          const Item = { id: { S: `id-${n}` }, pending: { S: 'pending' }, n: { N: String(n) }, text: { S: 'long' } };
          return client.send(new PutItemCommand({ TableName: 'cases', Item }));
        }),
      );
    }
    client.destroy();
    expect(new Set(await entriesOf(before, 'pending'))).toEqual(new Set(['id n pending text']));
    await before.close();

    const fewer = { ...whole, Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['n'] } };
    for (let start = 0; start < 2; start += 1) {
      const cloud = await startSmall({ data, port: 0, assembly: withIndexes(fewer) });
      const entries = await entriesOf(cloud, 'pending');
      expect([entries.length, ...new Set(entries)]).toEqual([1200, 'id n pending']);
      await expect(entriesOf(cloud, 'second')).rejects.toThrow('does not have the specified index');
      await cloud.close();
    }
  });
});

describe('the own database', () => {
  test('keeps an index in step with its items, whatever is put, changed and removed', async () => {
    const cloud = await startSmall({ data: makeFolder(), port: 0, assembly: writeAssembly({ small: stack }) });
    const client = new DynamoDBClient({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner });
    const pending = async () => {
      const request = { TableName: 'cases', IndexName: 'pending', KeyConditionExpression: 'pending = :p' };
      const found = await client.send(
        new QueryCommand({ ...request, ExpressionAttributeValues: { ':p': { S: 'pending' } } }),
      );
      return found.Items?.map((item) => `${item.id?.S} ${item.n?.N ?? ''}`).sort();
    };
    const change = (id: string, UpdateExpression: string, values?: Record<string, { N: string } | { S: string }>) =>
      client.send(
        new UpdateItemCommand({
          TableName: 'cases',
          Key: { id: { S: id } },
          UpdateExpression,
          ExpressionAttributeValues: values,
        }),
      );
    const put = (id: string) =>
      client.send(new PutItemCommand({ TableName: 'cases', Item: { id: { S: id }, pending: { S: 'pending' } } }));
    await Promise.all(['a', 'b', 'c'].map(put));
    await Promise.all([change('a', 'REMOVE pending'), change('b', 'SET n = :n', { ':n': { N: '1' } })]);
    expect(await pending()).toEqual(['b 1', 'c ']);
    await Promise.all([
      change('c', 'SET pending = :p', { ':p': { S: 'other' } }),
      change('a', 'SET pending = :p', { ':p': { S: 'pending' } }),
    ]);
    expect(await pending()).toEqual(['a ', 'b 1']);
    await cloud.close();
  });

  test('answers by the values and the table of each request, however often the same was asked before', async () => {
    const options = { path: makeFolder(), region: 'cn-northwest-1', account: '000000000000', log: () => {} };
    const own = await openOwnDynamoDb(options);
    const ask = async (operation: string, request: object): Promise<unknown> => {
      const { status, body } = await own.call(operation, JSON.stringify(request));
      const answer = JSON.parse(body);
      return status === 200 ? (answer.Attributes ?? answer.Count ?? 'done') : answer.message;
    };
    const create = async (key: string) => {
      await ask('CreateTable', {
        TableName: 'table',
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      });
      await expect.poll(() => ask('PutItem', { TableName: 'table', Item: { [key]: { S: 'a' } } })).toBe('done');
    };
    const change = (UpdateExpression: string, values: Record<string, object>, names?: Record<string, string>) =>
      ask('UpdateItem', {
        TableName: 'table',
        Key: { id: { S: 'a' } },
        UpdateExpression,
        ExpressionAttributeValues: values,
        ...(names && { ExpressionAttributeNames: names }),
        ReturnValues: 'UPDATED_NEW',
      });
    const scan = (from: number, to: number) =>
      ask('Scan', {
        TableName: 'table',
        FilterExpression: 'n BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':from': { N: String(from) }, ':to': { N: String(to) } },
      });

    await create('id');
    expect(await change('SET n = :n', { ':n': { N: '1' } })).toEqual({ n: { N: '1' } });
    expect(await change('SET n = :n', { ':n': { N: '2' } })).toEqual({ n: { N: '2' } });
    expect(await change('SET n = n + :n', { ':n': { N: '3' } })).toEqual({ n: { N: '5' } });
    expect(await change('SET n = n + :n', { ':n': { S: '3' } })).toContain('Incorrect operand type');
    expect(await change('SET n = :n', { ':n': { N: '1' }, ':m': { N: '1' } })).toContain(
      'unused in expressions: keys: {:m}',
    );
    expect(await change('SET n = :n', {})).toContain('must not be empty');
    expect(await change('SET #a = :n', { ':n': { N: '1' } }, { '#a': 'a' })).toEqual({ a: { N: '1' } });
    expect(await change('SET #a = :n', { ':n': { N: '1' } }, { '#a': '__proto__' })).toEqual(
      JSON.parse('{"__proto__":{"N":"1"}}'),
    );
    expect([await scan(1, 9), await scan(6, 9)]).toEqual([1, 0]);
    expect(await scan(9, 1)).toContain('upper bound');

    await ask('DeleteTable', { TableName: 'table' });
    await expect.poll(() => change('SET n = :n', { ':n': { N: '1' } })).toContain('not found');
    await create('key');
    expect(await change('SET n = :n', { ':n': { N: '1' } })).toBe('The provided key element does not match the schema');
    await own.close();
  });

  test('is not opened twice', async () => {
    const options = { path: makeFolder(), region: 'cn-northwest-1', account: '000000000000', log: () => {} };
    const first = await openOwnDynamoDb(options);
    await expect(openOwnDynamoDb(options)).rejects.toThrow();
    await first.close();
  });
});

test('another DynamoDB gets the tables and the calls', async () => {
  const dynalite: (options: object) => Server = createRequire(import.meta.url)('dynalite');
  const other = dynalite({ createTableMs: 0 });
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const dynamodb = `http://127.0.0.1:${port}`;
  const cloud = await startSmall({ data: makeFolder(), port: 0, assembly: writeAssembly({ small: stack }), dynamodb });
  const clientOf = (endpoint: string) =>
    new DynamoDBClient({ endpoint, region: 'cn-northwest-1', credentials: cloud.owner });
  const item = { id: { S: '1' } };
  await clientOf(cloud.url).send(new PutItemCommand({ TableName: 'cases', Item: item }));
  const read = await clientOf(dynamodb).send(new GetItemCommand({ TableName: 'cases', Key: item }));
  expect(read.Item).toEqual(item);
  await cloud.close();
  await new Promise((resolve) => other.close(resolve));
});
