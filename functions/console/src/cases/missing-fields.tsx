/** 补充数据: values that nobody states, each with the document that says so; and facts that were not given. */
import type { Issue } from '../api/errors.ts';
import { objectIn } from '../decision/read-decision.ts';
import type { Task } from '../tasks/task.ts';
import { wordOf } from '../words/case-words.ts';
import {
  DEPARTURE_WORDS,
  FACT_WORDS,
  HOUSEHOLD_WORDS,
  PARENTS_WORDS,
  SCHOOLING_WORDS,
  SEX_WORDS,
  TIER_WORDS,
  type Words,
  YES_NO_WORDS,
} from '../words/dictionary.ts';
import { sayWritten } from '../words/value-words.ts';
import { grouped } from '../words/yuan.ts';
import type { CaseView } from './case-view.ts';
import type { TaskAnswer } from './task-answer.ts';

interface Missing {
  task: Task;
  /** The payments that a refund is decided on. */
  payments: CaseView['decision'];
  answer: TaskAnswer;
  onChange: (part: Partial<TaskAnswer>) => void;
  issues: readonly Issue[];
}

export function Missing({ task, payments, answer, onChange, issues }: Missing) {
  const values = task.reviews.filter(({ settledBy }) => settledBy === 'value');
  const facts = task.reviews.filter(({ settledBy }) => settledBy === 'fact');
  const typed = Object.keys(answer.values);
  return (
    <fieldset>
      <legend>补充数据</legend>
      {values.length + facts.length === 0 && <p className="hint">这个待办没有缺少的数据，可以直接同意。</p>}
      {values.map(({ field, label, message }) => {
        const given = answer.values[field] ?? { value: '', document: '' };
        const set = (part: Partial<typeof given>) =>
          onChange({ values: { ...answer.values, [field]: { ...given, ...part } } });
        const problem = issues.find(({ path }) => path.startsWith(`values.${typed.indexOf(field)}`))?.message;
        const asked = task.inputs.find((one) => one.field === field);
        return (
          <div className="field" key={field}>
            <p>{message}</p>
            <ValueInput
              id={`value-${field}`}
              label={label}
              input={asked?.input ?? 'text'}
              words={wordsOf(asked)}
              value={given.value}
              invalid={problem !== undefined}
              onChange={(value) => set({ value })}
            />
            <label htmlFor={`document-${field}`}>依据文件的文号</label>
            <input
              id={`document-${field}`}
              type="text"
              value={given.document}
              onChange={(event) => set({ document: event.target.value })}
            />
            {problem && <p className="problem">{problem}</p>}
          </div>
        );
      })}
      {facts.map(({ field, label, message }) => (
        <div className="field" key={field}>
          <p>{message}</p>
          <FactInput {...{ field, label, answer, onChange }} paid={paidOf(payments)} />
        </div>
      ))}
    </fieldset>
  );
}

const wordsOf = (asked: Task['inputs'][number] | undefined): Words =>
  asked?.input === 'yes_no'
    ? YES_NO_WORDS
    : Object.fromEntries((asked?.choices ?? []).map((code) => [code, sayWritten(code)]));

const HINTS: Words = { amount: '金额（元），如 120.00', number: '整数' };

function ValueInput(props: {
  id: string;
  label: string;
  input: string;
  words: Words;
  value: string;
  invalid: boolean;
  onChange: (value: string) => void;
}) {
  const { id, label, input, words, value, invalid, onChange } = props;
  if (input === 'yes_no' || input === 'choice') return <OneOf {...{ id, label, words, value, onChange }} />;
  const hint = HINTS[input];
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={input === 'date' ? 'date' : 'text'}
        inputMode={input === 'amount' ? 'decimal' : input === 'number' ? 'numeric' : undefined}
        autoComplete="off"
        value={value}
        aria-invalid={invalid}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </>
  );
}

