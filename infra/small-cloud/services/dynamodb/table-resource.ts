import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { defineResource, ignored, truth } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';
import type { DynamoDb } from './dynamodb.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const projection = z.strictObject({
  ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
  NonKeyAttributes: z.array(z.string()).optional(),
});
const index = z.strictObject({ IndexName: z.string(), KeySchema: keySchema, Projection: projection });

/** Another DynamoDB may take minutes to build an index. */
const LONGEST_CHANGE_MS = 600_000;

const encryption = 'data is as safe as the folder that it lies in; encrypt the disk';

const described = z.object({
  Table: z.object({
    TableStatus: z.string(),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: keySchema,
          Projection: projection,
          IndexStatus: z.string().optional(),
        }),
      )
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
          DeletionProtectionEnabled: truth.default(false),
          PointInTimeRecoverySpecification: ignored('nothing brings back what was written by mistake: save the tables'),
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
  async create(identity, properties, { dynamodb, place, tables }) {
    const name = properties.TableName ?? identity.physicalName(255);
    tables.set(name, { isProtected: properties.Replicas.some((replica) => replica.DeletionProtectionEnabled) });
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode } = properties;
    const existing = await describe(dynamodb, name);
    if (existing === undefined) {
      const table = { TableName: name, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, BillingMode };
      await call(dynamodb, 'CreateTable', table, identity.where);
      await untilActive(dynamodb, name, identity.where);
    } else if (isDeepStrictEqual(existing.KeySchema, KeySchema)) {
      const wanted = GlobalSecondaryIndexes ?? [];
      await changeIndexes(existing.GlobalSecondaryIndexes, wanted, async (update) => {
        const request = { TableName: name, AttributeDefinitions, GlobalSecondaryIndexUpdates: [update] };
        await call(dynamodb, 'UpdateTable', request, identity.where);
        await untilActive(dynamodb, name, identity.where);
      });
    } else {
      throw new TemplateError(
        identity.where,
        'the stored table has another key than the template, and a key cannot be changed: use another --data folder',
      );
    }
    const arn = `arn:${place.partition}:dynamodb:${place.region}:${place.account}:table/${name}`;
    return { ref: name, attributes: { Arn: arn } };
  },
});

type Index = z.infer<typeof index>;

/** An index that the template has otherwise is taken away and built anew: by no other way does DynamoDB change one. */
async function changeIndexes(
  stored: readonly Index[],
  wanted: readonly Index[],
  update: (change: { Delete: { IndexName: string } } | { Create: Index }) => Promise<void>,
): Promise<void> {
  const isAmong = (all: readonly Index[], { IndexName, KeySchema, Projection }: Index) =>
    all.some(
      (one) =>
        one.IndexName === IndexName &&
        isDeepStrictEqual(one.KeySchema, KeySchema) &&
        isDeepStrictEqual(one.Projection, Projection),
    );
  for (const one of stored.filter((index) => !isAmong(wanted, index))) {
    await update({ Delete: { IndexName: one.IndexName } });
  }
  for (const Create of wanted.filter((index) => !isAmong(stored, index))) await update({ Create });
}

async function describe(dynamodb: DynamoDb, name: string) {
  const answer = await dynamodb.call('DescribeTable', JSON.stringify({ TableName: name }));
  if (answer.status === 400 && answer.body.includes('ResourceNotFoundException')) return undefined;
  if (answer.status !== 200) throw new Error(`DynamoDB: ${answer.body}`);
  return described.parse(JSON.parse(answer.body)).Table;
}

async function untilActive(dynamodb: DynamoDb, name: string, where: string): Promise<void> {
  const until = performance.now() + LONGEST_CHANGE_MS;
  while (performance.now() < until) {
    const table = await describe(dynamodb, name);
    const indexes = table?.GlobalSecondaryIndexes ?? [];
    const all = [table?.TableStatus, ...indexes.map(({ IndexStatus }) => IndexStatus ?? 'ACTIVE')];
    if (all.every((status) => status === 'ACTIVE')) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new TemplateError(where, 'the table does not become active');
}

async function call(dynamodb: DynamoDb, operation: string, body: object, where: string): Promise<void> {
  const answer = await dynamodb.call(operation, JSON.stringify(body));
  if (answer.status !== 200) throw new TemplateError(where, `${operation}: ${answer.body}`);
}
