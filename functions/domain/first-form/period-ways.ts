/** The time to pay, its extension and what is late, as a table of the first form has them. */
import { addDays, type LocalDate, localDate } from '../calendar.ts';
import type { Cost, Day, Way, Window } from '../ways/model.ts';
import type { Told } from '../ways/told.ts';
import { afterWait, type FirstForm, from, meant, onDate, toldOf } from './told.ts';
import {
  ANY_AIDED,
  afterPeriod,
  BOTH,
  type Cited,
  cost,
  dayAfter,
  fixed,
  INDIVIDUAL,
  inBlock,
  individual,
  lastDay,
  movedTo,
  timingOf,
  type WayOfForm,
  way,
  window,
} from './way.ts';

/** The time to pay of everybody; from New Year on benefits may begin otherwise. */
export function inTime(form: FirstForm): WayOfForm[] {
  const { period, extension, benefitStart, coverageYear, wait } = form.table;
  const start = toldOf(form, 'period.start', period.start, onDate);
  const end = toldOf(form, 'period.end', period.end, onDate);
  const opens = start.value === null ? null : start;
  const open = (given: Pick<Window, 'from' | 'to'>): Window[] => [
    {
      ...window(form, 'period', given, period.monthlyWindow),
      vagueStart: period.startPrecision !== 'day' && given.from === start,
    },
  ];
  const beginsOn = (field: 'paidBeforeYear' | 'paidInYear' | 'paidInExtension'): Told<Day> =>
    toldOf<string, Day>(form, `benefitStart.${field}`, benefitStart[field], (rule) =>
      rule === 'payment_day' ? from('payment') : from('year_start'),
    );
  if (period.kind === 'year_round') {
    const begins = toldOf(form, 'benefitStart.yearRound', benefitStart.yearRound, (rule) =>
      rule === 'payment_day' ? from('payment') : from('payment', { kind: 'next_month' }),
    );
    const told = toldOf(form, 'wait.fixedMonths', wait.fixedMonths, (count) => ({
      unit: 'months' as const,
      count,
      atLeast: false,
    }));
    const to = end.value === null ? null : end;
    const cites: Cited[] = [{ at: 'timing', rule: 'timing', told: end }];
    return [
      way({
        name: 'all_year',
        kind: 'anytime',
        label: '全年缴费',
        open: open({ from: opens, to }),
        cites,
        cost: individual('all_year'),
        begins,
        wait: { kind: 'duration', told },
      }),
    ];
  }
  const pay = (name: string, label: string, days: Pick<Window, 'from' | 'to'>, begins: Told<Day>): WayOfForm =>
    way({ name, kind: 'in_time', label, open: open(days), cost: individual(name), begins });
  const label = '集中缴费期';
  if (period.end.value === null) return [pay('in_time', label, { from: null, to: end }, beginsOn('paidInYear'))];
  const newYear = localDate(`${coverageYear}-01-01`);
  const isSplit = period.end.value >= newYear && !(period.start.value !== null && period.start.value >= newYear);
  const before = isSplit ? movedTo(end, addDays(newYear, -1)) : end;
  const isInYear = !isSplit && period.start.value !== null && period.start.value >= newYear;
  const ways = [
    pay('in_time', label, { from: opens, to: before }, beginsOn(isInYear ? 'paidInYear' : 'paidBeforeYear')),
  ];
  if (isSplit)
    ways.push(
      pay(
        'january',
        `${label}（年度开始后）`,
        { from: fixed('period.start', newYear), to: end },
        beginsOn('paidInYear'),
      ),
    );
  if (extension?.end.value) {
    const to = toldOf(form, 'extension.end', extension.end, onDate);
    const first = fixed('period.end', addDays(period.end.value, 1));
    ways.push(
      way({
        name: 'extension',
        kind: 'extension',
        label: '延长缴费期',
        open: [window(form, 'extension', { from: first, to }, extension.monthlyWindow)],
        cost: individual('extension'),
        begins: beginsOn('paidInExtension'),
      }),
    );
  }
  return ways;
}

