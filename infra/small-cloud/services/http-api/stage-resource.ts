import { z } from 'zod';
import { defineResource, ignored, numeric, truth } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';
import type { Logs } from '../logs/logs.ts';
import { type AccessLogEntry, formatAccess, unknownVariables } from './access-log.ts';

const routeSettings = z.strictObject({
  ThrottlingBurstLimit: numeric.optional(),
  ThrottlingRateLimit: numeric.optional(),
  DetailedMetricsEnabled: ignored('a metric of the real cloud'),
  LoggingLevel: ignored('not for HTTP APIs'),
  DataTraceEnabled: ignored('not for HTTP APIs'),
});

export const httpStage = defineResource({
  type: 'AWS::ApiGatewayV2::Stage',
  properties: z.strictObject({
    ApiId: z.string(),
    StageName: z.literal('$default', 'this machine serves the stage $default only'),
    AutoDeploy: truth.refine((set) => set, 'must be set: there are no deployments on this machine'),
    DefaultRouteSettings: routeSettings.default({}),
    RouteSettings: z.record(z.string(), routeSettings).default({}),
    AccessLogSettings: z.strictObject({ DestinationArn: z.string(), Format: z.string() }).optional(),
    Description: ignored('for readers'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { api, logs }) {
    const httpApi = api.apis.get(properties.ApiId);
    if (httpApi === undefined) throw new TemplateError(identity.where, 'its API does not exist');
    const limitsOf = (settings: z.infer<typeof routeSettings>) => {
      const { ThrottlingBurstLimit: burst, ThrottlingRateLimit: rate } = settings;
      return !api.throttled || burst === undefined || rate === undefined ? undefined : { burst, rate };
    };
    const routes = Object.entries(properties.RouteSettings).flatMap(([routeKey, settings]) => {
      const limits = limitsOf(settings);
      return limits === undefined ? [] : [[routeKey, limits] as const];
    });
    httpApi.deploy({
      all: limitsOf(properties.DefaultRouteSettings),
      routes: new Map(routes),
      logAccess: properties.AccessLogSettings && openAccessLog(properties.AccessLogSettings, logs, identity.where),
    });
    return { ref: properties.StageName };
  },
});

function openAccessLog(
  { DestinationArn, Format }: { DestinationArn: string; Format: string },
  logs: Logs,
  where: string,
) {
  const group = logs.groupOf(DestinationArn);
  if (group === undefined) throw new TemplateError(where, `its access log ${DestinationArn} is no log group`);
  const [unknown] = unknownVariables(Format);
  if (unknown !== undefined) {
    throw new TemplateError(where, `the variable $context.${unknown} of its access log is not known to this machine`);
  }
  const file = logs.open('http-api-access', group);
  return (entry: AccessLogEntry) => file.write(formatAccess(Format, entry));
}
