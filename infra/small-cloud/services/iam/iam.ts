import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { TemplateError } from '../../template/template-error.ts';
import { matchesPattern, type PolicyStatement } from './policy-statement.ts';

/** One thing that a call must be allowed to do. */
export interface Need {
  /** e.g. `dynamodb:PutItem` */
  action: string;
  resource: string;
  /** The version or alias of a state machine that is named. */
  qualifier?: string | undefined;
}

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

/** Whom an access key stands for, with what a signature is checked by. The owner's key has no session. */
export interface KeyHolder {
  principal: Principal;
  credentials: Omit<Credentials, 'sessionToken'> & { sessionToken?: string };
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
  /** Who has an access key; undefined when nobody on this machine does. */
  callerOf(accessKeyId: string): KeyHolder | undefined;
  /** @throws AccessDeniedError unless the caller may do all of it */
  authorize(principal: Principal, needs: readonly Need[]): void;
  /** Grants on services of this machine that no call has used so far. */
  unusedGrants(): Grant[];
  /** The statements that allow something on services of this machine. */
  permissions(): Permission[];
}

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
 * role allows its action on its resource and none denies it. It finds a grant that is missing; it is no wall against
 * somebody who may read the data folder, for the owner's key lies there.
 *
 * @param options.decides the services whose calls are decided; statements on others (`logs`, `kms`, …) decide nothing
 * @param options.owner the key of whoever sits at this machine (the AWS CLI, a test): it may do everything
 * @param options.withheld a statement that its role does not get, to prove that it is needed
 */
export function openIam(options: {
  partition: string;
  account: string;
  decides: readonly string[];
  owner: KeyHolder['credentials'];
  withheld?: StatementPlace | undefined;
}): Iam {
  const roles = new Map<string, Role>();
  const callers = new Map<string, KeyHolder>();
  const used = new Set<Grant>();
  /** Decisions made, until a statement changes. */
  const decisions = new Map<string, Grant | undefined>();
  const { owner, decides } = options;
  const root = { arn: `arn:${options.partition}:iam::${options.account}:root`, roleArn: undefined };
  callers.set(owner.accessKeyId, { principal: root, credentials: owner });

  const isDecided = (actions: readonly string[]) =>
    actions.some((action) => decides.some((service) => allowedTo(service, action)));

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
        refuseVariables(statement, where, isDecided(statement.Action));
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
      // The same at every start, and known to nobody who does not know the owner's secret.
      const derive = (what: string) =>
        createHmac('sha256', owner.secretAccessKey).update(`${what}\n${roleArn}\n${session}`).digest('hex');
      const accessKeyId = `ASIA${derive('id').slice(0, 16).toUpperCase()}`;
      const credentials = { accessKeyId, secretAccessKey: derive('secret'), sessionToken: derive('session') };
      callers.set(accessKeyId, { principal: assume(roleArn, session), credentials });
      return credentials;
    },
    callerOf: (accessKeyId) => callers.get(accessKeyId),
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

/** A resource that depends on who asks would be compared to the letter: a Deny on it would deny nothing. */
function refuseVariables({ Resource }: PolicyStatement, where: string, decided: boolean): void {
  const variable = Resource.find((resource) => resource.includes('${'));
  if (decided && variable !== undefined)
    throw new TemplateError(
      where,
      `the resource ${variable} has a policy variable, which cannot be decided on this machine`,
    );
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
