/** One value of a table, filled in as what it is: an amount, a day, people, or one of a list. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ConditionInput } from './condition-input.tsx';
import { DayInput } from './day-input.tsx';
import { Choice, LabelledChoice, Several } from './form-parts.tsx';
import { sayField, writtenForm } from './say-proposal.ts';
import type { Kept, Row } from './text-work.ts';
import {
  amountOf,
  conditionOf,
  costOf,
  dayOf,
  durationOf,
  type Json,
  monthlyOf,
  writeAmount,
  writeCost,
  writeDuration,
  writeMonthly,
} from './value-forms.ts';

/** What the table declares, and what may be named. */
/** `ways`: by their codes what they are called. */
export type Known = Pick<Kept, 'names' | 'conditions'> & { ways: ReadonlyMap<string, string> };

interface Editing {
  id: string;
  value: Json;
  onChange: (value: Json) => void;
}

export function ValueInput(props: Editing & { row: Pick<Row, 'field' | 'input' | 'codes' | 'label'>; known: Known }) {
  const { id, row, value, known, onChange } = props;
  const box = useRef<HTMLDivElement>(null);
  const [first] = useState(value);
  const fits = fitsForm(row.input, first, known.ways);
  const [typed, setTyped] = useState(!fits);
  const said = value === '' ? '' : sayField(row.field, value, known.names);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key that opens the form means to fill it in
  useEffect(() => box.current?.querySelector<HTMLElement>('input, select')?.focus(), [typed]);
  return (
    <div ref={box} className="value-input">
      {typed ? (
        <Typed id={id} value={value} onChange={onChange} />
      ) : (
        <Form {...props} say={(code) => known.names[code] ?? sayField(row.field, code)} />
      )}
      {row.input !== 'text' && (
        <p className="hint in-a-row">
          {said !== '' && said !== String(value) && (
            <span>
              读作：<output>{said}</output>
            </span>
          )}
          {fits && (
            <label>
              <input type="checkbox" checked={typed} onChange={(event) => setTyped(event.target.checked)} />{' '}
              按政策表文件的写法填
            </label>
          )}
        </p>
      )}
    </div>
  );
}

function fitsForm(input: Row['input'], value: Json, ways: ReadonlyMap<string, string>): boolean {
  switch (input) {
    case 'amount':
      return amountOf(value) !== null;
    case 'day':
      return dayOf(value, [...ways.keys()]) !== null;
    case 'duration':
      return durationOf(value) !== null;
    case 'cost':
      return costOf(value) !== null;
    case 'condition':
      return conditionOf(value) !== null;
    case 'monthly':
      return monthlyOf(value) !== null;
    case 'text':
      return false;
    case 'aid':
      return aidOf(value) !== null;
    default:
      return typeof value !== 'object' || Array.isArray(value);
  }
}

function Typed({ id, value, onChange }: Editing) {
  const [text, setText] = useState(() => (value === '' ? '' : writtenForm(value)));
  return (
    <input
      id={id}
      type="text"
      maxLength={2000}
      autoComplete="off"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(event.target.value.trim());
      }}
    />
  );
}

function Form(
  props: Editing & {
    row: Pick<Row, 'field' | 'input' | 'codes' | 'label'>;
    known: Known;
    say: (code: string) => string;
  },
) {
  const { id, row, value, known, say, onChange } = props;
  switch (row.input) {
    case 'amount':
      return <AmountInput id={id} value={value} onChange={onChange} />;
    case 'aid':
      return <AidInput id={id} value={value} onChange={onChange} />;
    case 'day':
      return <DayInput id={id} value={value} ways={known.ways} onChange={onChange} />;
    case 'duration':
      return <DurationInput id={id} value={value} onChange={onChange} />;
    case 'cost':
      return <CostInput id={id} value={value} payers={known.conditions.payers} say={say} onChange={onChange} />;
    case 'condition':
      return <ConditionInput value={value} conditions={known.conditions} say={say} onChange={onChange} />;
    case 'monthly':
      return <MonthlyInput id={id} value={value} onChange={onChange} />;
    case 'choices':
      return (
        <Several
          label={row.label}
          codes={row.codes}
          chosen={[value].flat().map(String)}
          say={say}
          onChange={(chosen) => onChange(chosen.length === 1 ? (chosen[0] ?? '') : chosen)}
        />
      );
    case 'yes_no':
      return (
        <Choice
          id={id}
          options={[
            ['true', '是'],
            ['false', '否'],
          ]}
          value={String(value)}
          onChange={onChange}
        />
      );
    default:
      return (
        <Choice
          id={id}
          options={row.codes.map((code) => [code, say(code)])}
          value={String(value)}
          onChange={onChange}
        />
      );
  }
}

function AmountInput({ id, value, onChange }: Editing) {
  const [form, setForm] = useState(() => amountOf(value) ?? { atLeast: false, amount: '' });
  const set = (next: typeof form) => {
    setForm(next);
    onChange(writeAmount(next));
  };
  return (
    <p className="in-a-row">
      <input
        id={id}
        type="text"
        inputMode="decimal"
        maxLength={16}
        autoComplete="off"
        value={form.amount}
        onChange={(event) => set({ ...form, amount: event.target.value })}
      />
      元
      <Tick label="不低于（只定了下限）" checked={form.atLeast} onChange={(atLeast) => set({ ...form, atLeast })} />
    </p>
  );
}

