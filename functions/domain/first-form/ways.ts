/** The ways that a table of the first form knows without its words: the period, late phases, exits, aided people, newborns. */
import { addDays, type LocalDate, localDate } from '../calendar.ts';
import type { Sourced } from '../policy/sourced.ts';
import { ENDS_OF_SCHEMES } from '../regions.ts';
import type { Condition, Cost, Day, Monthly, Span, Way, Window, Years } from '../ways/model.ts';
import { EVENT_OF_SCHEME } from '../ways/person.ts';
import type { Told } from '../ways/told.ts';
import { afterWait, type FirstForm, from, meant, onDate, toldOf } from './told.ts';

type Cited = NonNullable<Way['cites']>[number];

const INDIVIDUAL: Cost = cost('person', 'nobody');
const BOTH: Cost = cost('person', 'person');
const FREE: Cost = cost('nobody', 'nobody');

function cost(individual: Cost['individual']['by'], subsidy: Cost['subsidy']['by']): Cost {
  return { individual: { by: individual, part: { kind: 'whole' } }, subsidy: { by: subsidy, part: { kind: 'whole' } } };
}

/** Those with a condition first, each before the one that it would be without it. */
export function waysOf(form: FirstForm): Way[] {
  const ends = toldOf(form, 'benefitEnd', form.table.benefitEnd, () => from('year_end'));
  const ways: Omit<Way, 'ends'>[] = [
    ...newborns(form),
    ...exits(form),
    ...recognisedSince(form),
    ...inTime(form),
    ...late(form),
  ];
  const inOrder = [...ways.filter(({ who }) => who !== null), ...ways.filter(({ who }) => who === null)];
  return inOrder.map((way) => ({ ...way, ends, ...(way.kind === 'late' && { anyDayInCash: true as const }) }));
}

type WayOfForm = Omit<Way, 'ends'>;
type Given = Pick<Way, 'name' | 'kind' | 'label' | 'open' | 'cost' | 'begins'> & Partial<Way>;

/** What most ways of the form have in common. */
const way = (given: Given): WayOfForm => ({
  field: given.name,
  who: null,
  allowed: null,
  years: null,
  aid: meant('applies', given.name),
  wait: { kind: 'left_out', field: 'wait.fixedMonths', label: '固定待遇等待期(月)' },
  say: null,
  part: null,
  ofNewborns: false,
  ofEvents: false,
  ...given,
});

const inBlock = (name: string): Way['wait'] => ({ kind: 'block', told: meant('table', name) });
const noWait = (name: string): Way['wait'] => ({ kind: 'none', told: meant('none', name) });
const individual = (name: string): Told<Cost> => meant(INDIVIDUAL, name);

const fixed = (field: string, date: LocalDate): Told<Day> => meant(onDate(date), field);

function window(
  form: FirstForm,
  field: string,
  days: Pick<Window, 'from' | 'to'>,
  monthly: Sourced<{ fromDay: number; toDay: number }> | null = null,
): Window {
  const inMonth = (days: { fromDay: number; toDay: number }): readonly Monthly[] => [
    { from: days.fromDay, to: days.toDay },
  ];
  return {
    field,
    label: field,
    ...days,
    monthly: monthly?.value ? toldOf(form, `${field}.monthlyWindow`, monthly, inMonth) : null,
    holidaysMoved: null,
    vagueStart: false,
  };
}

/** The last day of the period, or of its extension; null where the text has none. */
export function lastDay({ table: { period, extension } }: FirstForm) {
  const [field, end] = extension ? (['extension.end', extension.end] as const) : (['period.end', period.end] as const);
  return end.value === null ? null : { field, end, date: end.value };
}

