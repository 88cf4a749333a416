/** Very many people who paid, and the open cases of some of them: copies of one case that the system itself has made. */
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { liOf } from '../../../functions/cases/amount.ts';
import { caseSchema } from '../../../functions/cases/case.ts';
import { addDays, localDate } from '../../../functions/domain/calendar.ts';
import { maskPerson } from '../../../functions/domain/person/masking.ts';
import type { PersonIdentity } from '../../../functions/runtime/person-identity.ts';
import { openDocumentClient } from '../../../functions/store/client.ts';
import {
  amountKey,
  foundByEntry,
  openedKey,
  paymentEntry,
  personCaseKey,
  taskDueKey,
  waitId,
} from '../../../functions/store/keys.ts';
import type { Cloud } from '../../../infra/local/cloud.ts';
import { idNumber } from '../../api/people.ts';
import { isPlain, type PlainItem } from '../reminders/fill.ts';

const REGION = '141181';
const YEAR = 2026;

export interface Applicant {
  idNumber: string;
  name: string;
  phone: string;
  person: Awaited<ReturnType<PersonIdentity['seal']>>;
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const GIVEN = [...'文静建国晓燕立新雅琴正敏慎之长河小满大川知秋春夏冬雨雪松柏梅兰竹菊'];
const at = (list: readonly string[], index: number): string => list[index % list.length] ?? '';

/** Nobody real: about a dozen share each name. */
const nameOf = (index: number): string =>
  at(SURNAMES, index) + at(GIVEN, Math.floor(index / 32)) + at(GIVEN, Math.floor(index / 992) * 7);

export async function makeApplicants(count: number, identity: PersonIdentity): Promise<Applicant[]> {
  const applicants: Applicant[] = [];
  for (let index = 0; index < count; index += 1) {
    const born = addDays(localDate('1950-01-01'), Math.floor(index / 40)).replaceAll('-', '');
    const details = { idNumber: idNumber((index % 999) + 1, born), name: nameOf(index), phone: phoneOf(index) };
    applicants.push({ ...details, person: await identity.seal(details) });
  }
  return applicants;
}

const phoneOf = (index: number): string => `139${String(index).padStart(8, '0')}`;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const caseIdOf = (index: number): string =>
  `L${REGION}-${YEAR}-${Array.from({ length: 10 }, (_none, place) => LETTERS.charAt((index >> (5 * (9 - place))) & 31)).join('')}`;
export const voucherOf = (index: number): string => `BENCH${String(index).padStart(9, '0')}`;

/** A case that waits for a desk, as it is stored. */
export async function readTemplate({ url, owner }: Pick<Cloud, 'url' | 'owner'>, caseId: string): Promise<PlainItem> {
  const client = openDocumentClient({ endpoint: url, region: 'cn-northwest-1', credentials: owner });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const TableName = TableNames.find((name) => name.includes('Cases')) ?? '';
  for (;;) {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { caseId }, ConsistentRead: true }));
    if (Item?.state === 'awaiting_decision' && isPlain(Item)) return Item;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

interface Template {
  item: PlainItem;
  li: ReturnType<typeof liOf>;
}

const templateOf = (item: PlainItem): Template => ({ item, li: liOf(caseSchema.parse(item)) });

type Row = readonly [table: string, item: PlainItem];

function* caseOf(
  index: number,
  { name, idNumber: number, phone, person }: Applicant,
  { item: template, li }: Template,
): Generator<Row> {
  const caseId = caseIdOf(index);
  const day = addDays(localDate('2026-02-26'), index % 12);
  const openedAt = `${day}T01:00:00.000Z`;
  const due = addDays(day, 14);
  const { ref, sealed, foundBy } = person;
  const masked = maskPerson({ name, idNumber: number, phone });
  const wait = isPlain(template.wait) ? template.wait : {};
  yield [
    'Cases',
    {
      ...template,
      caseId,
      openedAt,
      person: { ref, sealed, foundBy: foundBy.map((one) => ({ ...one })), masked: { ...masked } },
      wait: { ...wait, waitId: waitId(caseId, 1), due },
      openedKey: openedKey(openedAt, caseId),
      amountKey: amountKey(li, caseId),
      personRef: ref,
      personCaseKey: personCaseKey('late-payment', YEAR, caseId),
      queueKey: REGION,
      taskDue: taskDueKey(due, waitId(caseId, 1)),
    },
  ];
  for (const { key, also } of foundBy) {
    yield [
      'Ledger',
      { entry: foundByEntry(key, caseId), personRef: key, personEntryKey: `${REGION}#${caseId}`, caseId, also },
    ];
  }
}

function paymentOf(index: number, personRef: string): Row {
  const voucher = voucherOf(index);
  return [
    'Ledger',
    {
      ...{ entry: paymentEntry(voucher), voucher, personRef, personEntryKey: `payment#${YEAR - 1}#${voucher}` },
      ...{ region: REGION, coverageYears: [YEAR - 1], amount: '400.00', collectedOn: `${YEAR - 2}-11-03` },
      ...{ recordedAt: `${YEAR - 2}-11-04T01:00:00.000Z`, recordedBy: 'import', channel: 'wechat', digest: voucher },
    },
  ];
}

/** Cases alone, of people of whom nothing else is known. @param some whose sealed details they have, again and again */
export function* copies(
  { from, to }: { from: number; to: number },
  some: readonly Applicant[],
  item: PlainItem,
): Generator<Row> {
  const template = templateOf(item);
  for (let index = from; index < to; index += 1) {
    const one = some[index % some.length];
    if (!one) throw new Error('nobody to copy');
    const person = { ...one.person, ref: index.toString(16).padStart(64, 'e'), foundBy: [] };
    yield* caseOf(index, { ...one, person }, template);
  }
}

export function* populate(people: number, applicants: readonly Applicant[], item: PlainItem): Generator<Row> {
  const template = templateOf(item);
  for (const [index, applicant] of applicants.entries()) yield* caseOf(index, applicant, template);
  for (let index = 0; index < people; index += 1) {
    yield paymentOf(index, applicants[index]?.person.ref ?? index.toString(16).padStart(64, 'f'));
  }
}
