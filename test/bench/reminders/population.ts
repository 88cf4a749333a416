/** A region's people, all with a reminder planned; some of them due today, with all that the ledger knows of them. */
import { addDays, localDate } from '../../../functions/domain/calendar.ts';
import { maskPerson } from '../../../functions/domain/person/masking.ts';
import type { PersonIdentity } from '../../../functions/runtime/person-identity.ts';
import { dueKeyOf, enrolmentEntry, ROLL_SHARDS, rollKeyOf, rollSubject } from '../../../functions/store/keys.ts';
import { idNumber } from '../../api/people.ts';
import type { PlainItem } from './fill.ts';

export const REGION = '141181';
export const YEAR = 2026;
/** A week before the last day in Xiaoyi's table. */
export const TODAY = localDate('2026-02-18');
const LAST_DAY = localDate('2026-02-25');
const PLANNED_AT = '2026-01-21T01:00:00.000Z';
/** Days over which the others are spread. */
const DAYS = 60;

export interface Resident {
  ref: string;
  sealed: string;
  maskedName: string;
}

/** Nobody real: their region is no place. */
export async function makeResidents(count: number, identity: PersonIdentity): Promise<Resident[]> {
  const residents: Resident[] = [];
  for (let index = 0; index < count; index += 1) {
    const born = addDays(localDate('1960-01-01'), Math.floor(index / 999)).replaceAll('-', '');
    const details = { idNumber: idNumber((index % 999) + 1, born), name: '试一人' };
    const phone = `139${String(index).padStart(8, '0')}`;
    const { ref, sealed } = await identity.seal({ ...details, phone });
    residents.push({ ref, sealed, maskedName: maskPerson(details).name });
  }
  return residents;
}

type Row = readonly [table: string, item: PlainItem];

function reminderOf(ref: string, dueOn: string): Row {
  const subject = rollSubject(REGION, YEAR, ref);
  const keys = { dueKey: dueKeyOf(localDate(dueOn), subject), dueSort: `${subject}#period` };
  const state = { state: 'planned', version: 1, plannedAt: PLANNED_AT, lastDay: LAST_DAY, daysBefore: 7 };
  return ['Reminders', { subject, occasion: 'period', region: REGION, coverageYear: YEAR, dueOn, ...state, ...keys }];
}

function ledgerOf({ ref, sealed, maskedName }: Resident): Row[] {
  const year = YEAR - 1;
  const enrolled = {
    caseId: 'core/1:1',
    region: REGION,
    benefitStart: `${year}-01-01`,
    recordedAt: `${year}-01-01T00:00:00.000Z`,
  };
  const entry = { entry: enrolmentEntry(ref, year), personEntryKey: `enrolment#${year}`, coverageYear: year };
  const contact = { entry: `contact#${ref}`, personEntryKey: 'contact', sealed, maskedName, at: PLANNED_AT };
  return [
    ['Ledger', { ...entry, personRef: ref, enrolled, rollKey: rollKeyOf(REGION, year, ref) }],
    ['Ledger', { ...contact, personRef: ref }],
  ];
}

/** The roll is planned already: of `people`, the residents are due today. */
export function* populate(people: number, residents: readonly Resident[]): Generator<Row> {
  for (const shard of ROLL_SHARDS) {
    yield ['Reminders', { subject: `roll#${REGION}#${YEAR}`, occasion: shard, lastDay: LAST_DAY }];
  }
  yield ['Reminders', { subject: 'run', occasion: 'cursor', through: addDays(TODAY, -1) }];
  for (const resident of residents) {
    yield* ledgerOf(resident);
    yield reminderOf(resident.ref, TODAY);
  }
  for (let index = residents.length; index < people; index += 1) {
    yield reminderOf(index.toString(16).padStart(64, 'f'), addDays(TODAY, 1 + (index % DAYS)));
  }
}
