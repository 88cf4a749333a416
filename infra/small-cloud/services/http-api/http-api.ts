import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock/clock.ts';
import type { FunctionPermissions } from '../lambda/function-permissions.ts';
import { payloadLimit } from '../lambda/invocation.ts';
import type { LambdaFunctions } from '../lambda/lambda-functions.ts';
import { type AccessLogEntry, responseTypeOf } from './access-log.ts';
import { type ApiRequest, type ApiResponse, buildEvent, gatewayAnswer, readResult } from './api-event.ts';
import type { Authorization, JwtAuthorizer } from './jwt-authorizer.ts';
import { createRouteTable, type RouteMatch } from './route-table.ts';
import { createThrottle, type Throttle } from './throttle.ts';

export interface HttpIntegration {
  functionArn: string;
  timeoutMs: number;
}

interface Route {
  routeKey: string;
  integration: HttpIntegration;
  /** undefined for a route that everybody may call. */
  authorizer: JwtAuthorizer | undefined;
  scopes: readonly string[];
}

interface ThrottleLimits {
  rate: number;
  burst: number;
}

/** An answer, with what the function did if it was one's. */
interface Answered {
  answer: ApiResponse;
  integration?: { requestId: string; status: number; latency: number };
}

const byGateway = (...answer: Parameters<typeof gatewayAnswer>): Answered => ({ answer: gatewayAnswer(...answer) });

/** The one HTTP API of the template, at the root of this machine's port. */
export interface HttpApi {
  addRoute(route: Route): void;
  /** Makes the API answer, with the stage's limits for all routes together and for single routes. */
  deploy(stage: {
    all: ThrottleLimits | undefined;
    routes: ReadonlyMap<string, ThrottleLimits>;
    logAccess: ((entry: AccessLogEntry) => void) | undefined;
  }): void;
  /** Answers a request as API Gateway does; never rejects. */
  handle(request: ApiRequest): Promise<ApiResponse>;
}

export function createHttpApi(options: {
  apiId: string;
  account: string;
  region: string;
  partition: string;
  clock: Clock;
  functions: LambdaFunctions;
  permissions: FunctionPermissions;
  log(line: string): void;
}): HttpApi {
  const routes = createRouteTable<Route>();
  const { apiId, account, region, partition, clock, log } = options;
  let deployed = false;
  let forAll: Throttle | undefined;
  let logAccess: ((entry: AccessLogEntry) => void) | undefined;
  const forRoute = new Map<string, Throttle>();

  function mayPass(routeKey: string): boolean {
    // Limits protect the machine, so they count its own time and not the moved one.
    const throttle = forRoute.get(routeKey) ?? forAll;
    return throttle === undefined || throttle.take(performance.now());
  }

  async function call(route: Route, request: ApiRequest, event: string): Promise<Answered> {
    const { functionArn, timeoutMs } = route.integration;
    const sourceArn = `arn:${partition}:execute-api:${region}:${account}:${apiId}/$default/${route.routeKey.replace(' ', '')}`;
    if (!options.permissions.allow({ functionArn, principal: 'apigateway.amazonaws.com', sourceArn })) {
      log(`${route.routeKey}: no permission lets the API call ${functionArn}`);
      return byGateway(500, 'Internal Server Error');
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), timeoutMs);
    });
    const from = performance.now();
    const invocation = await Promise.race([options.functions.invoke(functionArn, event), late]);
    clearTimeout(timer);
    const latency = Math.round(performance.now() - from);
    if (invocation === undefined) return byGateway(503, 'Service Unavailable');
    const answer = invocation.ok ? readResult(invocation.payload) : undefined;
    if (answer !== undefined)
      return { answer, integration: { requestId: invocation.requestId, status: answer.status, latency } };
    const reason = invocation.ok
      ? 'its result is no answer'
      : `${invocation.error.errorType}: ${invocation.error.errorMessage}`;
    log(`${request.method} ${route.routeKey}: ${reason}`);
    return byGateway(500, 'Internal Server Error');
  }

  async function serve(
    { route, pathParameters }: RouteMatch<Route>,
    request: ApiRequest,
    requestId: string,
    now: number,
  ): Promise<Answered> {
    if (!mayPass(route.routeKey)) return byGateway(429, 'Too Many Requests');
    let authorization: Extract<Authorization, { ok: true }> | undefined;
    if (route.authorizer !== undefined) {
      const decided = await route.authorizer.authorize(request.headers.authorization, now, route.scopes);
      if (!decided.ok) {
        // Who brought no token did nothing wrong: AWS names no error then.
        const error = decided.status === 401 ? 'invalid_token' : 'insufficient_scope';
        const challenge = {
          'www-authenticate': request.headers.authorization === undefined ? 'Bearer' : `Bearer error="${error}"`,
        };
        return byGateway(decided.status, decided.status === 401 ? 'Unauthorized' : 'Forbidden', challenge);
      }
      authorization = decided;
    }
    const event = JSON.stringify(
      buildEvent(request, {
        requestId,
        apiId,
        account,
        region,
        routeKey: route.routeKey,
        stage: '$default',
        pathParameters,
        authorization: authorization && { claims: authorization.claims, scopes: authorization.scopes },
        now,
      }),
    );
    if (Buffer.byteLength(event) > payloadLimit) return byGateway(413, 'Request Entity Too Large');
    return call(route, request, event);
  }

  return {
    addRoute: (route) => routes.add(route.routeKey, route),
    deploy(stage) {
      deployed = true;
      logAccess = stage.logAccess;
      forAll = stage.all && createThrottle(stage.all);
      for (const [routeKey, limit] of stage.routes) forRoute.set(routeKey, createThrottle(limit));
    },
    async handle(request) {
      const from = performance.now();
      const requestId = randomUUID();
      const now = clock.now();
      const match = deployed ? routes.match(request.method, request.url.split('?')[0] ?? '') : undefined;
      const { answer, integration } =
        match === undefined ? byGateway(404, 'Not Found') : await serve(match, request, requestId, now);
      logAccess?.({
        requestId,
        requestTimeEpoch: now,
        routeKey: match?.route.routeKey,
        httpMethod: request.method,
        protocol: 'HTTP/1.1',
        stage: '$default',
        status: answer.status,
        responseLength: Buffer.byteLength(answer.body),
        responseLatency: Math.round(performance.now() - from),
        'error.responseType': integration === undefined ? responseTypeOf(answer.status) : undefined,
        'integration.requestId': integration?.requestId,
        'integration.integrationStatus': integration?.status,
        'integration.latency': integration?.latency,
      });
      return answer;
    },
  };
}