function aidOf(value: Json): { kind: string; number: string } | null {
  if (value === '' || value === 'all') return { kind: value === '' ? 'amount' : 'all', number: '' };
  const [, percent] = /^(\d{1,3})% of individual$/.exec(String(value)) ?? [];
  if (percent !== undefined) return { kind: 'percent', number: percent };
  const amount = amountOf(value);
  return amount && !amount.atLeast ? { kind: 'amount', number: amount.amount } : null;
}

function AidInput({ id, value, onChange }: Editing) {
  const [form, setForm] = useState(() => aidOf(value) ?? { kind: 'amount', number: '' });
  const set = (next: typeof form) => {
    setForm(next);
    const { kind, number } = next;
    if (kind === 'all') return onChange('all');
    if (kind === 'percent') return onChange(/^\d{1,3}$/.test(number) ? `${number}% of individual` : '');
    return onChange(writeAmount({ atLeast: false, amount: number }));
  };
  return (
    <p className="in-a-row">
      <Choice
        id={id}
        options={[
          ['amount', '定额（元）'],
          ['percent', '个人缴费的百分比'],
          ['all', '全额'],
        ]}
        value={form.kind}
        onChange={(kind) => set({ ...form, kind })}
      />
      {form.kind !== 'all' && (
        <input
          type="text"
          inputMode="decimal"
          aria-label={form.kind === 'percent' ? '百分比' : '金额'}
          value={form.number}
          onChange={(event) => set({ ...form, number: event.target.value })}
        />
      )}
    </p>
  );
}

const DURATIONS = [
  ['none', '不等待'],
  ['months', '几个月'],
  ['days', '几天'],
  ['table', '按这份表的等待期'],
] as const;

function DurationInput({ id, value, onChange }: Editing) {
  const [form, setForm] = useState(() => durationOf(value) ?? { kind: 'none' as const, count: '', atLeast: false });
  const set = (next: typeof form) => {
    setForm(next);
    onChange(writeDuration(next));
  };
  const counts = form.kind === 'months' || form.kind === 'days';
  return (
    <p className="in-a-row">
      <Choice
        id={id}
        options={DURATIONS}
        value={form.kind}
        onChange={(said) => set({ ...form, kind: DURATIONS.find(([kind]) => kind === said)?.[0] ?? 'none' })}
      />
      {counts && (
        <>
          <input
            type="number"
            min={1}
            max={999}
            aria-label={form.kind === 'months' ? '月数' : '天数'}
            value={form.count}
            onChange={(event) => set({ ...form, count: event.target.value })}
          />
          <Tick label="不少于" checked={form.atLeast} onChange={(atLeast) => set({ ...form, atLeast })} />
        </>
      )}
    </p>
  );
}

const COSTS = [
  ['individual', '个人缴费部分'],
  ['both', '个人缴费和财政补助两部分'],
  ['none', '不缴费'],
  ['amount', '一个单独的金额'],
  ['shares', '两部分分别由谁负担'],
] as const;

function CostInput(props: Editing & { payers: readonly string[]; say: (code: string) => string }) {
  const { id, value, payers, say, onChange } = props;
  const [form, setForm] = useState(
    () => costOf(value) ?? { kind: 'individual' as const, amount: '', individual: 'person', subsidy: 'nobody' },
  );
  const set = (next: typeof form) => {
    setForm(next);
    onChange(writeCost(next));
  };
  const bearers: [string, string][] = [
    ['person', '本人'],
    ['nobody', '不收'],
    ...payers.map((code): [string, string] => [code, say(code)]),
  ];
  return (
    <>
      <Choice
        id={id}
        options={COSTS}
        value={form.kind}
        onChange={(said) => set({ ...form, kind: COSTS.find(([kind]) => kind === said)?.[0] ?? 'individual' })}
      />
      {form.kind === 'amount' && (
        <input
          type="text"
          inputMode="decimal"
          aria-label="金额（元）"
          value={form.amount}
          onChange={(event) => set({ ...form, amount: event.target.value })}
        />
      )}
      {form.kind === 'shares' && (
        <p className="in-a-row">
          <LabelledChoice
            label="个人缴费部分"
            options={bearers}
            value={form.individual}
            onChange={(individual) => set({ ...form, individual })}
          />
          <LabelledChoice
            label="财政补助部分"
            options={bearers}
            value={form.subsidy}
            onChange={(subsidy) => set({ ...form, subsidy })}
          />
        </p>
      )}
    </>
  );
}

function MonthlyInput({ id, value, onChange }: Editing) {
  const [form, setForm] = useState(() => monthlyOf(value) ?? { from: '', to: '' });
  const set = (next: typeof form) => {
    setForm(next);
    onChange(writeMonthly(next));
  };
  const day = (part: 'from' | 'to', label: string, own?: string): ReactNode => (
    <input
      {...(own !== undefined && { id: own })}
      type="number"
      min={1}
      max={31}
      aria-label={label}
      value={form[part]}
      onChange={(event) => set({ ...form, [part]: event.target.value })}
    />
  );
  return (
    <p className="in-a-row">
      每月 {day('from', '每月起始日', id)} 日至 {day('to', '每月截止日')} 日
    </p>
  );
}

function Tick(props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label>
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />{' '}
      {props.label}
    </label>
  );
}
