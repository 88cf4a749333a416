/**
 * Only for executions of releases up to 0.1.1, whose state machine has the state "RemindParents": the reminder is the
 * daily run's, made a little earlier, for the planned days that have come.
 */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { remindParents } from '../../cases/newborn/tell.ts';
import { daysBetween } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openOutboxStore } from '../../store/messages/outbox-store.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { changeByStep } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { remindNow } from '../reminders/remind-now.ts';
import { knownPlanOf } from './current-child.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE', 'POLICIES_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const reminding = {
  cases: openCaseStore(client, tables.CASES_TABLE, caseSchema),
  ledger: openLedgerStore(client, tables.LEDGER_TABLE),
  roll: openRollStore(client, tables.LEDGER_TABLE),
  policies: openPolicyStore(client, tables.POLICIES_TABLE),
  reminders: openReminderStore(client, tables.REMINDERS_TABLE),
  outbox: openOutboxStore(client, tables.NOTICES_TABLE),
};

export const handler = stepHandler(
  taskEventSchema,
  z.strictObject({ reminded: z.boolean() }),
  async ({ caseId, at }) => {
    const reminded = await changeByStep(cases, caseId, (current) => remindParents(current, at));
    const { assessment, remindFor } = knownPlanOf(reminded);
    const day = remindFor.at(-1);
    const { deadline } = assessment;
    if (day === undefined || deadline === null) return { reminded: false };
    const { region, coverageYear } = reminded;
    const step = { occasion: 'newborn' as const, lastDay: deadline, daysBefore: daysBetween(day, deadline) };
    await remindNow({ subject: caseId, region, coverageYear, ...step }, at, reminding);
    return { reminded: true };
  },
);
