import type { StreamedRequest, StreamedResponse } from '../../front-door/listener.ts';
import { matchesPattern } from '../iam/policy-statement.ts';
import type { CorsRule } from './bucket-rules.ts';
import { errorAnswer, S3Error } from './s3-error.ts';

type Asked = Pick<StreamedRequest, 'headers' | 'method'>;

const ruleFor = (rules: readonly CorsRule[], origin: string, method: string): CorsRule | undefined =>
  rules.find(
    ({ AllowedOrigins, AllowedMethods }) =>
      AllowedOrigins.some((pattern) => matchesPattern(pattern, origin)) && AllowedMethods.some((one) => one === method),
  );

function allowed(rule: CorsRule, origin: string): Record<string, string> {
  const any = rule.AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': any ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(rule.ExposedHeaders.length > 0 && { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** What lets a page of another origin see the answer; nothing for one that no rule names. */
export function corsHeaders(rules: readonly CorsRule[], { headers, method }: Asked): Record<string, string> {
  if (headers.origin === undefined) return {};
  const rule = ruleFor(rules, headers.origin, method);
  return rule ? allowed(rule, headers.origin) : {};
}

/** A browser asks before a page of another origin sends. */
export function preflight(rules: readonly CorsRule[], { headers }: Asked): StreamedResponse {
  const { origin = '', 'access-control-request-method': method = '' } = headers;
  const wanted = (headers['access-control-request-headers'] ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const rule = ruleFor(rules, origin, method);
  const fits =
    rule !== undefined &&
    wanted.every((name) => rule.AllowedHeaders.some((pattern) => matchesPattern(pattern.toLowerCase(), name)));
  if (!fits)
    return errorAnswer(new S3Error(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.'), '');
  return {
    status: 200,
    headers: {
      ...allowed(rule, origin),
      ...(wanted.length > 0 && { 'access-control-allow-headers': wanted.join(', ') }),
      ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    },
    body: '',
  };
}
