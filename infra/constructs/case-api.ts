import { Aws, type CfnCondition, CfnResource, Duration, Fn, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { GatewayRoute } from '../build/gateway-routes.ts';
import type { StackSettings } from '../stacks/deployment-settings.ts';
import { KeptLogGroup } from './kept-log-group.ts';

export interface CaseApiProps {
  readonly settings: StackSettings;
  /** `iss` claim of the tokens that are let in. */
  readonly issuer: string;
  /** `aud` or `client_id` claim of the tokens that are let in. */
  readonly audience: string;
  /** The function behind each entry that `settings.routes` name. */
  readonly handlers: Readonly<Record<GatewayRoute['entry'], IFunction>>;
  /** Holds where the page without sign-in is wanted: its routes are there then. */
  readonly withEstimate: CfnCondition;
}

/**
 * What the access log says of a request. No address, path, user agent or subject: a path may hold a case, and who did
 * what to a case is in the case's own history.
 */
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  failure: '$context.error.responseType',
  functionRequestId: '$context.integration.requestId',
  functionStatus: '$context.integration.integrationStatus',
  functionLatencyMs: '$context.integration.latency',
  latencyMs: '$context.responseLatency',
  responseBytes: '$context.responseLength',
};

/**
 * The page without sign-in has a share of its own on each route: whoever calls it in a loop takes nothing from the desks,
 * and no address has to be kept to find that out.
 */
const estimateThrottle = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };

/** An HTTP API whose every route takes a token of one issuer, unless it is declared open. */
export class CaseApi extends Construct {
  /** `https://…` without a path. */
  readonly url: string;
  readonly apiId: string;

  constructor(scope: Construct, id: string, props: CaseApiProps) {
    super(scope, id);
    const api = new HttpApi(this, 'HttpApi', { apiName: props.settings.prefix, createDefaultStage: false });
    const authorizer = new HttpJwtAuthorizer('Tokens', props.issuer, { jwtAudience: [props.audience] });
    const integrationWith = (id: string, handler: IFunction) =>
      new HttpLambdaIntegration(id, handler, { timeout: Duration.seconds(29) });
    const integrations = {
      read: integrationWith('Read', props.handlers.read),
      write: integrationWith('Write', props.handlers.write),
      files: integrationWith('Files', props.handlers.files),
      outbox: integrationWith('Outbox', props.handlers.outbox),
      audit: integrationWith('Audit', props.handlers.audit),
      drafts: integrationWith('Drafts', props.handlers.drafts),
      work: integrationWith('Work', props.handlers.work),
      documents: integrationWith('Documents', props.handlers.documents),
      console: integrationWith('Console', props.handlers.console),
      estimate: integrationWith('Estimate', props.handlers.estimate),
    };
    const estimateRoutes = new Map<string, HttpRoute>();
    for (const { entry, method, path, open } of props.settings.routes) {
      const route = new HttpRoute(this, `${method} ${path}`, {
        httpApi: api,
        routeKey: HttpRouteKey.with(path, HttpMethod[method]),
        integration: integrations[entry],
        authorizer: open ? new HttpNoneAuthorizer() : authorizer,
      });
      if (entry === 'estimate') estimateRoutes.set(`${method} ${path}`, route);
      if (open) Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason: open });
    }
    const logGroup = new KeptLogGroup(this, 'AccessLog', {
      retain: props.settings.retain,
      encryptionKey: props.settings.logsKey,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // For all callers together: above what one client in a loop reaches, who is refused by the functions themselves.
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
      },
    });
    this.#leaveOutUnlessWanted(estimateRoutes, stage, props.withEstimate);
    this.url = stage.url;
    this.apiId = api.apiId;
  }

  /**
   * A stage may name limits of routes that are there only. DependsOn can't name what is there on a condition, so the
   * stage's description names the routes, and it comes after them.
   */
  #leaveOutUnlessWanted(routes: ReadonlyMap<string, HttpRoute>, stage: HttpStage, wanted: CfnCondition): void {
    const { defaultChild } = stage.node;
    if (!(defaultChild instanceof CfnStage)) throw new Error('the stage has no resource');
    for (const resource of [...routes.values()].flatMap((route) => route.node.findAll())) {
      if (CfnResource.isCfnResource(resource)) resource.cfnOptions.condition = wanted;
    }
    const whenWanted = (value: unknown, otherwise: string) => Fn.conditionIf(wanted.logicalId, value, otherwise);
    const limits = Object.fromEntries([...routes.keys()].map((routeKey) => [routeKey, estimateThrottle]));
    const ids = [...routes.values()].map(({ routeId }) => routeId);
    defaultChild.addPropertyOverride('RouteSettings', whenWanted(limits, Aws.NO_VALUE));
    defaultChild.addPropertyOverride(
      'Description',
      whenWanted(Fn.join(' ', ['With limits of their own:', ...ids]), 'No route has limits of its own'),
    );
  }
}
