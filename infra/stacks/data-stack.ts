import { ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { DocumentBucket } from '../constructs/document-bucket.ts';
import { keptWhen } from '../constructs/kept.ts';
import { KeptCopies } from '../constructs/kept-copies.ts';
import { OwnKey } from '../constructs/own-key.ts';
import { RecordTable } from '../constructs/record-table.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { TABLE_DEFINITIONS, type TableName } from './table-definitions.ts';

/** Access to the secret from which persons' references and the encryption of their id numbers are derived. */
export interface PersonSecretAccess {
  readonly environment: { readonly PERSON_SECRET_ARN: string };
  readonly statements: readonly PolicyStatement[];
}

/** Everything that would be missed if it were gone: records, the person secret, and the key that opens both. */
export class DataStack extends Stack {
  readonly policies: RecordTable;
  readonly cases: RecordTable;
  readonly ledger: RecordTable;
  readonly notices: RecordTable;
  readonly uploads: RecordTable;
  readonly reminders: RecordTable;
  readonly callers: RecordTable;
  readonly counts: RecordTable;
  readonly documents: DocumentBucket;
  /** For whoever watches them. */
  readonly tables: readonly {
    readonly name: string;
    readonly tableName: string;
    readonly indexes: readonly string[];
  }[];
  /** Encrypts the logs of every stack. */
  readonly logsKey: OwnKey;
  readonly #key: OwnKey;
  /** Apart from the tables' key: who may read tables needs no key to id numbers, and the other way round. */
  readonly #personKey: OwnKey;
  readonly #personSecret: Secret;
  readonly #gatewayKey: Secret;

  constructor(scope: Construct, id: string, settings: DeploymentSettings) {
    super(scope, id, {
      description: 'Canbao: cases, ledger, notices and policy tables',
      env: { region: settings.region },
      terminationProtection: settings.retain,
    });
    const { retain } = settings;
    this.#key = new OwnKey(this, 'DataKey', {
      alias: `alias/${settings.prefix}-data`,
      description: 'Encrypts the tables of Canbao',
      retain,
    });
    this.#personKey = new OwnKey(this, 'PersonKey', {
      alias: `alias/${settings.prefix}-person`,
      description: 'Encrypts the secret that id numbers are sealed with, and the key of the messages gateway',
      retain,
    });
    this.#letSecretsManagerUse(this.#personKey);
    this.logsKey = this.#createLogsKey(settings);
    const table = (name: TableName) =>
      new RecordTable(this, name, { ...TABLE_DEFINITIONS[name], encryptionKey: this.#key, retain });

    this.policies = table('Policies');
    this.cases = table('Cases');
    this.ledger = table('Ledger');
    this.notices = table('Notices');
    this.reminders = table('Reminders');
    this.uploads = table('Uploads');
    this.callers = table('Callers');
    this.counts = table('Counts');
    const { policies, cases, ledger, notices, reminders, uploads, callers, counts } = this;
    this.tables = [policies, cases, ledger, notices, reminders, uploads, callers, counts].map((one) => ({
      name: one.node.id,
      tableName: one.tableName,
      indexes: one.indexes,
    }));
    this.documents = new DocumentBucket(this, 'Documents', { encryptionKey: this.#key, retain });
    // In the first of the stacks, because schedules of all the others are in it.
    new CfnScheduleGroup(this, 'Schedules', { name: settings.prefix });
    // What nobody would miss is not copied, and a trial that leaves nothing behind has no copies.
    const kept = [policies, cases, ledger, notices, reminders, uploads];
    if (retain)
      new KeptCopies(this, 'Backups', {
        prefix: settings.prefix,
        tableArns: kept.map((one) => one.tableArn),
        bucketArns: [this.documents.bucketArn],
      });
    this.#personSecret = this.#createPersonSecret(retain);
    this.#gatewayKey = this.#createGatewayKey(retain);
  }

  /** Reading the person secret, for the functions that meet id numbers. */
  readPersonSecret(): PersonSecretAccess {
    const { secretArn } = this.#personSecret;
    return { environment: { PERSON_SECRET_ARN: secretArn }, statements: this.#readStatements('Person', secretArn) };
  }

  /** Reading the key with which messages to the agency's gateway are signed. */
  readGatewayKey(): { environment: { GATEWAY_SECRET_ARN: string }; statements: PolicyStatement[] } {
    const { secretArn } = this.#gatewayKey;
    return { environment: { GATEWAY_SECRET_ARN: secretArn }, statements: this.#readStatements('Gateway', secretArn) };
  }

  #readStatements(name: string, secretArn: string): PolicyStatement[] {
    const allow = (sid: string, action: string, resource: string, conditions = {}) =>
      new PolicyStatement({ sid, effect: Effect.ALLOW, actions: [action], resources: [resource], conditions });
    return [
      allow(`${name}Secret`, 'secretsmanager:GetSecretValue', secretArn),
      // Secrets Manager decrypts in the caller's name, with the secret's ARN as the encryption context.
      allow(`${name}SecretKey`, 'kms:Decrypt', this.#personKey.keyArn, {
        StringEquals: { 'kms:EncryptionContext:SecretARN': secretArn },
      }),
    ];
  }

  /**
   * For whoever may read the secret itself. A stack of an earlier release has the secret under another key: without this,
   * functions could not read it between the update of this stack and that of their own roles.
   */
  #letSecretsManagerUse(key: OwnKey): void {
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LetSecretsBeRead',
        effect: Effect.ALLOW,
        principals: [new AnyPrincipal()],
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: {
          StringEquals: {
            'kms:CallerAccount': this.account,
            'kms:ViaService': `secretsmanager.${this.region}.${this.urlSuffix}`,
          },
        },
      }),
    );
  }

  #createLogsKey({ prefix, retain }: DeploymentSettings): OwnKey {
    const key = new OwnKey(this, 'LogsKey', {
      alias: `alias/${prefix}-logs`,
      description: 'Encrypts the logs of Canbao',
      retain,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LetLogsBeEncrypted',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal(`logs.${this.region}.${this.urlSuffix}`)],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        // The names of log groups are made by CloudFormation and not known here: those of this account.
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': this.formatArn({
              service: 'logs',
              resource: 'log-group',
              resourceName: '*',
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    return key;
  }

  #createGatewayKey(retain: boolean): Secret {
    const secret = new Secret(this, 'GatewayKey', {
      description: "Shared with the agency's SMS or WeChat gateway: signs the messages that are handed over",
      encryptionKey: this.#personKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: keptWhen(retain),
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The gateway is another party: its operator has to be given a new key before the old one goes.',
    });
    return secret;
  }

  #createPersonSecret(retain: boolean): Secret {
    const secret = new Secret(this, 'PersonSecret', {
      description: 'Source of the keys for references to persons and for their encrypted id numbers',
      encryptionKey: this.#personKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: keptWhen(retain),
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'References to persons are keyed hashes of this secret and stay the same for years: a rotation adds a key by hand and never replaces the first. The KMS key around it is rotated every year.',
    });
    return secret;
  }
}
