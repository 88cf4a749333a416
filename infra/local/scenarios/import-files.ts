import { isDeepStrictEqual } from 'node:util';
import type { Cloud } from '../cloud.ts';
import { newKey } from '../desk/desk.ts';
import { openDesks, type Who } from './desks.ts';

const REGION = '141181';
const TAX: Who = { sub: 'tax-1', role: 'tax', regions: [REGION] };
const DESK: Who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] };
/** Of nobody: 141199 is no place. */
const ID_NUMBER = '141199196603019779';
const WITH_CASE = '141199196603010117';
const PAYMENTS = '凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人\n';
const ENROLMENTS = '身份证号码,统筹区,参保年度,待遇开始日期\n';
const AID_LIST = '身份证号码,身份类别,认定日期,退出日期,认定部门\n';

interface File {
  kind: 'payments' | 'enrolments' | 'aid-lists' | 'deaths';
  who: Who;
  text: string;
  /** How many rows end how. */
  counts: Record<string, number>;
}

const payment = (amount: string) => `${PAYMENTS}V-IMPORT,${ID_NUMBER},${REGION},2026,${amount},2025-11-03,微信,本人\n`;
const enrolment = (start: string) => `${ENROLMENTS}${ID_NUMBER},${REGION},2026,${start}\n`;
const aid = (from: string, until = '') => `${AID_LIST}${WITH_CASE},低保对象,${from},${until},孝义市民政局\n`;
const death = (on: string) => `身份证号码,死亡日期,登记机关\n${ID_NUMBER},${on},孝义市公安局\n`;
const OFF_FROM = '2026-03-12';

const FILES: File[] = [
  { kind: 'payments', who: TAX, text: payment('400.00'), counts: { stored: 1 } },
  { kind: 'payments', who: TAX, text: payment('380.00'), counts: { failed: 1 } },
  { kind: 'enrolments', who: DESK, text: enrolment('2026-01-01'), counts: { stored: 1 } },
  { kind: 'enrolments', who: DESK, text: enrolment('2026-03-01'), counts: { failed: 1 } },
  { kind: 'aid-lists', who: DESK, text: aid('2025-06-01'), counts: { added: 1 } },
  { kind: 'aid-lists', who: DESK, text: aid('2025-07-01'), counts: { changed: 1 } },
  { kind: 'aid-lists', who: DESK, text: aid('2025-07-01', OFF_FROM), counts: { removed: 1 } },
  { kind: 'deaths', who: DESK, text: death('2026-03-01'), counts: { added: 1 } },
];

/** Imports a file and waits until all its rows were looked at. What became of them, or what else happened than should. */
export async function importFile(cloud: Cloud, { kind, who, text, counts }: File): Promise<string | undefined> {
  const { deskOf, waitFor } = openDesks(cloud);
  const desk = deskOf(who);
  const { importId: id } = await desk.ask('receiveImport', { params: { kind }, body: Buffer.from(text) });
  const done = await waitFor(`the end of the import of ${kind}`, async () => {
    const progress = await desk.ask('getImport', { params: { id } });
    return progress.state === 'done' ? progress : undefined;
  });
  await desk.ask('listImportRows', { params: { id } });
  await desk.ask('downloadFailedImport', { params: { id }, query: { format: 'csv' } });
  if (isDeepStrictEqual(done.counts, counts)) return undefined;
  return `the import of ${kind} gave ${JSON.stringify(done.counts)} instead of ${JSON.stringify(counts)}`;
}

/**
 * Imports a file of each kind and one that contradicts it; an aid list makes a case be decided again, at once and on the
 * day that it names. What went another way than it should, or undefined.
 */
export async function importFiles(cloud: Cloud): Promise<string | undefined> {
  const { deskOf, waitFor } = openDesks(cloud);
  const desk = deskOf(DESK);
  const body = {
    person: { idNumber: WITH_CASE, name: '试一人' },
    facts: { region: REGION, coverageYear: 2026, history: { insuredYears: [2024, 2025] } },
  };
  const { caseId: id } = await desk.ask('openCase', { body, headers: newKey() });
  for (const file of FILES) {
    const difference = await importFile(cloud, file);
    if (difference !== undefined) return difference;
  }
  const look = async () => JSON.stringify(await desk.ask('getCase', { params: { id } }));
  if (!(await look()).includes('aid_list_changed')) return 'an aid list has not made a case be decided again';
  await cloud.clock.move(Date.parse(`${OFF_FROM}T00:11:00+08:00`));
  await waitFor('the end of a listing', async () => (await look()).includes(`aid-lists/${OFF_FROM}`) || undefined);
  return undefined;
}