/** The time to pay of everybody; from New Year on benefits may begin otherwise. */
function inTime(form: FirstForm): WayOfForm[] {
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
  const before = isSplit ? { ...end, value: onDate(addDays(newYear, -1)) } : end;
  const isInYear = !isSplit && period.start.value !== null && period.start.value >= newYear;
  const ways = [
    pay(
      'in_time',
      label,
      { from: opens, to: before as Told<Day> },
      beginsOn(isInYear ? 'paidInYear' : 'paidBeforeYear'),
    ),
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
function late(form: FirstForm): WayOfForm[] {
  const { table } = form;
  const { late: rules, benefitStart } = table;
  if (table.period.kind === 'year_round') return [];
  const last = lastDay(form);
  const end = toldOf(form, 'late.end', rules.end, onDate);
  const start = toldOf(form, 'late.start', rules.start, onDate);
  if (table.period.end.value === null && start.value === null && end.value === null) return [];
  const isKnown = last !== null && table.period.end.value !== null;
  const first = isKnown ? fixed(last.field, addDays(last.date, 1)) : start.value === null ? null : start;
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

const ANY_AIDED: Condition = { kind: 'category', codes: [], anyAided: true, recognised: null };

const earlier = (one: Told<Day>, other: Told<Day>): Told<Day> => {
  const [a, b] = [dateOf(one), dateOf(other)];
  return a !== null && b !== null && b < a ? other : one;
};
const dateOf = ({ value }: Told<Day>): LocalDate | null => (value?.anchor.kind === 'date' ? value.anchor.date : null);

const timingOf = (told: Told<Day> | null): Cited[] => (told === null ? [] : [{ at: 'timing', rule: 'timing', told }]);

/** That the period is over, and until when one may pay after it. */
function afterPeriod(form: FirstForm, end?: Told<Day>): Cited[] {
  const last = lastDay(form);
  return [
    ...(last ? timingOf(toldOf(form, last.field, last.end, onDate)) : []),
    ...(end && end.value !== null ? timingOf(end) : []),
  ];
}

/** A text that does not say whether the subsidy is paid too: the own share is known all the same. */
const withUnknownSubsidy = (told: Told<Cost>): Pick<Way, 'cost'> => ({
  cost: told.value === null ? meant(cost('person', 'not_said'), told.field) : told,
});
const silentSubsidy = (told: Told<Cost>): Cited[] =>
  told.value === null ? [{ at: 'shares', rule: 'late_shares', told }] : [];

/** After leaving another scheme; of one that the text leaves out a person decides, and the payment is late. */
function exits(form: FirstForm): WayOfForm[] {
  const { exit } = form.table;
  const last = lastDay(form);
  const months = exit.withinMonths.value;
  if (months === null || last === null) return [];
  const eventsOf = (schemes: readonly (keyof typeof EVENT_OF_SCHEME)[] | null): string[] =>
    (schemes ?? []).map((scheme) => EVENT_OF_SCHEME[scheme]);
  const listed = eventsOf(exit.schemes.value);
  const inYear = eventsOf(exit.sameYearSchemes.value).filter((event) => listed.includes(event));
  const always = listed.filter((event) => !inYear.includes(event));
  const others = ENDS_OF_SCHEMES.filter((event) => !listed.includes(event));
  const leaving = (events: string[], span: Span | null = null): Condition[] =>
    events.length === 0 ? [] : [{ kind: 'event', events, in: span }];
  const within = toldOf(form, 'exit.withinMonths', exit.withinMonths, (count) =>
    from('event', { kind: 'months', count }),
  );
  const open = [window(form, 'exit', { from: fixed(last.field, addDays(last.date, 1)), to: within })];
  const charged = toldOf(form, 'exit.subsidyCharged', exit.subsidyCharged, (is) =>
    is ? cost('person', 'not_said') : INDIVIDUAL,
  );
  const begins = toldOf(form, 'exit.benefitStart', exit.benefitStart, () => from('payment', { kind: 'next_day' }));
  const common = { kind: 'late' as const, label: '退出其他制度保障', open, begins, ofEvents: true };
  const named = [...leaving(always), ...leaving(inYear, { kind: 'year' })];
  const cites: Cited[] = [
    ...afterPeriod(form),
    { at: 'timing', rule: 'exit', told: within },
    { at: 'timing', rule: 'exit', told: toldOf(form, 'exit.schemes', exit.schemes, () => true) },
  ];
  const message = '文件未列明该保障制度,是否按退出其他制度保障办理须由人工认定';
  return [
    ...(named.length === 0
      ? []
      : [
          way({
            ...common,
            name: 'exit',
            who: { kind: 'any', of: named },
            cost: charged.value === null ? meant(cost('person', 'not_said'), charged.field) : charged,
            wait: noWait('exit'),
            cites: charged.value === null ? [...cites, { at: 'shares', rule: 'exit_shares', told: charged }] : cites,
          }),
        ]),
    way({
      ...common,
      name: 'exit_open',
      who: { kind: 'event', events: others, in: null },
      cost: charged,
      asks: { code: 'exit_scheme_open', field: 'exit.scheme', message },
    }),
  ];
}

/** Recognised after the period and not enrolled: the own share that aid leaves. */
function recognisedSince(form: FirstForm): WayOfForm[] {
  const { late: rules, benefitStart, aid } = form.table;
  const { categories, individual: own, subsidyPayer } = rules.newlyRecognised;
  const last = lastDay(form);
  if (categories.value === null || last === null || rules.allowed.value !== true) return [];
  if (Object.keys(aid.lines).length === 0) return [];
  const first = fixed(last.field, addDays(last.date, 1));
  const end = toldOf(form, 'late.end', rules.end, onDate);
  const payer = toldOf(form, 'late.newlyRecognised.subsidyPayer', subsidyPayer, (who) =>
    cost('person', { payer: who }),
  );
  const cites: Cited[] = [
    ...afterPeriod(form, end),
    {
      at: 'shares',
      rule: 'newly_recognised',
      told: toldOf(form, 'late.newlyRecognised.individual', own, () => true),
    },
    { at: 'shares', rule: 'newly_recognised', told: payer },
  ];
  const recognised: Span = { kind: 'dates', from: first, to: null };
  return [
    way({
      name: 'new_aided',
      kind: 'late',
      label: '新认定困难群体',
      who: {
        kind: 'all',
        of: [{ kind: 'category', codes: categories.value, anyAided: false, recognised, undated: false }, ANY_AIDED],
      },
      open: [window(form, 'late', { from: first, to: end })],
      allowed: toldOf(form, 'late.allowed', rules.allowed, (is) => is),
      cost: meant(payer.value ?? INDIVIDUAL, 'late.newlyRecognised'),
      wait: inBlock('new_aided'),
      begins: toldOf(form, 'benefitStart.waitAnchor', benefitStart.waitAnchor, () => afterWait),
      cites,
    }),
  ];
}

const GAP = '新生儿在参保年度开始后缴费,1月1日至缴费日之间是否延续享受待遇,文件有两种读法';

/** Either the birth year is free once registered and the next one paid by a day, or months after birth count from birth. */
function newborns(form: FirstForm): WayOfForm[] {
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
  const upTo = (date: LocalDate): Told<Day> =>
    date >= last ? deadline : ({ ...deadline, value: onDate(date) } as Told<Day>);
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
