import { CfnOutput, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { CaseApi } from '../constructs/case-api.ts';
import type { CaseWorkflow } from '../constructs/case-workflow.ts';
import { HealingSchedule } from '../constructs/healing-schedule.ts';
import type { OwnKey } from '../constructs/own-key.ts';
import { TaskFunction } from '../constructs/task-function.ts';
import { consoleRoutes, fileRoutes, readRoutes, writeRoutes } from './api-routes.ts';
import type { DataStack } from './data-stack.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

/** The HTTP API with its functions, and the schedule that finishes what a crash left half done. */
export class ApiStack extends Stack {
  readonly #settings: DeploymentSettings;

  constructor(
    scope: Construct,
    id: string,
    settings: DeploymentSettings,
    built: { data: DataStack; workflows: WorkflowsStack },
  ) {
    super(scope, id, { description: 'Canbao: HTTP API for cases', env: { region: settings.region } });
    this.#settings = settings;
    const issuer = new CfnParameter(this, 'OidcIssuerUrl', {
      description: 'Issuer of the access tokens, exactly as in their iss claim; API Gateway reads its keys over HTTPS',
      minLength: 1,
    });
    const audience = new CfnParameter(this, 'OidcAudience', {
      description: 'Audience of the access tokens (aud or client_id claim)',
      minLength: 1,
    });

    const reader = this.#createReader(built.data);
    const writer = this.#createWriter(built.data, built.workflows);
    const files = this.#createFiles(built.data, built.workflows);
    const site = this.#createConsole(issuer.valueAsString);
    const api = new CaseApi(this, 'Api', {
      settings,
      issuer: issuer.valueAsString,
      audience: audience.valueAsString,
      routes: [
        { handler: reader.handler, id: 'Read', routes: readRoutes },
        { handler: writer.handler, id: 'Write', routes: writeRoutes },
        { handler: files.handler, id: 'Files', routes: fileRoutes },
        { handler: site.handler, id: 'Console', routes: consoleRoutes },
      ],
    });
    new HealingSchedule(this, 'Healing', { handler: writer.handler });
    new CfnOutput(this, 'ApiUrl', { description: 'Address of the HTTP API', value: api.url });
  }

  #createReader(data: DataStack): TaskFunction {
    return new TaskFunction(this, 'ApiRead', {
      settings: this.#settings,
      description: 'Answers questions about cases, tasks, collections and policy tables',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; who asked sees a failure and asks again.',
      tables: [
        data.cases.allow(['GetItem'], ['queue', 'region']),
        data.ledger.allow([], ['collection']),
        data.notices.allow(['Query']),
        data.policies.allow(['Query']),
      ],
    });
  }

  #createConsole(issuer: string): TaskFunction {
    const discovery = new CfnParameter(this, 'OidcDiscovery', {
      description: 'Address of the discovery document of the issuer, where it is not the usual one below the issuer',
      default: 'of-issuer',
    });
    const clientId = new CfnParameter(this, 'OidcConsoleClientId', {
      description:
        'Client of the issuer that the console signs in as: public, with PKCE, redirected to /console/signed-in',
      default: 'canbao-console',
    });
    return new TaskFunction(this, 'Console', {
      settings: this.#settings,
      description: "Serves the console's pages and files",
      withoutDeadLetters:
        'Called by API Gateway, which waits for the answer; a page that did not come is asked for again.',
      tables: [],
      environment: {
        CONSOLE_OIDC_ISSUER: issuer,
        CONSOLE_OIDC_DISCOVERY: discovery.valueAsString,
        CONSOLE_OIDC_CLIENT_ID: clientId.valueAsString,
      },
    });
  }

  #createFiles(data: DataStack, { imports, encryptionKey }: WorkflowsStack): TaskFunction {
    const person = data.readPersonSecret();
    return new TaskFunction(this, 'ApiFiles', {
      settings: this.#settings,
      description: 'Takes files in and gives files out',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; the same file can be sent again.',
      timeout: Duration.seconds(29),
      // A file of 4.5 MB is read whole, and the texts that an XLSX shares.
      memoryMb: 1024,
      tables: [data.uploads.allow(['GetItem', 'PutItem', 'Query'])],
      environment: { ...person.environment, IMPORTS_STATE_MACHINE_ARN: imports.arn },
      statements: [...person.statements, ...startStatements('Imports', imports, encryptionKey)],
    });
  }

  #createWriter(data: DataStack, workflows: WorkflowsStack): TaskFunction {
    const person = data.readPersonSecret();
    const { latePayment, encryptionKey } = workflows;
    const allow = (sid: string, actions: string[], resources: string[], conditions = {}) =>
      new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
    return new TaskFunction(this, 'ApiWrite', {
      settings: this.#settings,
      description: 'Opens, decides, withdraws and pays cases; finishes what a crash left half done',
      withoutDeadLetters:
        'The API waits for the answer. The schedule looks at the stored cases anew every minute, so a lost run loses nothing.',
      // Below the 30 seconds after which API Gateway gives up.
      timeout: Duration.seconds(29),
      tables: [
        data.cases.allow(['GetItem', 'PutItem', 'UpdateItem'], ['pending']),
        data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem']),
        data.policies.allow(['Query']),
      ],
      environment: { ...person.environment, LATE_PAYMENT_STATE_MACHINE_ARN: latePayment.arn },
      statements: [
        ...person.statements,
        ...startStatements('LatePayments', latePayment, encryptionKey),
        allow('CompleteTasks', ['states:SendTaskSuccess', 'states:SendTaskFailure'], ['*']),
      ],
      acceptedStar:
        'A task token names its execution; sending it has no resource-level permissions. Only this function may.',
    });
  }
}

/** Starting executions of a state machine, whose input is encrypted in the caller's name. */
function startStatements(name: string, { arn }: CaseWorkflow, key: OwnKey): PolicyStatement[] {
  const allow = (sid: string, actions: string[], resources: string[], conditions = {}) =>
    new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
  return [
    allow(`Start${name}`, ['states:StartExecution'], [arn]),
    allow(`EncryptFor${name}`, ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], {
      StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': arn },
    }),
  ];
}
