/** Ways of people whom another scheme no longer protects, and of those recognised after the period. */
import { ENDS_OF_SCHEMES } from '../regions.ts';
import type { Condition, Span } from '../ways/model.ts';
import { EVENT_OF_SCHEME } from '../ways/person.ts';
import { afterWait, type FirstForm, from, meant, onDate, toldOf } from './told.ts';
import {
  ANY_AIDED,
  afterPeriod,
  type Cited,
  cost,
  dayAfter,
  INDIVIDUAL,
  inBlock,
  lastDay,
  noWait,
  type WayOfForm,
  way,
  window,
} from './way.ts';

/** After leaving another scheme; of one that the text leaves out a person decides, and the payment is late. */
export function exits(form: FirstForm): WayOfForm[] {
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
  const open = [window(form, 'exit', { from: dayAfter(last), to: within })];
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
export function recognisedSince(form: FirstForm): WayOfForm[] {
  const { late: rules, benefitStart, aid } = form.table;
  const { categories, individual: own, subsidyPayer } = rules.newlyRecognised;
  const last = lastDay(form);
  if (categories.value === null || last === null || rules.allowed.value !== true) return [];
  if (Object.keys(aid.lines).length === 0) return [];
  const first = dayAfter(last);
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
