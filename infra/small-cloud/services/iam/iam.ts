import { createHash } from 'node:crypto';
import { z } from 'zod';
import { TemplateError } from '../../template/template-error.ts';
import type { Need } from './needs.ts';
import { matchesPattern, type PolicyStatement } from './policy-statement.ts';

/** Who makes a call: a role that a function (or a machine) has taken, or the owner of this machine. */
export interface Principal {
  /** `arn:aws-cn:sts::…:assumed-role/ROLE/SESSION`, as AWS names it in messages. */
  arn: string;
  roleArn: string | undefined;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** A grant that a role has: one action pattern on one resource pattern. */
export interface Grant {
  role: string;
  sid: string | undefined;
  action: string;
  resource: string;
  /** Only by these versions and aliases of a state machine. */
  qualifiers?: readonly string[] | undefined;
}

/** One of the statements that a role was given, by its place among them. */
export interface StatementPlace {
  role: string;
  place: number;
}

/** A statement that allows something on a service of this machine. */
export interface Permission extends StatementPlace {
  statement: PolicyStatement;
  /** Whether a call has been allowed by it so far. */
  used: boolean;
}

/** AWS's refusal. The message names caller, action and resource, and says why. */
export class AccessDeniedError extends Error {
  override name = 'AccessDeniedException';
}

export interface Iam {
  /** Makes a role known, without any permission. */
  addRole(role: { name: string; arn: string; trusts: string[] }): void;
  /** @throws TemplateError for a condition on a decision that is made here, and for an unknown role */
  addStatements(roleName: string, statements: PolicyStatement[], where: string): void;
  /** @throws TemplateError unless the role exists and lets that service take it */
  requireTrust(roleArn: string, service: string, where: string): void;
  /** The caller that a role becomes when it is taken under that session name. */
  assume(roleArn: string, session: string): Principal;
  /** Credentials that stand for the role, taken under that session name. */
  credentialsOf(roleArn: string, session: string): Credentials;
  /** The owner of an access key; undefined when nobody on this machine has it. */
  principalOf(accessKeyId: string): Principal | undefined;
  /** @throws AccessDeniedError unless the caller may do all of it */
  authorize(principal: Principal, needs: readonly Need[]): void;
  /** Grants on services of this machine that no call has used so far. */
  unusedGrants(): Grant[];
  /** The statements that allow something on services of this machine. */
  permissions(): Permission[];
}

/** The access key of whoever sits at this machine (the AWS CLI, a test): it may do everything. */
export const ownerAccessKey = 'LOCALMACHINEOWNER';

/** Services whose calls are decided here. Statements on others (`logs`, `kms`, …) have nothing to decide. */
const decidedServices = ['dynamodb', 'states', 'lambda', 'secretsmanager'];

/** There are few questions, but for one about a single execution. */
const decisionsKept = 10_000;

interface Role {
  name: string;
  arn: string;
  trusts: string[];
  statements: { statement: PolicyStatement; grants: Grant[]; withheld: boolean }[];
}

const allowedTo = (service: string, action: string) =>
  matchesPattern(action.split(':')[0]?.toLowerCase() ?? '', service) || action === '*';

/**
 * The decisions of Identity and Access Management for one account: a call is allowed when a statement of the caller's
 * role allows its action on its resource and none denies it. Calls are told apart by access key; signatures are not
 * checked, so this finds a grant that is missing, and is no wall against somebody who is on the machine already.
 *
 * @param options.withheld a statement that its role does not get, to prove that it is needed
 */
export function openIam(options: { partition: string; account: string; withheld?: StatementPlace | undefined }): Iam {
  const roles = new Map<string, Role>();
  const principals = new Map<string, Principal>();
  const used = new Set<Grant>();
  /** Decisions made, until a statement changes. */
  const decisions = new Map<string, Grant | undefined>();
  principals.set(ownerAccessKey, { arn: `arn:${options.partition}:iam::${options.account}:root`, roleArn: undefined });

  const roleByArn = (arn: string) => [...roles.values()].find((role) => role.arn === arn);

  function covering(roleArn: string, effect: 'Allow' | 'Deny', need: Need): Grant | undefined {
    const question = [effect, roleArn, need.action, need.resource, need.qualifier].join('\n');
    if (decisions.size > decisionsKept) decisions.clear();
    if (!decisions.has(question)) decisions.set(question, find(roleArn, effect, need));
    return decisions.get(question);
  }

  function find(roleArn: string, effect: 'Allow' | 'Deny', need: Need): Grant | undefined {
    return roleByArn(roleArn)
      ?.statements.filter(({ statement, withheld }) => statement.Effect === effect && !withheld)
      .flatMap(({ grants }) => grants)
      .find(
        ({ action, resource, qualifiers }) =>
          matchesPattern(action.toLowerCase(), need.action.toLowerCase()) &&
          matchesPattern(resource, need.resource) &&
          (qualifiers === undefined || (need.qualifier !== undefined && qualifiers.includes(need.qualifier))),
      );
  }

  function assume(roleArn: string, session: string): Principal {
    const roleName = roleArn.split('/').at(-1);
    return { arn: `arn:${options.partition}:sts::${options.account}:assumed-role/${roleName}/${session}`, roleArn };
  }

  return {
    assume,
    addRole(role) {
      roles.set(role.name, { ...role, statements: [] });
    },
    addStatements(roleName, statements, where) {
      const role = roles.get(roleName);
      if (role === undefined) throw new TemplateError(where, `there is no role ${roleName}`);
      for (const statement of statements) {
        const keys = undecidedKeys(statement);
        if (isDecided(statement.Action) && keys.length > 0) {
          throw new TemplateError(where, `the condition ${keys.join(', ')} cannot be decided on this machine`);
        }
        const { withheld } = options;
        role.statements.push({
          statement,
          grants: grantsOf(roleName, statement),
          withheld: withheld?.role === roleName && withheld.place === role.statements.length,
        });
      }
      decisions.clear();
    },
    requireTrust(roleArn, service, where) {
      const role = roleByArn(roleArn);
      if (role === undefined) throw new TemplateError(where, `there is no role ${roleArn}`);
      if (!role.trusts.includes(service))
        throw new TemplateError(where, `the role ${role.name} does not let ${service} take it`);
    },
    credentialsOf(roleArn, session) {
      const digest = createHash('sha256').update(`${roleArn}\n${session}`).digest('hex').toUpperCase();
      const accessKeyId = `ASIA${digest.slice(0, 16)}`;
      principals.set(accessKeyId, assume(roleArn, session));
      return { accessKeyId, secretAccessKey: digest.slice(16, 56), sessionToken: digest };
    },
    principalOf: (accessKeyId) => principals.get(accessKeyId),
    authorize(principal, needs) {
      if (principal.roleArn === undefined) return;
      for (const need of needs) {
        const said = `User: ${principal.arn} is not authorized to perform: ${need.action} on resource: ${need.resource}`;
        if (covering(principal.roleArn, 'Deny', need)) {
          throw new AccessDeniedError(`${said} with an explicit deny in an identity-based policy`);
        }
        const grant = covering(principal.roleArn, 'Allow', need);
        if (!grant)
          throw new AccessDeniedError(`${said} because no identity-based policy allows the ${need.action} action`);
        used.add(grant);
      }
    },
    unusedGrants() {
      return [...roles.values()]
        .flatMap(({ statements }) => statements.flatMap(({ grants }) => grants))
        .filter((grant) => isDecided([grant.action]) && !used.has(grant));
    },
    permissions() {
      return [...roles.values()].flatMap(({ name, statements }) =>
        statements.flatMap(({ statement, grants }, place) => {
          if (statement.Effect !== 'Allow' || !isDecided(statement.Action)) return [];
          return [{ role: name, place, statement, used: grants.some((grant) => used.has(grant)) }];
        }),
      );
    },
  };
}

function isDecided(actions: readonly string[]): boolean {
  return actions.some((action) => decidedServices.some((service) => allowedTo(service, action)));
}

function grantsOf(role: string, statement: PolicyStatement): Grant[] {
  const qualifiers = qualifiersOf(statement);
  return statement.Action.flatMap((action) =>
    statement.Resource.map((resource) => ({ role, sid: statement.Sid, action, resource, qualifiers })),
  );
}

/** The one condition that is decided here: by which version or alias a state machine is called. */
const BY_QUALIFIER = { operator: 'ForAnyValue:StringEquals', key: 'states:StateMachineQualifier' } as const;

const qualifiersOf = ({ Condition }: PolicyStatement): readonly string[] | undefined =>
  z
    .union([z.string().transform((one) => [one]), z.array(z.string())])
    .optional()
    .parse(Condition?.[BY_QUALIFIER.operator]?.[BY_QUALIFIER.key]);

function undecidedKeys({ Condition = {} }: PolicyStatement): string[] {
  return Object.entries(Condition).flatMap(([operator, on]) =>
    Object.keys(on)
      .filter((key) => operator !== BY_QUALIFIER.operator || key !== BY_QUALIFIER.key)
      .map((key) => `${operator} on ${key}`),
  );
}
