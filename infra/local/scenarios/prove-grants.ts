import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Grant, Permission, StatementPlace } from '../../small-cloud/services/iam/iam.ts';
import type { Cloud } from '../cloud.ts';
import { type LocalGateway, openGateway } from './gateway.ts';
import { importFiles } from './import-files.ts';
import { openOffice } from './office.ts';
import { beforeAll, onNewMachine, playOn } from './play-scenarios.ts';
import { proveAndPublish } from './prove-and-publish.ts';
import type { Scenario } from './scenario.ts';
import { STUDENTS_FROM, sendStudents } from './send-students.ts';
import { WRITE_FROM, writeToPeople } from './write-to-people.ts';

/** Something that people do, whose way through the system needs permissions. */
export interface Play {
  name: string;
  clockFrom: number;
  /** What went another way than it should; undefined if nothing did. */
  run(cloud: Cloud, gateway: LocalGateway, hasFailed: () => boolean): Promise<string | undefined>;
}

const HOUR = 3_600_000;
const SOME_DAY = Date.parse('2026-03-10T09:00:00+08:00');

/** What people do beside the ways of single cases. */
const BESIDE: Play[] = [
  { name: 'importing files', clockFrom: SOME_DAY, run: importFiles },
  { name: 'students who leave', clockFrom: Date.parse(STUDENTS_FROM), run: sendStudents },
  { name: 'proving and publishing', clockFrom: SOME_DAY, run: proveAndPublish },
  { name: 'people who are written to', clockFrom: Date.parse(WRITE_FROM), run: writeToPeople },
];

const LOOKING: Play = { name: 'looking around', clockFrom: SOME_DAY, run: lookAround };

/** Each scenario by itself, and everything else: first those that need many permissions together. */
export function listPlays(scenarios: readonly Scenario[]): Play[] {
  const single = scenarios.map((scenario) => ({
    workflow: scenario.workflow,
    name: `${scenario.workflow}/${scenario.name}`,
    clockFrom: beforeAll([scenario]),
    run: async (cloud: Cloud, _gateway: LocalGateway, hasFailed: () => boolean) =>
      findDifference(scenario, await playOn(cloud, [scenario], { isOver: hasFailed })),
  }));
  const isFirst = ({ workflow }: { workflow: string }, at: number) =>
    single.findIndex((other) => other.workflow === workflow) === at;
  return [LOOKING, ...single.filter(isFirst), ...BESIDE, ...single.filter((play, at) => !isFirst(play, at))];
}

/** The same on as few machines as can be: all scenarios of a workflow on one. */
export function listPlaysTogether(scenarios: readonly Scenario[]): Play[] {
  const workflows = [...new Set(scenarios.map(({ workflow }) => workflow))];
  const together = workflows.map((workflow): Play => {
    const own = scenarios.filter((scenario) => scenario.workflow === workflow);
    return {
      name: workflow,
      clockFrom: beforeAll(own),
      async run(cloud, _gateway, hasFailed) {
        const played = await playOn(cloud, own, { isOver: hasFailed });
        return own.map((scenario) => findDifference(scenario, played)).find((one) => one !== undefined);
      },
    };
  });
  return [LOOKING, ...together, ...BESIDE];
}

async function lookAround(cloud: Cloud): Promise<undefined> {
  await openOffice(cloud).lookAround('141181', 2026);
  return undefined;
}

type Played = Awaited<ReturnType<typeof playOn>>;

function findDifference({ name, passes, state, notices }: Scenario, played: Played): string | undefined {
  const result = played.get(name);
  if (result === undefined) return `${name} did not end`;
  const occasions = result.notices.map(({ occasion }) => occasion);
  const [expected, found] = [
    [state, ...passes, ...notices.toSorted()], // two of the same moment have no order
    [result.state, ...result.entered, ...occasions.toSorted()],
  ].map((parts) => parts.join(' '));
  return expected === found ? undefined : `${name} went ${found} instead of ${expected}`;
}

/** What was granted and used while something was played. */
interface Usage {
  failure: string | undefined;
  unused: Grant[];
  permissions: Permission[];
  seconds: number;
}

/** Ends that a scenario itself compares: a case that is parked ends as failed. */
const OF_CASES = /:canbao-(late-payment|refund|newborn)$/;

