import { z } from 'zod';
import type { Cloud } from '../cloud.ts';
import { openDesk, type Who } from './desk.ts';
import type { Gateway } from './gateway.ts';
import { importFile } from './import-files.ts';

const REGION = '141181';
const DESK: Who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] };
const OFFICER: Who = { sub: 'policy-officer-1', role: 'policy_officer', regions: ['310000'] };

/** Of nobody: 141199 is no place. */
const REACHED = '141199196603010117';
const ON_PAPER = '141199196603010133';
const NAMELESS = '14119919660301015X';
const STOPPED = '141199196603010176';
const REFUSED = '141199196603010192';
const SAYS_PAID = '141199196603010213';

const ENROLMENTS = '身份证号码,姓名,统筹区,参保年度,待遇开始日期,手机号码\n';
const enrolled = (idNumber: string, name: string, phone: string) =>
  `${idNumber},${name},${REGION},2025,2025-01-01,${phone}\n`;

const messagesSchema = z.object({ messages: z.array(z.looseObject({ id: z.string(), occasion: z.string() })) });
const remindersSchema = z.object({ reminders: z.array(z.unknown()) });
const openedSchema = z.looseObject({ caseId: z.string() });

/** The week before a region's last day to pay begins on 18 February. */
export const WRITE_FROM = '2026-02-16T08:00:00+08:00';

/**
 * A region's people are reminded of the last day to pay, by message and on paper; what could not be written or sent is
 * looked at and sent again; a case's notice goes out. What went another way than it should, or undefined.
 */
export async function writeToPeople(cloud: Cloud, gateway: Gateway): Promise<string | undefined> {
  const { ask, waitFor } = openDesk(cloud);
  const moveTo = (time: string) => cloud.clock.move(Date.parse(time));
  const messages = async (path: string) => messagesSchema.parse(JSON.parse(await ask(DESK, 'GET', path))).messages;
  const deadLetters = () => messages(`/dead-letters?region=${REGION}`);

  const text = [
    ENROLMENTS,
    enrolled(REACHED, '试一人', '13900000001'),
    enrolled(ON_PAPER, '试二人', ''),
    enrolled(NAMELESS, '', ''),
    enrolled(STOPPED, '试四人', '13900000004'),
    enrolled(REFUSED, '试六人', '13900000006'),
    enrolled(SAYS_PAID, '试五人', '13900000005'),
  ].join('');
  const difference = await importFile(cloud, { kind: 'enrolments', who: DESK, text, counts: { stored: 6 } });
  if (difference !== undefined) return difference;

  await moveTo('2026-02-16T09:10:00+08:00');
  const said = { region: REGION, coverageYear: 2026, paidOn: '2026-02-16', channel: 'bank' };
  await ask(DESK, 'POST', '/reminders/said-paid', { idNumber: SAYS_PAID, ...said });
  await ask(DESK, 'POST', '/stop-list', { idNumber: STOPPED, reason: '本人要求不再接收短信' });

  gateway.refuses = '13900000006';
  await moveTo('2026-02-18T09:00:30+08:00'); // before anything that was not sent is tried again
  if (!gateway.sentTo('13900000001')[0]) return 'the message to who can be reached was not sent in its run';
  const due = await ask(DESK, 'GET', `/reminders?region=${REGION}&day=2026-02-18`);
  if (remindersSchema.parse(JSON.parse(due)).reminders.length > 0) return 'what was sent is still due';
  const refused = await waitFor('the message that the gateway refuses', async () => {
    const dead = await deadLetters();
    return dead.length === 2 ? dead : undefined;
  });
  gateway.refuses = null;
  for (const { id } of refused) await ask(DESK, 'POST', `/dead-letters/${id}/retry`, {});
  await waitFor('the message that the gateway had refused', async () => gateway.sentTo('13900000006')[0]);
  const letters = await ask(DESK, 'GET', `/print-files/${REGION}/2026-02-18`);
  if (letters.match(/<article>/g)?.length !== 1) return 'there is not one letter to be printed';
  await messages(`/outbox?region=${REGION}&day=2026-02-18`);
  await ask(OFFICER, 'GET', '/reminders/unplannable');

  const opening = {
    person: { idNumber: REACHED, name: '试一人', phone: '13900000001' },
    facts: { region: REGION, coverageYear: 2026, history: { insuredYears: [2025] } },
  };
  const { caseId } = openedSchema.parse(JSON.parse(await ask(DESK, 'POST', '/cases', opening)));
  await waitFor('the notice of the case', async () => gateway.sentTo('13900000001')[1]);
  await ask(DESK, 'GET', `/cases/${caseId}/notices/payment_notice`);
  const planned = await ask(DESK, 'GET', `/reminders?region=${REGION}&day=2026-02-24`);
  if (!planned.includes(caseId)) return 'the reminder that the case has planned is not to be seen';
  await ask(DESK, 'GET', '/deadlines?from=2026-02-18&to=2026-03-18');
  await ask(DESK, 'GET', '/deadlines/2026-02-25');
  await ask(DESK, 'GET', `/policies/${REGION}/2026/revived?since=2026-01-01`);
  return gateway.sentTo('13900000004').length === 0 ? undefined : 'somebody on the stop list was written to';
}
