import {
  type Attribute,
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { keptWhen } from './kept.ts';

export type ItemAction = 'GetItem' | 'BatchGetItem' | 'PutItem' | 'UpdateItem' | 'BatchWriteItem' | 'Query' | 'Scan';

/** A table or index key: the partition key's attribute and, if it has one, the sort key's. All of them are strings. */
export type KeyAttributes = readonly [partition: string, sort?: string];

/** `holds`: what of an item stands in the index beside the keys; all of it if that is left out. */
interface IndexDefinition {
  readonly key: KeyAttributes;
  readonly holds?: readonly string[];
}

export interface TableDefinition {
  readonly key: KeyAttributes;
  readonly indexes?: Readonly<Record<string, IndexDefinition>>;
}

/** What one function may do with one table, and the environment variable by which it learns the table's name. */
export interface TableAccess {
  readonly variable: string;
  readonly tableName: string;
  readonly statements: PolicyStatement[];
}

/** A table that holds records of the agency: own key, recovery to any second of 35 days, protected from deletion. */
export class RecordTable extends Construct {
  readonly #table: TableV2;
  readonly #key: IKey;
  readonly indexes: readonly string[];

  constructor(scope: Construct, id: string, options: TableDefinition & { encryptionKey: IKey; retain: boolean }) {
    super(scope, id);
    const indexes = options.indexes ?? {};
    this.indexes = Object.keys(indexes);
    this.#key = options.encryptionKey;
    this.#table = new TableV2(this, 'Table', {
      ...keyOf(options.key),
      globalSecondaryIndexes: Object.entries(indexes).map(([name, index]) => indexOf(name, index)),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(options.encryptionKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: options.retain,
      removalPolicy: keptWhen(options.retain),
    });
  }

  get tableArn(): string {
    return this.#table.tableArn;
  }

  get tableName(): string {
    return this.#table.tableName;
  }

  /**
   * Access to the table itself (`actions`) and by Query to the named indexes, never to all of them.
   * @throws when the table has no such index
   */
  allow(actions: readonly ItemAction[], indexes: readonly string[] = []): TableAccess {
    for (const index of indexes) {
      if (!this.indexes.includes(index)) throw new Error(`table ${this.node.id} has no index ${index}`);
    }
    const { tableArn, tableName } = this.#table;
    const allow = (sid: string, names: readonly string[], resources: string[], equal?: Record<string, string>) =>
      new PolicyStatement({
        sid: `${this.node.id}${sid}`,
        effect: Effect.ALLOW,
        actions: [...names],
        resources,
        conditions: equal === undefined ? {} : { StringEquals: equal },
      });
    const statements = [
      // DynamoDB opens the table's data key in the caller's name, for reads and for writes. The encryption context
      // holds the table's name, so this grant is worth nothing for another table under the same key.
      allow('Key', ['kms:Decrypt'], [this.#key.keyArn], { 'kms:EncryptionContext:aws:dynamodb:tableName': tableName }),
    ];
    if (actions.length > 0) {
      statements.push(
        allow(
          'Items',
          actions.map((action) => `dynamodb:${action}`),
          [tableArn],
        ),
      );
    }
    if (indexes.length > 0) {
      const arns = indexes.map((index) => `${tableArn}/index/${index}`);
      statements.push(allow('Indexes', ['dynamodb:Query'], arns));
    }
    return { variable: `${this.node.id.toUpperCase()}_TABLE`, tableName, statements };
  }
}

function keyOf([partition, sort]: KeyAttributes): { partitionKey: Attribute; sortKey?: Attribute } {
  const partitionKey = { name: partition, type: AttributeType.STRING };
  return sort === undefined ? { partitionKey } : { partitionKey, sortKey: { name: sort, type: AttributeType.STRING } };
}

function indexOf(indexName: string, { key, holds }: IndexDefinition): GlobalSecondaryIndexPropsV2 {
  const index = { indexName, ...keyOf(key) };
  if (holds === undefined) return index;
  if (holds.length === 0) return { ...index, projectionType: ProjectionType.KEYS_ONLY };
  return { ...index, projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...holds] };
}
