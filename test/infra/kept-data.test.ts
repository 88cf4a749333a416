import { beforeAll, describe, expect, it } from 'vitest';
import { NOT_SAVED, TABLES } from '../../infra/backup/stack-tables.ts';
import { type SynthesizedStacks, stackNames, synthesizeStacks } from './synthesized-stacks.ts';

let stacks: SynthesizedStacks;
beforeAll(async () => {
  stacks = await synthesizeStacks('cn-northwest-1');
});

const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };
const ownKey = { KMSMasterKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^DataKey/), 'Arn'] } };

it('is saved table by table, but for what nobody would miss', () => {
  const constructs = stacks
    .ofType('AWS::DynamoDB::GlobalTable')
    .map(({ logicalId }) => logicalId.replace(/Table[0-9A-F]{8}$/, ''));
  expect(constructs.sort()).toEqual([...TABLES, ...NOT_SAVED].sort());
});

describe('Data', () => {
  it('is in the data stack only', () => {
    const holding = ['AWS::DynamoDB::GlobalTable', 'AWS::SecretsManager::Secret'];
    const elsewhere = stacks.resources.filter(({ Type, stack }) => holding.includes(Type) && stack !== 'canbao-data');
    expect(elsewhere).toEqual([]);
  });

  it.each([
    ['Policies', ['tableKey', 'versionKey'], {}],
    [
      'Cases',
      ['caseId'],
      {
        queue: ['queueKey', 'taskDue'],
        person: ['personRef', 'personCaseKey'],
        region: ['region', 'openedKey'],
        pending: ['pendingKey', 'pendingSince'],
        amount: ['region', 'amountKey'],
      },
      {
        queue: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['kind', 'state', 'batchId', 'wait'] },
        person: { ProjectionType: 'KEYS_ONLY' },
        region: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['kind', 'state'] },
        pending: { ProjectionType: 'KEYS_ONLY' },
        amount: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['kind', 'state'] },
      },
    ],
    [
      'Ledger',
      ['entry'],
      {
        person: ['personRef', 'personEntryKey'],
        collection: ['collectionDay', 'entry'],
        payer: ['payerKey', 'personEntryKey'],
        roll: ['rollKey', 'entry'],
      },
    ],
    ['Notices', ['caseId', 'occasion'], { outbox: ['outboxKey', 'outboxSort'] }],
    ['Reminders', ['subject', 'occasion'], { due: ['dueKey', 'dueSort'] }],
    ['Uploads', ['uploadId', 'part'], {}],
    ['Counts', ['of', 'when'], {}],
  ])('of the table %s is found by its keys', (name, key, indexes, held?: object) => {
    const keySchema = (attributes: string[]) =>
      attributes.map((AttributeName, place) => ({ AttributeName, KeyType: place === 0 ? 'HASH' : 'RANGE' }));
    const table = stacks.ofType('AWS::DynamoDB::GlobalTable').find(({ logicalId }) => logicalId.startsWith(name));
    expect(table?.Properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST', KeySchema: keySchema(key) });
    const expected = Object.entries(indexes).map(([IndexName, attributes]) => ({
      IndexName,
      KeySchema: keySchema(attributes),
      Projection: new Map<string, unknown>(Object.entries(held ?? {})).get(IndexName) ?? { ProjectionType: 'ALL' },
    }));
    expect(table?.Properties.GlobalSecondaryIndexes ?? []).toEqual(expected);
  });

  it('is in the one stack that nobody deletes by one command', () => {
    expect(stackNames.filter(stacks.isProtected)).toEqual(['canbao-data']);
  });

  it('in every table can be recovered, is encrypted with our own key, and stays when the stack goes', () => {
    const tables = stacks.ofType('AWS::DynamoDB::GlobalTable');
    expect(tables).toHaveLength(8);
    for (const table of tables) {
      expect(table).toMatchObject({
        ...kept,
        Properties: {
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
          Replicas: [
            {
              Region: 'cn-northwest-1',
              DeletionProtectionEnabled: true,
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
              SSESpecification: ownKey,
            },
          ],
        },
      });
    }
  });

  it('about persons, and messages to the gateway, have secrets that are generated, encrypted with our own key, and stay', () => {
    const secrets = stacks.ofType('AWS::SecretsManager::Secret');
    expect(secrets.map(({ logicalId }) => logicalId.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
      'GatewayKey',
      'PersonSecret',
    ]);
    for (const secret of secrets) {
      expect(secret).toMatchObject({
        ...kept,
        Properties: {
          GenerateSecretString: { PasswordLength: 64 },
          KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^PersonKey/), 'Arn'] },
        },
      });
    }
  });

  it('is encrypted with keys that are rotated every year and stay', () => {
    const keys = stacks.ofType('AWS::KMS::Key');
    expect(keys).toHaveLength(6);
    for (const key of keys) expect(key).toMatchObject({ ...kept, Properties: { EnableKeyRotation: true } });
  });
});

