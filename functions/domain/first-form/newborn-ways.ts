/** Ways of newborns, as a table of the first form has them. */
import { addDays, type LocalDate, localDate } from '../calendar.ts';
import type { Condition, Cost, Day, Way, Years } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { type FirstForm, from, meant, onDate, toldOf } from './told.ts';
import { FREE, fixed, INDIVIDUAL, individual, movedTo, noWait, type WayOfForm, way, window } from './way.ts';

const GAP = '新生儿在参保年度开始后缴费,1月1日至缴费日之间是否延续享受待遇,文件有两种读法';

/** Either the birth year is free once registered and the next one paid by a day, or months after birth count from birth. */
export function newborns(form: FirstForm): WayOfForm[] {
  const { newborn, coverageYear: year } = form.table;
  const begins = toldOf(form, 'newborn.benefitStart', newborn.benefitStart, () => from('birth'));
  const born: Condition = {
    kind: 'born',
    in: {
      kind: 'dates',
      from: fixed('newborn', localDate(`${year - 1}-01-01`)),
      to: fixed('newborn', localDate(`${year}-12-31`)),
    },
  };
  const birth = meant(from('birth'), 'newborn');
  const common = { kind: 'anytime' as const, who: born, begins, ofNewborns: true, ofChildCases: true as const };
  if (newborn.windowMonths.standing !== 'silent') {
    const to = toldOf(form, 'newborn.windowMonths', newborn.windowMonths, (count) =>
      from('birth', { kind: 'months', count }),
    );
    const paidFor = (name: string, label: string, years: Years[], first: Told<Day>): WayOfForm =>
      way({
        ...common,
        name,
        label,
        open: [window(form, 'newborn', { from: first, to })],
        cites: [{ at: 'timing', rule: 'newborn_window', told: to }],
        years,
        cost: individual(name),
      });
    const newYear = meant(from('birth_year_end', { kind: 'next_day' }), 'newborn');
    return [
      paidFor('newborn', '新生儿', ['birth_year'], birth),
      paidFor('newborn_next', '新生儿（缴次年）', ['next_year'], newYear),
      paidFor('newborn_both', '新生儿（缴两年）', ['birth_year', 'next_year'], newYear),
    ];
  }
  const { birthYearContribution, registrationRequired } = newborn;
  const isSilent = [birthYearContribution, registrationRequired, newborn.benefitStart].every(
    ({ standing }) => standing === 'silent',
  );
  if (isSilent) return [];
  const free = toldOf(
    form,
    'newborn.birthYearContribution',
    birthYearContribution,
    (amount): Cost =>
      amount === 0 ? FREE : { ...INDIVIDUAL, individual: { by: 'person', part: { kind: 'amount', amount } } },
  );
  const inBirthYear = way({
    ...common,
    name: 'newborn',
    label: '新生儿出生当年',
    open: [window(form, 'newborn', { from: birth, to: meant(from('birth_year_end'), 'newborn') })],
    cites: [],
    years: ['birth_year'],
    cost: free,
  });
  return [inBirthYear, ...nextYear(form)];
}

/** The year after birth, where the text names the births that it speaks of. */
function nextYear(form: FirstForm): WayOfForm[] {
  const { newborn, period, coverageYear: year, benefitStart } = form.table;
  const { bornIn, nextYearDeadline } = newborn;
  if (bornIn.value !== year - 1 || nextYearDeadline.value === null) return [];
  const last = nextYearDeadline.value;
  const newYear = localDate(`${year}-01-01`);
  const born: Condition = {
    kind: 'born',
    in: {
      kind: 'dates',
      from: fixed('newborn.bornIn', localDate(`${bornIn.value}-01-01`)),
      to: fixed('newborn.bornIn', localDate(`${bornIn.value}-12-31`)),
    },
  };
  const deadline = toldOf(form, 'newborn.nextYearDeadline', nextYearDeadline, onDate);
  const upTo = (date: LocalDate): Told<Day> => (date >= last ? deadline : movedTo(deadline, date));
  const start = toldOf(form, 'period.start', period.start, onDate);
  const pay = (
    name: string,
    kind: Way['kind'],
    days: [Told<Day> | null, Told<Day>],
    begins: Told<Day>,
    isAsOthers: boolean,
  ): WayOfForm =>
    way({
      name,
      kind,
      label: '新生儿次年',
      who: born,
      ofNewborns: true,
      ofChildCases: true,
      open: [window(form, 'period', { from: days[0], to: days[1] }, isAsOthers ? period.monthlyWindow : null)],
      years: [year],
      cost: individual(name),
      wait: noWait(name),
      begins,
    });
  const ways = [
    pay(
      'newborn_next',
      'in_time',
      [start.value === null ? null : start, upTo(addDays(newYear, -1))],
      toldOf(form, 'benefitStart.paidBeforeYear', benefitStart.paidBeforeYear, () => from('year_start')),
      true,
    ),
  ];
  const end = period.end.value;
  if (last < newYear || end === null) return ways;
  const unsettled: Day = { ...from('payment'), anchor: { kind: 'unsettled', code: 'newborn_gap', message: GAP } };
  if (end >= newYear) {
    ways.push(
      pay(
        'newborn_january',
        'in_time',
        [fixed('newborn', newYear), upTo(end)],
        meant(unsettled, 'benefit.start'),
        true,
      ),
    );
  }
  if (last > end) {
    const after = addDays(end > newYear ? end : addDays(newYear, -1), 1);
    const begins = toldOf<string, Day>(form, 'benefitStart.paidInYear', benefitStart.paidInYear, (rule) =>
      rule === 'payment_day' ? from('payment') : from('year_start'),
    );
    ways.push(pay('newborn_march', 'anytime', [fixed('newborn', after), deadline], begins, false));
  }
  return ways;
}
