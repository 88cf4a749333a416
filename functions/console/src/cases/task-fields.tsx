import { Input } from 'antd';
import type { Issue } from '../api/errors.ts';
import { RULES } from '../api/schema.ts';
import type { Task } from '../tasks/task.ts';
import { useClock } from '../time/clock.ts';
import { addDays } from '../time/days.ts';
import { sayAdopted } from '../words/value-words.ts';
import type { TaskAnswer } from './task-answer.ts';

interface Part {
  answer: TaskAnswer;
  onChange: (part: Partial<TaskAnswer>) => void;
}

const toggled = (list: readonly string[], item: string, on: boolean): string[] =>
  on ? [...list, item] : list.filter((one) => one !== item);

/** Each adopted value and each result to be seen, one tick each. */
export function Settling({ task, answer, onChange }: Part & { task: Task }) {
  const seen = task.reviews.filter(({ settledBy }) => settledBy === 'acknowledgement');
  if (task.confirmations.length + seen.length === 0) return null;
  return (
    <fieldset>
      <legend>逐项确认</legend>
      {task.confirmations.map(({ field, label, value, clause, document, quote }) => (
        <label className="settle" key={field}>
          <input
            type="checkbox"
            checked={answer.confirm.includes(field)}
            onChange={(event) => onChange({ confirm: toggled(answer.confirm, field, event.target.checked) })}
          />
          <span>
            <strong>{sayAdopted(label, value, field)}</strong>
            <small>
              {clause}，{document}：“{quote}”
            </small>
          </span>
        </label>
      ))}
      {seen.map(({ code, field, message }) => {
        const key = `${code} ${field}`;
        return (
          <label className="settle" key={key}>
            <input
              type="checkbox"
              checked={answer.acknowledge.includes(key)}
              onChange={(event) => onChange({ acknowledge: toggled(answer.acknowledge, key, event.target.checked) })}
            />
            <span>{message}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

export function ReturnFields({ task, answer, onChange, issues }: Part & { task: Task; issues: readonly Issue[] }) {
  const { today } = useClock();
  if (task.kind === 'second_review') return <p className="hint">退回初审人，由其重新办理。</p>;
  const until = issues.find(({ path }) => path === 'until')?.message;
  return (
    <fieldset>
      <legend>需要补正的材料</legend>
      <label htmlFor="return-documents">材料名称，一行一份</label>
      <Input.TextArea
        id="return-documents"
        autoSize={{ minRows: 2 }}
        value={answer.documents}
        onChange={(event) => onChange({ documents: event.target.value })}
      />
      <div className="field">
        <label htmlFor="return-until">
          补正期限<span className="required"> 必填</span>
        </label>
        <input
          id="return-until"
          type="date"
          required
          min={today}
          max={addDays(today, RULES.limits.daysForDocuments)}
          value={answer.until}
          aria-invalid={until !== undefined}
          onChange={(event) => onChange({ until: event.target.value })}
        />
        {until && <p className="problem">{until}</p>}
      </div>
    </fieldset>
  );
}

export function StartDay({ answer, onChange, bornOn }: Part & { bornOn: string | undefined }) {
  const born = Number(bornOn?.slice(0, 4));
  const years = bornOn === undefined ? [] : [`${born}`, `${born + 1}`, `${born}、${born + 1}`];
  return (
    <>
      {years.length > 0 && (
        <fieldset className="one-of">
          <legend>这笔缴费是哪个年度的（缴费没有写明时填写）</legend>
          {years.map((text) => (
            <label key={text}>
              <input
                type="radio"
                name="for-years"
                checked={answer.forYears === text}
                onChange={() => onChange({ forYears: text })}
              />{' '}
              {text} 年度
            </label>
          ))}
        </fieldset>
      )}
      <div className="field">
        <label htmlFor="benefit-from">待遇开始日</label>
        <input
          id="benefit-from"
          type="date"
          value={answer.benefitFrom}
          onChange={(event) => onChange({ benefitFrom: event.target.value })}
        />
        <small>只在原文有两种读法时填写</small>
      </div>
    </>
  );
}

const ACCOUNT_FIELDS = [
  ['holder', '户名'],
  ['bank', '开户银行'],
  ['number', '账号'],
] as const;

export function AccountFields({ answer, onChange, issues }: Part & { issues: readonly Issue[] }) {
  const set = (name: string, text: string) => onChange({ account: { ...answer.account, [name]: text } });
  return (
    <fieldset>
      <legend>收款账户</legend>
      <div className="field">
        <label htmlFor="account-kind">种类</label>
        <select
          id="account-kind"
          value={answer.account.kind ?? 'card'}
          onChange={(event) => set('kind', event.target.value)}
        >
          <option value="card">银行卡</option>
          <option value="account">存折或对公账户</option>
        </select>
      </div>
      {ACCOUNT_FIELDS.map(([name, label]) => {
        const problem = issues.find(({ path }) => path === `account.${name}`)?.message;
        return (
          <div className="field" key={name}>
            <label htmlFor={`account-${name}`}>{label}</label>
            <input
              id={`account-${name}`}
              type="text"
              autoComplete="off"
              value={answer.account[name] ?? ''}
              aria-invalid={problem !== undefined}
              onChange={(event) => set(name, event.target.value)}
            />
            {problem && <p className="problem">{problem}</p>}
          </div>
        );
      })}
    </fieldset>
  );
}