describe('A backup', () => {
  it('of every table that would be missed is made each night and month, also elsewhere, and locked where that is asked for', () => {
    const [selection] = stacks.ofType('AWS::Backup::BackupSelection');
    const [plan] = stacks.ofType('AWS::Backup::BackupPlan');
    const [vault] = stacks.ofType('AWS::Backup::BackupVault');
    const text = JSON.stringify(selection?.Properties);
    for (const table of TABLES) expect(text).toMatch(new RegExp(`"${table}Table`));
    for (const table of NOT_SAVED) expect(text).not.toMatch(new RegExp(`"${table}Table`));
    const elsewhere = [expect.objectContaining({ DestinationBackupVaultArn: { Ref: 'BackupCopyVaultArn' } })];
    const rule = { CopyActions: { 'Fn::If': [expect.anything(), elsewhere, { Ref: 'AWS::NoValue' }] } };
    expect(plan?.Properties).toMatchObject({
      BackupPlan: {
        BackupPlanRule: [
          { ...rule, Lifecycle: { DeleteAfterDays: 7 } },
          { ...rule, Lifecycle: { DeleteAfterDays: 95 } },
        ],
      },
    });
    expect(vault).toMatchObject({
      ...kept,
      Properties: {
        EncryptionKeyArn: { 'Fn::GetAtt': [expect.stringMatching(/^BackupsKey/), 'Arn'] },
        LockConfiguration: {
          'Fn::If': [
            expect.anything(),
            { MinRetentionDays: { Ref: 'BackupLockDays' }, ChangeableForDays: 3 },
            { Ref: 'AWS::NoValue' },
          ],
        },
      },
    });
  });
});

describe('Logs', () => {
  it('are kept for 180 days or more, also when the stack goes', () => {
    const groups = stacks.ofType('AWS::Logs::LogGroup');
    const apis = 1;
    const kindsOfLog = [
      ...stacks.ofType('AWS::Lambda::Function'),
      ...stacks.ofType('AWS::StepFunctions::StateMachine'),
    ];
    expect(groups).toHaveLength(kindsOfLog.length + apis);
    for (const group of groups) {
      expect(group).toMatchObject(kept);
      expect(group.Properties.RetentionInDays).toBeGreaterThanOrEqual(180);
      expect(JSON.stringify(group.Properties.KmsKeyId)).toContain('LogsKey');
    }
  });

  it('of a function go to its own group', () => {
    const groups = stacks.ofType('AWS::Lambda::Function').map(({ logicalId, Properties }) => {
      const own = { Ref: expect.stringMatching(`^${logicalId.replace(/Function[0-9A-F]{8}$/, 'Logs')}`) };
      expect(Properties.LoggingConfig).toMatchObject({ LogGroup: own });
      return JSON.stringify(Properties.LoggingConfig);
    });
    expect(new Set(groups).size).toBe(groups.length);
  });
});
