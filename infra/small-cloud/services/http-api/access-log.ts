/** What an access log can say of a request: the values of `$context` that this machine knows. */
export interface AccessLogEntry {
  requestId: string;
  /** Milliseconds since 1970, of the one clock. */
  requestTimeEpoch: number;
  routeKey: string | undefined;
  httpMethod: string;
  protocol: 'HTTP/1.1';
  stage: '$default';
  status: number;
  /** Of the body, in bytes. */
  responseLength: number;
  responseLatency: number;
  /** Why API Gateway itself answered. */
  'error.responseType': string | undefined;
  'integration.requestId': string | undefined;
  'integration.integrationStatus': number | undefined;
  'integration.latency': number | undefined;
}

const known: Record<keyof AccessLogEntry, true> = {
  requestId: true,
  requestTimeEpoch: true,
  routeKey: true,
  httpMethod: true,
  protocol: true,
  stage: true,
  status: true,
  responseLength: true,
  responseLatency: true,
  'error.responseType': true,
  'integration.requestId': true,
  'integration.integrationStatus': true,
  'integration.latency': true,
};

const variable = /\$context\.([A-Za-z.]+)/g;

const isKnown = (name: string): name is keyof AccessLogEntry => Object.hasOwn(known, name);

/** The variables of a format that this machine does not know. */
export function unknownVariables(format: string): string[] {
  return [...format.matchAll(variable)].map(([, name = '']) => name).filter((name) => !isKnown(name));
}

/** One line of the format; what there is no value for is `-`. */
export function formatAccess(format: string, entry: AccessLogEntry): string {
  const line = format.replace(variable, (_whole, name: string) => String((isKnown(name) ? entry[name] : null) ?? '-'));
  return `${line}\n`;
}

/** How API Gateway names the answers that it gives by itself. */
export function responseTypeOf(status: number): string {
  const types: Record<number, string> = {
    401: 'UNAUTHORIZED',
    403: 'ACCESS_DENIED',
    404: 'NOT_FOUND',
    413: 'REQUEST_TOO_LARGE',
    429: 'THROTTLED',
    500: 'INTEGRATION_FAILURE',
    503: 'INTEGRATION_TIMEOUT',
  };
  return types[status] ?? (status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
}
