/** Days and people on which two ways to decide are held against each other. */
import { addDays, localDate } from '../../functions/domain/calendar.ts';

export type Request = Record<string, unknown>;

const days = (year: number, step: number): string[] =>
  Array.from({ length: Math.ceil(490 / step) }, (_, index) => addDays(localDate(`${year - 1}-08-28`), index * step));

const combined = (...parts: Request[][]): Request[] =>
  parts.reduce<Request[]>((sum, part) => sum.flatMap((one) => part.map((other) => ({ ...one, ...other }))), [{}]);

export function* payments(region: string, year: number, step = 37): Generator<Request> {
  const people = [
    {},
    { history: { insuredYears: [year - 1] }, birthDate: '1990-02-03', student: false, tier: 'low', months: 4 },
    { history: { insuredYears: [year - 2] }, birthDate: '1963-11-20', student: false, tier: 'high', months: 4 },
    { history: { insuredYears: [year - 6] } },
    { history: { lapsedYears: [year - 1] }, repairYears: 1, birthDate: '2005-12-01', tier: 'low', months: 12 },
    { history: { firstEnrolment: true }, birthDate: '2010-01-01', student: true, tier: 'low', months: 3 },
  ];
  const identities = [
    [],
    [{ category: 'subsistence_allowance', identifiedOn: '2021-01-01' }],
    [{ category: 'monitored', identifiedOn: `${year}-04-01` }],
    [{ category: 'low_income_family' }],
    [{ category: 'disabled', grade: 3, certificateIssuedOn: '2019-01-01' }, { category: 'entitled_veteran' }],
  ].map((held) => ({ identities: held }));
  for (const paidOn of days(year, step)) {
    for (const facts of combined(people, identities)) yield { region, coverageYear: year, paidOn, ...facts };
    for (const scheme of ['employee', 'military', 'other']) {
      const exit = { scheme, on: `${year}-02-10` };
      if (exit.on <= paidOn) yield { region, coverageYear: year, paidOn, exit, history: { insuredYears: [year - 1] } };
    }
  }
}

export function* newborns(region: string, year: number): Generator<Request> {
  const births = ['07-03', '11-20', '12-31'].map((day) => `${year - 1}-${day}`);
  for (const bornOn of [...births, `${year}-01-01`, `${year}-02-10`]) {
    for (const after of [0, 30, 89, 90, 91, 150, 300]) {
      const asOf = addDays(localDate(bornOn), after);
      const registered = [{}, ...(after > 10 ? [{ registeredOn: addDays(localDate(bornOn), 10) }] : [])];
      for (const facts of combined(registered, [{}, { paidOn: asOf }])) yield { region, bornOn, asOf, ...facts };
    }
  }
}

export function* reminders(region: string, year: number): Generator<Request> {
  for (const asOf of days(year, 23)) {
    const people: Request[] = [
      {},
      { history: { insuredYears: [year - 1] } },
      { identities: [{ category: 'subsistence_allowance', identifiedOn: '2021-01-01' }] },
      { paidYears: [year] },
      { paidOn: addDays(localDate(asOf), -3) },
      ...[`${year - 1}-11-20`].filter((day) => day <= asOf).map((bornOn) => ({ bornOn })),
      ...[`${year}-02-20`].filter((day) => day <= asOf).map((on) => ({ exit: { scheme: 'employee', on } })),
    ];
    for (const facts of people) yield { region, coverageYear: year, asOf, ...facts };
  }
}

const GROUNDS = ['duplicate_payment', 'departure', 'employee_insurance', 'enrolled_elsewhere', 'death'];
const MORE_GROUNDS = ['aid_recognised', 'wrong_standard', 'change_of_mind', 'other'];

export function* refunds(region: string, year: number): Generator<Request> {
  const first = { id: 'A1', coverageYears: [year], paidOn: `${year - 1}-10-22`, amount: '400.00', place: region };
  const paid = { ...first, channel: 'wechat', payer: 'x' };
  const twice = { ...paid, id: 'B2', paidOn: `${year - 1}-10-24`, mode: 'special', amount: '80.00' };
  for (const ground of [...GROUNDS, ...MORE_GROUNDS]) {
    for (const appliedOn of [`${year - 1}-11-05`, `${year}-01-10`, `${year}-07-01`]) {
      for (const eventOn of [`${year - 1}-11-01`, `${year}-01-01`, `${year}-02-25`].filter((day) => day <= appliedOn)) {
        const identities = [{ category: 'subsistence_allowance', identifiedOn: eventOn }];
        for (const facts of combined(
          [{}, { identities }],
          [{ applicant: 'payer' }, { applicant: 'heir' }],
          [{ payments: [paid] }, { payments: [paid, twice] }],
        )) {
          const left = ground === 'departure' ? { departure: { kind: 'transfer', on: eventOn } } : {};
          yield { region, coverageYear: year, ground, appliedOn, eventOn, ...left, ...facts };
        }
      }
    }
  }
}
