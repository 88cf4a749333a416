/** Ways of people whom another scheme no longer protects, and of those recognised after the period. */
import type { AidCategoryLine } from '../policy/contribution.ts';
import { type AidCategory, ENDS_OF_SCHEMES } from '../regions.ts';
import type { Condition, Span } from '../ways/model.ts';
import { EVENT_OF_SCHEME } from '../ways/person.ts';
import { whoIsAided } from './people.ts';
import { afterWait, type FirstForm, from, meant, onDate, toldOf } from './told.ts';
import {
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
  const named = [...leaving(always), ...leaving(inYear, { kind: 'payment_year' })];
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
  if (!Object.values(aid.lines).some(({ covers }) => covers.some((one) => categories.value?.includes(one)))) return [];
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
      who: { kind: 'any', of: categories.value.flatMap((category) => recognisedBy(form, category, recognised)) },
      open: [window(form, 'late', { from: first, to: end })],
      allowed: toldOf(form, 'late.allowed', rules.allowed, (is) => is),
      cost: meant(payer.value ?? INDIVIDUAL, 'late.newlyRecognised'),
      wait: inBlock('new_aided'),
      begins: toldOf(form, 'benefitStart.waitAnchor', benefitStart.waitAnchor, () => afterWait),
      cites,
    }),
  ];
}

/** Somebody whose highest aid is that of a category, and who was recognised in a span. */
function recognisedBy(form: FirstForm, category: AidCategory, recognised: Span): Condition[] {
  // A stored table has its lines in the order of the alphabet, a file in that of its notice.
  const lines = Object.entries(form.table.aid.lines).sort(([one], [other]) => (one < other ? -1 : 1));
  const [key, line] = lines.find(([, { covers }]) => covers.includes(category)) ?? [];
  if (key === undefined || line === undefined) return [];
  const leaves = ({ selfPay }: AidCategoryLine): number => selfPay.value ?? Number.POSITIVE_INFINITY;
  const higher = lines
    .filter(([, other]) => leaves(other) < leaves(line))
    .map(([name, other]) => whoIsAided(form, `aid.lines.${name}`, other, other.covers));
  const since: Condition = { kind: 'category', codes: [category], anyAided: false, recognised, undated: false };
  const of: Condition[] = [since, whoIsAided(form, `aid.lines.${key}`, line, [category])];
  return [{ kind: 'all', of: higher.length === 0 ? of : [...of, { kind: 'not', of: { kind: 'any', of: higher } }] }];
}
