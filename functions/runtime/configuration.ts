/** What a function is told by its environment. Each reads only its own variables, and stops at once without them. */
import { z } from 'zod';
import { ConfigurationError } from './errors.ts';

const table = z.string().regex(/^[A-Za-z0-9_.-]{3,255}$/, 'must be the name of a table');
const arn = (service: string) => z.string().regex(new RegExp(`^arn:[^:]+:${service}:`), `must be an ARN of ${service}`);

const years = z.string().regex(/^[1-9]\d{0,2}$/, 'must be full years');

const VARIABLES = {
  POLICIES_TABLE: table,
  CASES_TABLE: table,
  LEDGER_TABLE: table,
  NOTICES_TABLE: table,
  REMINDERS_TABLE: table,
  UPLOADS_TABLE: table,
  CALLERS_TABLE: table,
  COUNTS_TABLE: table,
  /** Requests of one caller a minute; 0 for no limit. */
  CALLER_LIMIT: z.string().regex(/^\d{1,6}$/, 'must be a number'),
  DOCUMENTS_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,62}$/, 'must be the name of a bucket'),
  /** Where browsers reach the bucket: an address, or `of-bucket` for S3's own. */
  DOCUMENTS_ADDRESS: z
    .string()
    .regex(/^(of-bucket|of-request|https?:\/\/[^\s/]+)$/, 'must be an address, of-bucket or of-request'),
  /** Of the addresses at which documents are sent and shown. */
  DOCUMENTS_ORIGIN: z.string().regex(/^(of-request|https?:\/\/[^\s/]+)$/, 'must be an origin, or of-request'),
  PERSON_SECRET_ARN: arn('secretsmanager'),
  LATE_PAYMENT_STATE_MACHINE_ARN: arn('states'),
  NEWBORN_STATE_MACHINE_ARN: arn('states'),
  REFUND_STATE_MACHINE_ARN: arn('states'),
  REMINDERS_STATE_MACHINE_ARN: arn('states'),
  GATEWAY_SECRET_ARN: arn('secretsmanager'),
  GATEWAY_URL: z.string().regex(/^(none|https?:\/\/\S+)$/, 'must be an address, or none'),
  QUIET_HOURS: z.string().regex(/^\d\d:\d\d-\d\d:\d\d$/, 'must be like 21:00-08:00'),
  RETENTION_YEARS: years,
  SETTLED_RETENTION_YEARS: years,
  IMPORTS_STATE_MACHINE_ARN: arn('states'),
  STUDENT_BATCH_STATE_MACHINE_ARN: arn('states'),
  CONSOLE_OIDC_ISSUER: z.url(),
  /** An address, a path on the console's own origin, or `of-issuer` for the usual one below the issuer. */
  CONSOLE_OIDC_DISCOVERY: z.string().regex(/^(of-issuer|https?:\/\/\S+|\/\S+)$/),
  CONSOLE_OIDC_CLIENT_ID: z.string().min(1),
  /** Whether there is the page on which anybody reckons without sign-in. */
  ESTIMATE_PAGE: z.enum(['on', 'off']),
};
export type Variable = keyof typeof VARIABLES;

const holdsAll = <Name extends string>(
  values: Record<string, string>,
  names: readonly Name[],
): values is Record<Name, string> => names.every((name) => Object.hasOwn(values, name));

/** @throws ConfigurationError naming every variable that is missing or malformed (never its value). */
export function readConfiguration<Name extends Variable>(
  names: readonly Name[],
  environment: NodeJS.ProcessEnv = process.env,
): Record<Name, string> {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of names) {
    const result = VARIABLES[name].safeParse(environment[name]);
    if (result.success) values[name] = result.data;
    else faults.push(`${name} ${environment[name] ? result.error.issues[0]?.message : 'is not set'}`);
  }
  if (holdsAll(values, names)) return values;
  throw new ConfigurationError(`environment variable ${faults.join('; ')}`);
}
