import type { Clock } from './clock/clock.ts';
import { startKeptClock } from './clock/kept-clock.ts';
import type { CloudServices, Place } from './cloud-services.ts';
import { openContents } from './data-folder/contents.ts';
import { type DataFolder, openDataFolder } from './data-folder/data-folder.ts';
import { diskError } from './data-folder/disk-error.ts';
import { type OwnerKey, openOwnerKey } from './data-folder/owner-key.ts';
import { createAwsRequests } from './front-door/aws-requests.ts';
import { openFrontDoor } from './front-door/front-door.ts';
import type { AnswerStreamed } from './front-door/listener.ts';
import { createLocalRequests } from './front-door/local-requests.ts';
import { serveNear } from './front-door/near-requests.ts';
import type { OwnNames } from './front-door/own-names.ts';
import { createStreamedRequests } from './front-door/streamed-requests.ts';
import { type Issuer, openIssuer, type TokenClaims } from './issuer/issuer.ts';
import { createIssuerRequests } from './issuer/issuer-requests.ts';
import { openCustomResources } from './services/custom-resources/custom-resources.ts';
import { type DynamoDb, listTables, openOwnDynamoDb, reachOtherDynamoDb } from './services/dynamodb/dynamodb.ts';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from './services/http-api/api-event.ts';
import { createApiParts } from './services/http-api/api-parts.ts';
import { type Iam, openIam, type StatementPlace } from './services/iam/iam.ts';
import { createJudge } from './services/iam/judge.ts';
import type { NearServices } from './services/lambda/function-definition.ts';
import { openFunctionPermissions } from './services/lambda/function-permissions.ts';
import { createInvokeForStates } from './services/lambda/invoke-for-states.ts';
import { type LambdaFunctions, openLambdaFunctions } from './services/lambda/lambda-functions.ts';
import { openLogs } from './services/logs/logs.ts';
import { decidedServices } from './services/registry.ts';
import { openBuckets } from './services/s3/buckets.ts';
import { openSchedules } from './services/scheduler/schedules.ts';
import { openSecrets } from './services/secrets/secrets.ts';
import { createRefuseStart } from './services/state-machines/refuse-start.ts';
import { openStateMachines } from './services/state-machines/state-machines.ts';
import { readAssembly } from './template/assembly.ts';
import { deploy, stackIdOf } from './template/deploy.ts';

export interface SmallCloudOptions {
  /** Folder for everything that outlives the process; made if it isn't there. */
  data: string;
  /** 0 takes any that is free. */
  port: number;
  /** Names that lead here beside 127.0.0.1 and localhost, for example through a proxy; other hosts are refused. */
  names?: readonly string[] | undefined;
  /** Where the stacks are "deployed": it has to be what they were synthesized for. */
  place: Place;
  /** Whom the tokens of this machine's issuer are for, and which claims they have beside `sub` and `name`. */
  issuer?: { audience: string; claims?: readonly string[] } | undefined;
  /** Answers what comes in below `/issuer`: how people sign in. Without it only the issuer's documents are there. */
  signIn?: ((parts: SignInParts) => (path: string, request: ApiRequest) => Promise<ApiResponse>) | undefined;
  /** Sets the clock (ms since 1970); without it, it goes on as the data folder has it, or shows real time. */
  clockFrom?: number | undefined;
  /**
   * The synthesized assembly, `cdk.out` or its like; its folder has to stay while the machine runs. Or what makes it,
   * called with a folder for it when the data folder is locked and the port taken.
   */
  assembly: string | ((folder: string) => Promise<string>);
  /** Another DynamoDB instead of the own one: its address, or one that is open, which is closed with the machine. */
  dynamodb?: string | DynamoDb | undefined;
  /** Lifts the limits of the template's stage, for a measurement that they would bind. */
  unthrottled?: boolean | undefined;
  /**
   * Gives each function and each request an hour, whatever the template says: a test on a busy machine proves what the
   * system does, not how fast the machine is.
   */
  unhurried?: boolean | undefined;
  /** A clock that was set moves only when it is moved, so that a test knows what time it is. */
  clockStandsStill?: boolean | undefined;
  /** A statement of the template that its role does not get, to prove that it is needed. */
  withheld?: StatementPlace | undefined;
  /** What stands between the machine's parts, to try what they withstand or to count. */
  between?: Between | undefined;
  /** Values for the templates' parameters, by name. */
  parameters?: Readonly<Record<string, string>> | undefined;
  /** Takes one line about what is going on. */
  log?: ((line: string) => void) | undefined;
}

