import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { DynamoDb } from '../dynamodb/dynamodb.ts';
import { defineResource, ignored, truth } from '../resource-type.ts';
import { TemplateError } from '../template-error.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });

const encryption = 'data is as safe as the folder that it lies in; encrypt the disk';

const described = z.object({
  Table: z.object({
    TableStatus: z.string(),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z
      .array(z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: projection }))
      .default([]),
  }),
});

export const dynamodbTable = defineResource({
  type: 'AWS::DynamoDB::GlobalTable',
  properties: z.strictObject({
    TableName: z.string().optional(),
    AttributeDefinitions: z.array(
      z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
    ),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z.array(index).optional(),
    BillingMode: z.literal('PAY_PER_REQUEST'),
    // One region only: a second replica would be a promise that one machine cannot keep.
    Replicas: z
      .array(
        z.strictObject({
          Region: z.string(),
          GlobalSecondaryIndexes: z
            .array(z.strictObject({ IndexName: z.string() }))
            .optional()
            .describe('names the indexes again, for settings of each that are not known here'),
          DeletionProtectionEnabled: ignored('nothing here deletes a table'),
          PointInTimeRecoverySpecification: ignored('copy the data folder of a stopped machine instead'),
          SSESpecification: ignored(encryption),
          ContributorInsightsSpecification: ignored('a metric of the real cloud'),
          TableClass: ignored('a price of the real cloud'),
          Tags: ignored('labels of the real cloud'),
        }),
      )
      .length(1, 'this machine has one region'),
    SSESpecification: z
      .strictObject({ SSEEnabled: truth, SSEType: z.string().optional() })
      .optional()
      .describe(encryption),
  }),
  async create(identity, properties, { dynamodb, place }) {
    const name = properties.TableName ?? identity.physicalName(255);
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = properties;
    const existing = await describe(dynamodb, name);
    if (existing === undefined) {
      const table = { TableName: name, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode };
      await call(dynamodb, 'CreateTable', table, identity.where);
      await untilActive(dynamodb, name, identity.where);
    } else {
      const wanted = { keys: KeySchema, indexes: sortIndexes(GlobalSecondaryIndexes ?? []) };
      const found = { keys: existing.KeySchema, indexes: sortIndexes(existing.GlobalSecondaryIndexes) };
      if (!isDeepStrictEqual(wanted, found)) {
        throw new TemplateError(
          identity.where,
          'the stored table has other keys or indexes than the template, and this machine cannot change them: save its tables with the release that wrote them (npm run backup) and restore them into another --data folder (npm run restore, npm run take-up)',
        );
      }
    }
    const arn = `arn:${place.partition}:dynamodb:${place.region}:${place.account}:table/${name}`;
    return { ref: name, attributes: { Arn: arn } };
  },
});

function sortIndexes(indexes: z.infer<typeof index>[]) {
  return indexes
    .map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }))
    .sort((a, b) => (a.IndexName < b.IndexName ? -1 : 1));
}

async function describe(dynamodb: DynamoDb, name: string) {
  const answer = await dynamodb.call('DescribeTable', JSON.stringify({ TableName: name }));
  if (answer.status === 400 && answer.body.includes('ResourceNotFoundException')) return undefined;
  if (answer.status !== 200) throw new Error(`DynamoDB: ${answer.body}`);
  return described.parse(JSON.parse(answer.body)).Table;
}

async function untilActive(dynamodb: DynamoDb, name: string, where: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 5) {
    if ((await describe(dynamodb, name))?.TableStatus === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new TemplateError(where, 'the table does not become active');
}

async function call(dynamodb: DynamoDb, operation: string, body: object, where: string): Promise<void> {
  const answer = await dynamodb.call(operation, JSON.stringify(body));
  if (answer.status !== 200) throw new TemplateError(where, `${operation}: ${answer.body}`);
}
