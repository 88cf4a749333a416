/**
 * State "FindRolls": regions whose time to pay ends soon, and whose people of last year have no reminders yet. A table
 * that has no such day gets none: a policy officer is told instead.
 */
import { addDays, dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { isInFirstForm, type PolicyVersion } from '../../domain/policy.ts';
import { lastDayOfRegion } from '../../domain/reminder/decide-due.ts';
import { firstStepOn } from '../../domain/reminder/steps.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { ROLL_SHARDS } from '../../store/keys.ts';
import { openReminderRuns, type Unplannable } from '../../store/messages/reminder-runs.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { REMINDERS_OUTCOMES } from './outcomes.ts';
import { runEventSchema } from './run-event.ts';

const { POLICIES_TABLE, REMINDERS_TABLE } = readConfiguration(['POLICIES_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const policies = openPolicyStore(client, POLICIES_TABLE);
const runs = openReminderRuns(client, REMINDERS_TABLE);

/** So early that a roll is planned before its first reminder is due, also after some days without a run. */
const DAYS_AHEAD = 5;

export const handler = stepHandler(runEventSchema, REMINDERS_OUTCOMES.FindRolls, async ({ at }) => {
  const today = dateOfInstant(at);
  const rolls: { region: string; coverageYear: number; shard: string; lastDay: LocalDate }[] = [];
  const told = await runs.unplannable();
  for (const { region, coverageYear } of await policies.list()) {
    const policy = await policies.asOf(region, coverageYear, today);
    if (!policy || policy.table.period.kind === 'year_round') continue;
    const lastDay = lastDayOfRegion(policy);
    await tellOfficer(policy, lastDay, told, at);
    if (lastDay === null || today >= lastDay || today < addDays(firstStepOn('period', lastDay), -DAYS_AHEAD)) continue;
    const planned = await runs.plannedShards(region, coverageYear, lastDay);
    const missing = ROLL_SHARDS.filter((shard) => !planned.includes(shard));
    rolls.push(...missing.map((shard) => ({ region, coverageYear, shard, lastDay })));
  }
  return { rolls };
});

/** Once, until the table says more. */
async function tellOfficer(
  { table }: PolicyVersion,
  lastDay: LocalDate | null,
  told: readonly Unplannable[],
  at: string,
): Promise<void> {
  const { region, coverageYear } = table;
  const known = told.find((item) => item.region === region && item.coverageYear === coverageYear);
  const way = table.rules.ways.find(({ kind, who }) => kind === 'in_time' && who === null);
  const field = isInFirstForm(table) ? 'period.end' : `${way?.field ?? 'ways'}.open.to`;
  if (lastDay === null && known?.state !== 'open') {
    const message = `政策表没有缴费期最后一天（${field}），不发提醒：${table.period.end.note ?? ''}`;
    await runs.putUnplannable({ region, coverageYear, field, message, at, state: 'open' });
  } else if (lastDay !== null && known?.state === 'open') {
    await runs.putUnplannable({ ...known, at, state: 'settled' });
  }
}