/** What a sign-in is made from. */
export interface SignInParts {
  issuer: Issuer;
  clock: Clock;
  names: OwnNames;
  url: string;
  /** Where a file of its own would lie in the data folder. */
  path(name: string): string;
}

/** Stands between the machine's parts and may hold up, lose or double what passes. */
interface Between {
  /** The address at which functions find DynamoDB, in front of the machine's own at `url`. */
  dynamodb(url: string): string;
  functions(functions: LambdaFunctions): LambdaFunctions;
}

/** A machine that runs the template. */
export interface SmallCloud {
  /** `http://127.0.0.1:PORT`, for the HTTP API and as the endpoint of DynamoDB, S3, Step Functions and Secrets Manager. */
  url: string;
  clock: Clock;
  /** Outputs of each stack by name. */
  outputs: Record<string, Record<string, unknown>>;
  /** Credentials for the AWS SDK that may do everything here; kept in the data folder. */
  owner: OwnerKey;
  /** Moves the clock by a duration (`P90D`); the new time in ms. See `KeptClock.move`. */
  move(duration: string): Promise<number>;
  /** A bearer token, valid from now for 8 hours. */
  token(claims: TokenClaims): Promise<string>;
  issuer: Issuer;
  /** Answers a request to the HTTP API that came in at another door than this machine's own. */
  answerApi(request: ApiRequest): Promise<ApiResponse>;
  /** Answers what services are asked at paths of their own, such as S3, at another door than this machine's own. */
  answerStreamed: AnswerStreamed;
  /** What the template grants, and what of it was used so far. */
  permissions: Pick<Iam, 'permissions' | 'unusedGrants'>;
  /** Stops where it stands; what is under way goes on at the next start on the same folder. */
  close(): Promise<void>;
}

const UNHURRIED_SECONDS = 3600;

/**
 * Runs a synthesized template on this machine and takes up what an earlier run left under way.
 *
 * @throws TemplateError for what the template asks for and this machine doesn't know; Error when the port or the
 *   folder is in use, or what the folder holds is damaged
 */