/** From the day after the period on; of a text without a period only what it says of late payments. */
export function late(form: FirstForm): WayOfForm[] {
  const { table } = form;
  const { late: rules, benefitStart } = table;
  if (table.period.kind === 'year_round') return [];
  const last = lastDay(form);
  const end = toldOf(form, 'late.end', rules.end, onDate);
  const start = toldOf(form, 'late.start', rules.start, onDate);
  if (table.period.end.value === null && start.value === null && end.value === null) return [];
  const isKnown = last !== null && table.period.end.value !== null;
  const first = isKnown ? dayAfter(last) : start.value === null ? null : start;
  const cites = isKnown ? afterPeriod(form, end) : undefined;
  const allowed = isKnown ? toldOf(form, 'late.allowed', rules.allowed, (is) => is) : null;
  const aid = toldOf<string, 'applies' | 'none'>(form, 'late.aided', rules.aided, (rule) =>
    rule === 'as_others' ? 'none' : 'applies',
  );
  const common = {
    kind: 'late' as const,
    allowed,
    aid,
    wait: inBlock('late'),
    begins: toldOf(form, 'benefitStart.waitAnchor', benefitStart.waitAnchor, () => afterWait),
  };
  const phases = rules.phases.flatMap((phase, index) =>
    phase.until !== null && phase.until.value === null ? [] : [{ ...phase, index }],
  );
  const lasts = phases.findIndex(({ until }) => until === null);
  const ofPhase = (lasts < 0 ? phases : phases.slice(0, lasts + 1)).map(({ until, subsidyCharged, index }, at, all) => {
    const before = all[at - 1]?.until?.value ?? null;
    const opens = before === null ? first : fixed(`late.phases.${index - 1}.until`, addDays(before, 1));
    const to = until?.value ? earlier(toldOf(form, `late.phases.${index}.until`, until, onDate), end) : end;
    const field = `late.phases.${index}.subsidyCharged`;
    const told = toldOf(form, field, subsidyCharged, (charged) => (charged ? BOTH : INDIVIDUAL));
    const phaseEnd: Cited[] = until?.value
      ? [{ at: 'shares', rule: 'late_shares', told: toldOf(form, `late.phases.${index}.until`, until, onDate) }]
      : [];
    const name = `late_${index + 1}`;
    return way({
      ...common,
      name,
      label: '逾期缴费',
      open: [window(form, 'late', { from: opens, to })],
      ...withUnknownSubsidy(told),
      cites: [...(cites ?? timingOf(to.value === null ? opens : to)), ...phaseEnd, ...silentSubsidy(told)],
    });
  });
  if (Object.keys(table.aid.lines).length === 0) return ofPhase;
  if (rules.aided.value === 'as_others') {
    const told: Cited = { at: 'shares', rule: 'late_aided', told: aid };
    const asOthers = ofPhase.map((one) => ({
      ...one,
      name: `${one.name}_aided`,
      who: ANY_AIDED,
      cites: [...(one.cites ?? []), told],
    }));
    return [...asOthers, ...ofPhase];
  }
  if (rules.aided.value !== 'individual_share_only') return ofPhase;
  const aided = way({
    ...common,
    name: 'late_aided',
    label: '原有资助对象逾期缴费',
    who: ANY_AIDED,
    open: [window(form, 'late', { from: first, to: end })],
    cost: individual('late_aided'),
    cites: cites ?? timingOf(end.value === null ? first : end),
  });
  return [aided, ...ofPhase];
}

const earlier = (one: Told<Day>, other: Told<Day>): Told<Day> => {
  const [a, b] = [dateOf(one), dateOf(other)];
  return a !== null && b !== null && b < a ? other : one;
};
const dateOf = ({ value }: Told<Day>): LocalDate | null => (value?.anchor.kind === 'date' ? value.anchor.date : null);

/** A text that does not say whether the subsidy is paid too: the own share is known all the same. */
const withUnknownSubsidy = (told: Told<Cost>): Pick<Way, 'cost'> => ({
  cost: told.value === null ? meant(cost('person', 'not_said'), told.field) : told,
});
const silentSubsidy = (told: Told<Cost>): Cited[] =>
  told.value === null ? [{ at: 'shares', rule: 'late_shares', told }] : [];
