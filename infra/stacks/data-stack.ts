import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { OwnKey } from '../constructs/own-key.ts';
import { type KeyAttributes, RecordTable } from '../constructs/record-table.ts';
import type { DeploymentSettings } from './deployment-settings.ts';

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
  readonly #key: OwnKey;
  readonly #personSecret: Secret;

  constructor(scope: Construct, id: string, settings: DeploymentSettings) {
    super(scope, id, {
      description: 'Canbao: cases, ledger, notices and policy tables',
      env: { region: settings.region },
      terminationProtection: settings.retain,
    });
    const { retain } = settings;
    this.#key = new OwnKey(this, 'DataKey', {
      alias: 'alias/canbao-data',
      description: 'Encrypts the tables of Canbao and its person secret',
      retain,
    });
    const table = (name: string, key: KeyAttributes, indexes: Record<string, KeyAttributes> = {}) =>
      new RecordTable(this, name, { key, indexes, encryptionKey: this.#key, retain });

    this.policies = table('Policies', ['tableKey', 'versionKey']);
    this.cases = table('Cases', ['caseId'], {
      queue: ['queueKey', 'taskDue'],
      person: ['personRef', 'personCaseKey'],
      region: ['region', 'openedKey'],
      pending: ['pendingKey', 'pendingSince'],
    });
    this.ledger = table('Ledger', ['entry'], {
      person: ['personRef', 'personEntryKey'],
      collection: ['collectionDay', 'entry'],
      payer: ['payerKey', 'personEntryKey'],
    });
    this.notices = table('Notices', ['caseId', 'occasion']);
    this.uploads = table('Uploads', ['uploadId', 'part']);
    this.#personSecret = this.#createPersonSecret(retain);
  }

  /** Reading the person secret, for the functions that meet id numbers. */
  readPersonSecret(): PersonSecretAccess {
    const { secretArn } = this.#personSecret;
    const allow = (sid: string, action: string, resource: string, conditions = {}) =>
      new PolicyStatement({ sid, effect: Effect.ALLOW, actions: [action], resources: [resource], conditions });
    return {
      environment: { PERSON_SECRET_ARN: secretArn },
      statements: [
        allow('PersonSecret', 'secretsmanager:GetSecretValue', secretArn),
        // Secrets Manager decrypts in the caller's name, with the secret's ARN as the encryption context.
        allow('PersonSecretKey', 'kms:Decrypt', this.#key.keyArn, {
          StringEquals: { 'kms:EncryptionContext:SecretARN': secretArn },
        }),
      ],
    };
  }

  #createPersonSecret(retain: boolean): Secret {
    const secret = new Secret(this, 'PersonSecret', {
      description: 'Source of the keys for references to persons and for their encrypted id numbers',
      encryptionKey: this.#key,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'References to persons are keyed hashes of this secret and stay the same for years: a rotation adds a key by hand and never replaces the first. The KMS key around it is rotated every year.',
    });
    return secret;
  }
}