/** One of a few, all of them in sight. */
function OneOf(props: { id: string; label: string; words: Words; value: string; onChange: (value: string) => void }) {
  return (
    <fieldset className="one-of">
      <legend>{props.label}</legend>
      {Object.entries(props.words).map(([code, word]) => (
        <label key={code}>
          <input type="radio" name={props.id} checked={props.value === code} onChange={() => props.onChange(code)} />{' '}
          {word}
        </label>
      ))}
    </fieldset>
  );
}

interface Paid {
  voucher: string;
  coverageYears: readonly number[];
  amount: string;
}

function paidOf(decision: Missing['payments']): Paid[] {
  const { payments } = objectIn(decision);
  if (!Array.isArray(payments)) return [];
  return payments.map(objectIn).map(({ voucher, coverageYears, amount }) => ({
    voucher: String(voucher),
    coverageYears: Array.isArray(coverageYears) ? coverageYears.map(Number) : [],
    amount: String(amount),
  }));
}

const CHOICES: Readonly<Record<string, Words>> = {
  schooling: SCHOOLING_WORDS,
  household: HOUSEHOLD_WORDS,
  parentsHousehold: HOUSEHOLD_WORDS,
  sex: SEX_WORDS,
  parents: PARENTS_WORDS,
  tier: TIER_WORDS,
  ...Object.fromEntries(
    ['student', 'newborn', 'localSchool', 'firstEnrolment', 'insuredHere'].map((name) => [name, YES_NO_WORDS]),
  ),
};

function FactInput(props: Pick<Missing, 'answer' | 'onChange'> & { field: string; label: string; paid: Paid[] }) {
  const { field, label, answer, onChange, paid } = props;
  const set = (path: string) => (value: string) => onChange({ facts: { ...answer.facts, [path]: value } });
  const input = (path: string, name: string, kind: string, words: Words = {}) => (
    <ValueInput
      key={path}
      id={`fact-${path}`}
      label={name}
      input={kind}
      words={words}
      value={answer.facts[path] ?? ''}
      invalid={false}
      onChange={set(path)}
    />
  );
  const last = field.split('.').at(-1) ?? '';
  if (field === 'stated') return <StatedAmounts {...{ answer, onChange, paid }} />;
  if (field === 'keep') {
    const words = paid.map(({ voucher, amount }) => [voucher, `凭证 ${voucher}，${grouped(amount)} 元`] as const);
    return input(field, label, 'choice', Object.fromEntries(words));
  }
  if (field === 'departure') {
    return (
      <>
        {input('departure.kind', '离校情形', 'choice', DEPARTURE_WORDS)}
        {input('departure.on', '离校日期', 'date')}
      </>
    );
  }
  const choices = CHOICES[last] ?? (field.startsWith('facts.') ? YES_NO_WORDS : undefined);
  if (choices) return input(field, label, 'choice', choices);
  if (/(?:On|Date)$/.test(last)) return input(field, label, 'date');
  return input(field, label === field ? wordOf(FACT_WORDS, last) : label, last === 'months' ? 'number' : 'text');
}

/** What goes back of each payment and year, with the document that says so. */
function StatedAmounts({ answer, onChange, paid }: Pick<Missing, 'answer' | 'onChange'> & { paid: Paid[] }) {
  return paid.flatMap(({ voucher, coverageYears, amount }) =>
    coverageYears.map((year) => {
      const key = `${voucher}\n${year}`;
      const given = answer.stated[key] ?? { amount: '', document: '' };
      const set = (part: Partial<typeof given>) =>
        onChange({ stated: { ...answer.stated, [key]: { ...given, ...part } } });
      return (
        <fieldset key={key} className="entry">
          <legend>
            凭证 {voucher}，{year} 年度（实缴 {grouped(amount)} 元）
          </legend>
          <label>
            退还金额（元）
            <input
              type="text"
              inputMode="decimal"
              value={given.amount}
              onChange={(event) => set({ amount: event.target.value })}
            />
          </label>
          <label>
            依据文件的文号
            <input type="text" value={given.document} onChange={(event) => set({ document: event.target.value })} />
          </label>
        </fieldset>
      );
    }),
  );
}
