import { Aws, CfnCondition, CfnOutput, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { CaseApi } from '../constructs/case-api.ts';
import { FunctionSchedule } from '../constructs/function-schedule.ts';
import { TaskFunction, type TaskFunctionProps } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { StackSettings } from './deployment-settings.ts';
import type { FunctionName } from './function-entries.ts';
import { startStatements } from './start-statements.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

/** The HTTP API with its functions, and the schedule that finishes what a crash left half done. */
export class ApiStack extends Stack {
  readonly apiId: string;
  /** Where the minute's healing says that it is done. */
  readonly healingLog: ILogGroup;
  readonly #settings: StackSettings;
  readonly #callerLimit: string;
  readonly #documentsAddress: string;

  constructor(
    scope: Construct,
    id: string,
    settings: StackSettings,
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

    const callerLimit = new CfnParameter(this, 'CallerRequestsPerMinute', {
      description: 'Requests that one caller, told by the subject of the token, may make in a minute; 0 for no limit',
      default: '600',
      allowedPattern: '\\d{1,6}',
    });
    this.#callerLimit = callerLimit.valueAsString;
    this.#documentsAddress = new CfnParameter(this, 'DocumentsAddress', {
      description:
        "Address at which browsers reach the documents' bucket: of-bucket (S3's own), of-request (the one at which they ask the API), or another, such as an endpoint in the agency's network",
      default: 'of-bucket',
      allowedPattern: 'of-bucket|of-request|https?://[^\\s/]+',
    }).valueAsString;
    const writerConcurrency = new CfnParameter(this, 'WriterConcurrency', {
      description: 'Calls of ApiWrite, desks and healing, that have room whatever else runs; 0 shares it with all',
      default: '0',
      allowedPattern: '0|[1-9]\\d{0,3}',
    });

    const estimate = new CfnParameter(this, 'EstimatePage', {
      description: 'The page on which residents reckon without sign-in (/estimate): on or off',
      default: 'on',
      allowedValues: ['on', 'off'],
    });

    const writer = this.#createWriter(built.data, built.workflows);
    this.#reserve(writer, writerConcurrency);
    const api = new CaseApi(this, 'Api', {
      settings,
      issuer: issuer.valueAsString,
      audience: audience.valueAsString,
      handlers: {
        read: this.#createReader(built.data).handler,
        write: writer.handler,
        files: this.#createFiles(built.data, built.workflows).handler,
        outbox: this.#createOutbox(built.data).handler,
        audit: this.#createAudit(built.data).handler,
        documents: this.#createDocuments(built.data).handler,
        drafts: this.#createDrafts(built.data).handler,
        work: this.#createWork(built.data).handler,
        console: this.#createConsole(issuer.valueAsString, estimate.valueAsString, built.data).handler,
        estimate: this.#createEstimate(built.data).handler,
      },
      withEstimate: new CfnCondition(this, 'WithEstimate', {
        expression: Fn.conditionEquals(estimate.valueAsString, 'on'),
      }),
    });
    this.apiId = api.apiId;
    this.healingLog = writer.handler.logGroup;
    // The next minute's run does the same work: trying an old one again would only pile up.
    new FunctionSchedule(this, 'Healing', {
      group: settings.prefix,
      handler: writer.handler,
      description: 'Canbao: finish what a crash left half done',
      expression: 'rate(1 minute)',
      source: 'canbao.heal',
    });
    new CfnOutput(this, 'ApiUrl', { description: 'Address of the HTTP API', value: api.url });
  }

  /**
   * A student batch or an import calls hundreds of functions at once: with a share of its own the healing goes on. Off
   * unless it is set, because a new account has little to share.
   */
  #reserve({ handler }: TaskFunction, calls: CfnParameter): void {
    const reserved = new CfnCondition(this, 'ReservesWriter', {
      expression: Fn.conditionNot(Fn.conditionEquals(calls.valueAsString, '0')),
    });
    const { defaultChild } = handler.node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error('the function has no resource');
    defaultChild.addPropertyOverride(
      'ReservedConcurrentExecutions',
      Fn.conditionIf(reserved.logicalId, calls.valueAsString, Aws.NO_VALUE),
    );
  }

  /** A function that answers callers, and counts the requests of each. */
  #serve(id: FunctionName, data: DataStack, props: Omit<TaskFunctionProps, 'settings'>): TaskFunction {
    return new TaskFunction(this, id, {
      ...props,
      settings: this.#settings,
      tables: [...props.tables, data.callers.allow(['UpdateItem'])],
      environment: { ...props.environment, CALLER_LIMIT: this.#callerLimit },
    });
  }

  #createReader(data: DataStack): TaskFunction {
    return this.#serve('ApiRead', data, {
      description: 'Answers questions about cases, tasks, collections and policy tables',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; who asked sees a failure and asks again.',
      tables: [
        data.cases.allow(['GetItem', 'BatchGetItem'], ['queue', 'region', 'person', 'amount']),
        data.ledger.allow(['GetItem'], ['collection', 'person']),
        data.notices.allow(['Query']),
        data.policies.allow(['Query']),
        data.counts.allow(['GetItem', 'Query']),
      ],
    });
  }

  #createAudit(data: DataStack): TaskFunction {
    return this.#serve('ApiAudit', data, {
      description: "Writes an auditor's pack of a case, and into the case who took it; says what happened on a day",
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; who asked sees a failure and asks again.',
      timeout: Duration.seconds(29),
      // The histories of 500 cases are read for a part of a day.
      memoryMb: 1024,
      tables: [
        data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['pending']),
        data.counts.allow(['GetItem', 'Query']),
        data.policies.allow(['Query']),
      ],
    });
  }

  #createDocuments(data: DataStack): TaskFunction {
    const { environment, statements, ofObjects } = data.documents.takeAndShow();
    return this.#serve('ApiDocuments', data, {
      description: 'Takes documents of cases in, after a look at their content, and gives addresses that expire',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; who asked sees a failure and asks again.',
      timeout: Duration.seconds(29),
      // A document of 20 MB is read whole, and what is packed in a PDF.
      memoryMb: 1024,
      tables: [data.cases.allow(['GetItem', 'UpdateItem'])],
      environment: { ...environment, DOCUMENTS_ADDRESS: this.#documentsAddress },
      statements,
      ofObjects,
    });
  }

  #createDrafts(data: DataStack): TaskFunction {
    return this.#serve('ApiDrafts', data, {
      description: 'Keeps drafts of policy tables, lists what each would do to the stored cases, and publishes them',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; who asked sees a failure and asks again.',
      timeout: Duration.seconds(29),
      // A list is reckoned as fast as its processor is, which grows with the memory.
      memoryMb: 1769,
      tables: [
        data.cases.allow(['BatchGetItem'], ['region']),
        data.policies.allow(['GetItem', 'PutItem', 'UpdateItem', 'Query']),
      ],
    });
  }

  #createWork(data: DataStack): TaskFunction {
    return this.#serve('ApiWork', data, {
      description: 'Reads policy texts into proposals for a table, and keeps what an officer decided of each',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; who asked sees a failure and asks again.',
      timeout: Duration.seconds(29),
      // A text is read, and typical people are answered, as fast as the processor is, which grows with the memory.
      memoryMb: 1769,
      tables: [data.uploads.allow(['GetItem', 'PutItem']), data.policies.allow(['Query'])],
    });
  }

  #createConsole(issuer: string, estimate: string, { documents }: DataStack): TaskFunction {
    const ofBucket = new CfnCondition(this, 'DocumentsOfBucket', {
      expression: Fn.conditionEquals(this.#documentsAddress, 'of-bucket'),
    });
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
        ESTIMATE_PAGE: estimate,
        DOCUMENTS_ORIGIN: Fn.conditionIf(
          ofBucket.logicalId,
          `https://${documents.domainName}`,
          this.#documentsAddress,
        ).toString(),
      },
    });
  }

  /** Beside published tables it can read nothing, and what a caller counts by it has none: it knows no caller. */
  #createEstimate(data: DataStack): TaskFunction {
    return new TaskFunction(this, 'Estimate', {
      settings: this.#settings,
      description: 'Reckons by published policy tables for whoever asks, without sign-in',
      withoutDeadLetters:
        'Called by API Gateway, which waits for the answer; a page that did not come is asked for again.',
      tables: [data.policies.allow(['Query'])],
    });
  }

  #createOutbox(data: DataStack): TaskFunction {
    const person = data.readPersonSecret();
    return this.#serve('ApiOutbox', data, {
      description: 'Shows and prints what people are told, and keeps who must not be written to',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; who asked sees a failure and asks again.',
      timeout: Duration.seconds(29),
      tables: [
        data.cases.allow(['GetItem', 'BatchGetItem'], ['region', 'queue']),
        data.ledger.allow(['GetItem', 'PutItem']),
        data.notices.allow(['GetItem', 'UpdateItem'], ['outbox']),
        data.policies.allow(['Query']),
        data.reminders.allow(['GetItem', 'UpdateItem', 'Query'], ['due']),
      ],
      ...person,
    });
  }

  #createFiles(data: DataStack, { imports, studentBatch, encryptionKey }: WorkflowsStack): TaskFunction {
    const person = data.readPersonSecret();
    return this.#serve('ApiFiles', data, {
      description: 'Takes files in and gives files out',
      withoutDeadLetters: 'Called by API Gateway, which waits for the answer; the same file can be sent again.',
      timeout: Duration.seconds(29),
      // A file of 4.5 MB is read whole, and the texts that an XLSX shares.
      memoryMb: 1024,
      tables: [
        data.uploads.allow(['GetItem', 'PutItem', 'UpdateItem', 'Query']),
        data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem'], ['payer', 'collection']),
        data.policies.allow(['Query']),
        // What the treasury's file says of an order is kept with its case; a batch's list reads the cases of its students.
        data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem']),
      ],
      environment: {
        ...person.environment,
        IMPORTS_STATE_MACHINE_ARN: imports.liveArn,
        STUDENT_BATCH_STATE_MACHINE_ARN: studentBatch.liveArn,
      },
      statements: [
        ...person.statements,
        ...startStatements('Imports', imports, encryptionKey),
        ...startStatements('StudentBatches', studentBatch, encryptionKey),
      ],
    });
  }

  #createWriter(data: DataStack, workflows: WorkflowsStack): TaskFunction {
    const person = data.readPersonSecret();
    const { latePayment, newborn, refund, encryptionKey } = workflows;
    const allow = (sid: string, actions: string[], resources: string[], conditions = {}) =>
      new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
    return this.#serve('ApiWrite', data, {
      description: 'Opens, decides, withdraws and pays cases; finishes what a crash left half done',
      withoutDeadLetters:
        'The API waits for the answer. The schedule looks at the stored cases anew every minute, so a lost run loses nothing.',
      // Below the 30 seconds after which API Gateway gives up.
      timeout: Duration.seconds(29),
      tables: [
        data.cases.allow(['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem'], ['pending', 'person']),
        data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem', 'BatchWriteItem'], ['person']),
        data.policies.allow(['Query']),
      ],
      environment: {
        ...person.environment,
        LATE_PAYMENT_STATE_MACHINE_ARN: latePayment.liveArn,
        NEWBORN_STATE_MACHINE_ARN: newborn.liveArn,
        REFUND_STATE_MACHINE_ARN: refund.liveArn,
      },
      statements: [
        ...person.statements,
        ...startStatements('LatePayments', latePayment, encryptionKey),
        ...startStatements('Newborns', newborn, encryptionKey),
        ...startStatements('Refunds', refund, encryptionKey),
        allow(
          'EndOldExecutions',
          ['states:StopExecution'],
          [latePayment, newborn, refund].map(({ executionsArn }) => executionsArn),
        ),
        allow('CompleteTasks', ['states:SendTaskSuccess', 'states:SendTaskFailure'], ['*']),
      ],
      ofMachines: [latePayment, newborn, refund],
      acceptedStar:
        'A task token names its execution; sending it has no resource-level permissions. Only this function may.',
    });
  }
}