export async function startSmallCloud(options: SmallCloudOptions): Promise<SmallCloud> {
  const folder = await openDataFolder(options.data);
  const opened: (() => unknown)[] = [() => folder.release()];
  const close = async () => {
    for (let closeNext = opened.pop(); closeNext !== undefined; closeNext = opened.pop()) {
      try {
        await closeNext();
      } catch (error) {
        // What is left is closed all the same: a machine that cannot write must still end.
        options.log?.(`closing: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  try {
    return await start(options, folder, opened, close);
  } catch (error) {
    await close();
    throw diskError(error, folder.path()) ?? error;
  }
}

async function start(
  options: SmallCloudOptions,
  folder: DataFolder,
  /** What to close in case of need, the last opened first. */
  opened: (() => unknown)[],
  close: () => Promise<void>,
): Promise<SmallCloud> {
  const log = options.log ?? (() => {});
  const { place } = options;
  const contents = openContents(folder.path(), options.dynamodb !== undefined);
  const frontDoor = await openFrontDoor({ port: options.port, names: options.names, log });
  const url = `http://127.0.0.1:${frontDoor.port}`;
  folder.announcePort(frontDoor.port);
  opened.push(() => frontDoor.close());

  const given = options.assembly;
  const assembly = typeof given === 'string' ? given : await given(folder.path('assembly'));

  const keptClock = startKeptClock(folder.path('clock.json'), options.clockFrom, log, options.clockStandsStill);
  opened.push(() => keptClock.close());
  const { clock } = keptClock;

  const owner = openOwnerKey(folder.path());
  const iam = openIam({ ...place, decides: decidedServices, owner, withheld: options.withheld });
  /** Whether everything of the template is there. */
  let ready = false;
  const dynamodb =
    options.dynamodb === undefined
      ? await openOwnDynamoDb({
          path: folder.path('dynamodb'),
          region: place.region,
          account: place.account,
          log,
          callers: { partition: place.partition, judge: createJudge(iam, () => ready) },
        })
      : typeof options.dynamodb === 'string'
        ? reachOtherDynamoDb(options.dynamodb, place.region)
        : options.dynamodb;
  opened.push(() => dynamodb.close());
  const database =
    options.dynamodb === undefined ? 'own' : typeof options.dynamodb === 'string' ? options.dynamodb : undefined;
  if (database !== undefined) contents.checkTables(database, await listTables(dynamodb));

  const logs = openLogs({ folder: folder.path('logs'), log });
  opened.push(() => logs.close());
  const { between } = options;
  const leastTimeoutSeconds = options.unhurried === true ? UNHURRIED_SECONDS : 0;
  const dynamodbUrl = between?.dynamodb(url) ?? url;
  let answerAws: ReturnType<typeof createAwsRequests> | undefined;
  const near: NearServices = {
    host: new URL(url).host,
    serve: (port) =>
      serveNear(port, async (...asked) => answerAws?.(...asked) ?? gatewayAnswer(503, 'Service Unavailable')),
    toDatabase({ accessKeyId }) {
      const caller = iam.callerOf(accessKeyId);
      return caller && between === undefined ? dynamodb.connect?.(caller) : undefined;
    },
  };
  const lambda = openLambdaFunctions({
    clock,
    endpoints: { region: place.region, url, dynamodb: dynamodbUrl, near },
    logs,
    leastTimeoutSeconds,
  });
  const functions = between?.functions(lambda) ?? lambda;
  opened.push(() => functions.close());
  // Before the functions end: a task that only the end of the machine interrupted has not failed.
  const stateMachines = await openStateMachines({
    directory: folder.path('state-machines'),
    clock,
    ...place,
    invoke: createInvokeForStates(functions, iam),
    refuseStart: createRefuseStart(iam),
  });
  opened.push(() => stateMachines.close());
  const schedules = openSchedules({
    path: folder.path('schedules.json'),
    eventsPath: folder.path('schedule-events.json'),
    keptClock,
    functions,
    log,
  });
  opened.push(() => schedules.close());
  opened.push(() => frontDoor.close());

  const services: CloudServices = {
    place,
    assembly: readAssembly(assembly),
    clock,
    iam,
    permissions: openFunctionPermissions(),
    dynamodb,
    tables: new Map(),
    functions,
    stateMachines,
    secrets: openSecrets({
      path: folder.path('secrets.json'),
      arnPrefix: `arn:${place.partition}:secretsmanager:${place.region}:${place.account}:secret`,
      now: () => clock.now(),
    }),
    buckets: openBuckets({ folder: folder.path('buckets'), now: () => clock.now() }),
    schedules,
    logs,
    issuer: await openIssuer(folder.path(), options.issuer ?? { audience: 'api' }),
    api: createApiParts({ throttled: options.unthrottled !== true, leastTimeoutMs: leastTimeoutSeconds * 1000 }),
    customResources: openCustomResources({
      path: folder.path('custom-resources.json'),
      answerUrl: `${url}/_local/custom-resources`,
      stackId: (stack) => stackIdOf(stack, place),
      functions,
    }),
    log,
  };

  // Functions that make resources call AWS already; the API answers when everything is there.
  const answerApi = async (request: ApiRequest): Promise<ApiResponse> => {
    if (!ready) return gatewayAnswer(503, 'Service Unavailable');
    const [httpApi] = services.api.apis.values();
    return httpApi === undefined ? gatewayAnswer(404, 'Not Found') : httpApi.handle(request);
  };
  const streamed = createStreamedRequests(services);
  answerAws = createAwsRequests(services, [new URL(dynamodbUrl).host]);
  frontDoor.open({
    streamed,
    aws: answerAws,
    local: createLocalRequests({
      keptClock,
      dataFolder: folder.path(),
      customResources: services.customResources,
      names: frontDoor.names,
    }),
    issuer: (options.signIn ?? createIssuerRequests)({
      issuer: services.issuer,
      clock,
      names: frontDoor.names,
      url,
      path: (name) => folder.path(name),
    }),
    api: answerApi,
  });
  const outputs = await deploy(services, options.parameters ?? {});
  await stateMachines.recover();
  schedules.start();
  contents.complete(database, await listTables(dynamodb));
  ready = true;

  return {
    url,
    clock,
    outputs,
    owner,
    move: (duration) => keptClock.move(duration),
    token: (claims) => services.issuer.sign(claims, clock.now()),
    issuer: services.issuer,
    answerApi,
    answerStreamed: streamed,
    permissions: iam,
    close,
  };
}
