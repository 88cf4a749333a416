import type { Cloud } from '../cloud.ts';
import { newKey } from '../desk/desk.ts';
import { openDesks, type Who } from './desks.ts';
import type { LocalGateway } from './gateway.ts';
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

/** The week before a region's last day to pay begins on 18 February. */
export const WRITE_FROM = '2026-02-16T08:00:00+08:00';

/**
 * A region's people are reminded of the last day to pay, by message and on paper; what could not be written or sent is
 * looked at and sent again; a case's notice goes out. What went another way than it should, or undefined.
 */
export async function writeToPeople(cloud: Cloud, gateway: LocalGateway): Promise<string | undefined> {
  const { deskOf, waitFor } = openDesks(cloud);
  const desk = deskOf(DESK);
  const moveTo = (time: string) => cloud.clock.move(Date.parse(time));
  const deadLetters = async () => (await desk.ask('listDeadLetters', { query: { region: REGION } })).messages;

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
  const said = { region: REGION, coverageYear: 2026, paidOn: '2026-02-16', channel: 'bank' } as const;
  await desk.ask('noteSaidPaid', { body: { idNumber: SAYS_PAID, ...said } });
  await desk.ask('stopMessages', { body: { idNumber: STOPPED, reason: '本人要求不再接收短信' } });

  gateway.refuses = '13900000006';
  await moveTo('2026-02-18T09:00:30+08:00'); // before anything that was not sent is tried again
  if (!gateway.sentTo('13900000001')[0]) return 'the message to who can be reached was not sent in its run';
  const due = await desk.ask('listReminders', { query: { region: REGION, day: '2026-02-18' } });
  if (due.reminders.length > 0) return 'what was sent is still due';
  const refused = await waitFor('the message that the gateway refuses', async () => {
    const dead = await deadLetters();
    return dead.length === 2 ? dead : undefined;
  });
  gateway.refuses = null;
  for (const { id } of refused) await desk.ask('retryDeadLetter', { params: { id }, body: {} });
  await waitFor('the message that the gateway had refused', async () => gateway.sentTo('13900000006')[0]);
  const letters = await desk.ask('printFile', { params: { region: REGION, day: '2026-02-18' } });
  if (letters.bytes.toString('utf8').match(/<article>/g)?.length !== 1) return 'there is not one letter to be printed';
  await desk.ask('listOutbox', { query: { region: REGION, day: '2026-02-18' } });
  await deskOf(OFFICER).ask('listUnplannable', {});

  const body = {
    person: { idNumber: REACHED, name: '试一人', phone: '13900000001' },
    facts: { region: REGION, coverageYear: 2026, history: { insuredYears: [2025] } },
  };
  const { caseId: id } = await desk.ask('openCase', { body, headers: newKey() });
  await waitFor('the notice of the case', async () => gateway.sentTo('13900000001')[1]);
  await desk.ask('getNotice', { params: { id, occasion: 'payment_notice' } });
  const planned = await desk.ask('listReminders', { query: { region: REGION, day: '2026-02-24' } });
  if (!JSON.stringify(planned).includes(id)) return 'the reminder that the case has planned is not to be seen';
  await desk.ask('countDeadlines', { query: { from: '2026-02-18', to: '2026-03-18' } });
  await desk.ask('listDeadlines', { params: { day: '2026-02-25' } });
  await desk.ask('listRevived', { params: { region: REGION, coverageYear: '2026' }, query: { since: '2026-01-01' } });
  return gateway.sentTo('13900000004').length === 0 ? undefined : 'somebody on the stop list was written to';
}
