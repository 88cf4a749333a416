/** A day: a date, or counted from another day step by step. */
import { useState } from 'react';
import { Choice } from './form-parts.tsx';
import { DAY_ANCHORS, type DayForm, dayOf, type Json, STEPS, writeDay } from './value-forms.ts';

const ANCHOR_WORDS: Readonly<Record<string, string>> = {
  date: '日期',
  payment: '缴费之日',
  birth: '出生之日',
  registration: '登记之日',
  recognition: '身份认定之日',
  event: '情形发生之日',
  year_start: '年度第一天',
  year_end: '年度最后一天',
  next_year_start: '次年第一天',
  birth_year_end: '出生当年最后一天',
  none: '没有待遇',
};
/** Steps of the notation, as they are chosen. */
const STEP_WORDS = new Map([
  ['> next_day', '的次日'],
  ['> month_start', '的当月1日'],
  ['> next_month', '的次月1日'],
  ['+ N months', '再加几个月'],
  ['+ N days', '再加几天'],
  ['- N days', '减去几天'],
  ['+ wait', '再加等待期'],
]);
const MOST_STEPS = 3;

export function DayInput(props: {
  id: string;
  value: Json;
  /** By their codes what they are called. */
  ways: ReadonlyMap<string, string>;
  onChange: (value: Json) => void;
}) {
  const { id, value, ways, onChange } = props;
  const [form, setForm] = useState<DayForm>(
    () => dayOf(value, [...ways.keys()]) ?? { anchor: 'date', date: '', steps: [] },
  );
  const set = (next: DayForm) => {
    setForm(next);
    onChange(writeDay(next));
  };
  const anchors = [
    ...DAY_ANCHORS.map((anchor): [string, string] => [anchor, ANCHOR_WORDS[anchor] ?? anchor]),
    ...[...ways].map(([way, name]): [string, string] => [way, `${name}的截止日`]),
  ];
  const steps = [...form.steps, { step: '', count: '' }].slice(0, MOST_STEPS);
  const setStep = (index: number, step: DayForm['steps'][number]) =>
    set({ ...form, steps: steps.map((one, at) => (at === index ? step : one)).filter((one) => one.step !== '') });
  return (
    <p className="in-a-row">
      <Choice id={id} options={anchors} value={form.anchor} onChange={(anchor) => set({ ...form, anchor })} />
      {form.anchor === 'date' && (
        <input
          type="date"
          aria-label="日期"
          value={form.date}
          onChange={(event) => set({ ...form, date: event.target.value })}
        />
      )}
      {form.anchor !== 'none' &&
        steps.map(({ step, count }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          <span key={index}>
            <Choice
              label={`推算的第 ${index + 1} 步`}
              options={[
                ['', '（不再推算）'],
                ...STEPS.map((one): [string, string] => [one, STEP_WORDS.get(one) ?? one]),
              ]}
              value={step}
              onChange={(next) => setStep(index, { step: next, count })}
            />
            {step.includes('N') && (
              <input
                type="number"
                min={1}
                max={999}
                aria-label={step.endsWith('months') ? '月数' : '天数'}
                value={count}
                onChange={(event) => setStep(index, { step, count: event.target.value })}
              />
            )}
          </span>
        ))}
    </p>
  );
}