/** Another execution that failed or timed out, when what is tried again has been tried. */
async function findFailedExecution(cloud: Cloud): Promise<string | undefined> {
  await cloud.clock.move(cloud.clock.now() + HOUR);
  const region = 'cn-northwest-1';
  const client = new SFNClient({ endpoint: cloud.url, region, credentials: cloud.owner });
  try {
    const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
    for (const { stateMachineArn = '' } of stateMachines) {
      if (OF_CASES.test(stateMachineArn)) continue;
      for (const statusFilter of ['FAILED', 'TIMED_OUT'] as const) {
        const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter }));
        if (executions[0]) return `execution ${executions[0].executionArn} ${statusFilter}`;
      }
    }
    return undefined;
  } finally {
    client.destroy();
  }
}

/** Plays on a new machine; what the machine's own log says has failed, such as a schedule's call, counts as failed. */
async function playAndWatch(assembly: string, play: Play, withheld?: StatementPlace): Promise<Usage> {
  const from = performance.now();
  const failures: string[] = [];
  let permissions: Cloud['permissions'] | undefined;
  const gateway = await openGateway();
  try {
    const log = (line: string) => failures.push(line);
    const parameters = { GatewayUrl: gateway.url };
    const { clockFrom } = play;
    const failure = await onNewMachine({ assembly, clockFrom, withheld, parameters, log }, async (cloud) => {
      permissions = cloud.permissions;
      return (await play.run(cloud, gateway, () => failures.length > 0)) ?? (await findFailedExecution(cloud));
    });
    if (failure !== undefined) failures.push(failure);
  } catch (error) {
    failures.unshift(error instanceof Error ? error.message : String(error));
  } finally {
    await gateway.close();
  }
  return {
    failure: failures[0],
    unused: permissions?.unusedGrants() ?? [],
    permissions: permissions?.permissions() ?? [],
    seconds: (performance.now() - from) / 1000,
  };
}

/** Plays one after the other, each on a machine of its own; the grants that none of them has used. */
export async function findUnused(
  assembly: string,
  plays: readonly Play[],
): Promise<{ unused: Grant[]; statements: number }> {
  let unused: Grant[] | undefined;
  let statements = 0;
  for (const play of plays) {
    const usage = await playAndWatch(assembly, play);
    if (usage.failure !== undefined) throw new Error(`${play.name}: ${usage.failure}`);
    const others = new Set(usage.unused.map(nameOf));
    unused = (unused ?? usage.unused).filter((grant) => others.has(nameOf(grant)));
    statements = usage.permissions.length;
  }
  return { unused: unused ?? [], statements };
}

/** The last part of a secret's ARN is another one on each machine. */
const nameOf = ({ role, sid, action, resource }: Grant): string =>
  [role, sid, action, resource.includes(':secret:') ? resource.replace(/-\w{6}$/, '') : resource].join(' ');

/** What came of taking a statement from its role: the play that failed, or undefined if none did. */
export interface RemovedGrant {
  permission: Permission;
  failed: { play: string; failure: string } | undefined;
}

/**
 * Takes each statement from its role and plays what uses it again, until something fails. Plays are watched, to know
 * what they use, as long as no other is known to use the statement.
 *
 * @param tell gets each removal as it is known
 * @param roles only those whose name it finds
 * @throws when a play fails with all its permissions
 */
export async function removeEach(
  assembly: string,
  plays: readonly Play[],
  tell: (removal: RemovedGrant) => void,
  roles = /./,
): Promise<void> {
  const watched: (Usage & { play: Play })[] = [];
  const unwatched = [...plays];
  async function watchNext(): Promise<(Usage & { play: Play }) | undefined> {
    const play = unwatched.shift();
    if (!play) return undefined;
    const usage = { play, ...(await playAndWatch(assembly, play)) };
    if (usage.failure !== undefined) throw new Error(`${play.name} fails with all its permissions: ${usage.failure}`);
    watched.push(usage);
    watched.sort((one, other) => one.seconds - other.seconds);
    return usage;
  }
  const uses = ({ permissions }: Usage, { role, place }: StatementPlace) =>
    permissions.some((one) => one.used && one.role === role && one.place === place);

  async function failWithout(permission: Permission): Promise<RemovedGrant['failed']> {
    const tried = new Set<Play>();
    const next = async () => {
      const known = watched.find((usage) => uses(usage, permission) && !tried.has(usage.play));
      if (known) return known;
      for (let usage = await watchNext(); usage; usage = await watchNext()) if (uses(usage, permission)) return usage;
      return undefined;
    };
    for (let user = await next(); user; user = await next()) {
      tried.add(user.play);
      const { failure } = await playAndWatch(assembly, user.play, permission);
      if (failure !== undefined) return { play: user.play.name, failure };
    }
    return undefined;
  }

  const first = await watchNext();
  for (const permission of first?.permissions ?? []) {
    if (roles.test(permission.role)) tell({ permission, failed: await failWithout(permission) });
  }
}
