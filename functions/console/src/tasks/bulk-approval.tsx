/** One answer for several tasks: exactly those that were shown, what each confirms said once, a result each. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { explainError } from '../api/errors.ts';
import { RULES } from '../api/schema.ts';
import { useClock } from '../time/clock.ts';
import { addDays } from '../time/days.ts';
import { ACTION_WORDS } from '../words/dictionary.ts';
import { sayAdopted } from '../words/value-words.ts';
import { grouped } from '../words/yuan.ts';
import { OpinionField } from './opinion-field.tsx';
import { approvalOf, type BulkAction, type TaskEntry, whyNotSo } from './task.ts';

const BULK_ACTIONS = ['approve', 'return', 'reject'] as const satisfies readonly BulkAction[];

type Result = { ok: true } | { ok: false; detail: string };

export function BulkApproval({ tasks, onClose }: { tasks: readonly TaskEntry[]; onClose: () => void }) {
  const [opinion, setOpinion] = useState('');
  const [action, setAction] = useState<BulkAction>('approve');
  const [asked, setAsked] = useState({ documents: '', until: '' });
  const [seen, setSeen] = useState(false);
  const { today } = useClock();
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [running, setRunning] = useState(false);
  const queries = useQueryClient();
  const possible = tasks.filter((task) => whyNotSo(task, action) === null);
  const questions = action === 'approve' ? questionsOf(possible) : [];
  // The second reviewer gives a case back to the first, who asks for the documents.
  const asksDocuments = action === 'return' && possible.some(({ kind }) => kind !== 'second_review');
  const documents = asked.documents
    .split('\n')
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const missing =
    (action === 'approve' && questions.length > 0 && !seen) ||
    (action !== 'approve' && opinion.trim().length < 2) ||
    (asksDocuments && (documents.length === 0 || asked.until === ''));
  const verb = ACTION_WORDS[action] ?? '';
  const hasAccounts = tasks.some((task) => task.case.account !== null);
  const done = results.size > 0 && !running;

  async function decide() {
    setRunning(true);
    for (const task of possible) {
      const result = await answer(task, bodyFor(task));
      setResults((before) => new Map(before).set(task.taskId, result));
    }
    setRunning(false);
    await queries.invalidateQueries({ queryKey: ['tasks'] });
  }

  const bodyFor = (task: TaskEntry): Record<string, unknown> =>
    action === 'approve'
      ? approvalOf(task, opinion)
      : {
          action,
          opinion,
          ...(action === 'return' && task.kind !== 'second_review' && { documents, until: asked.until }),
        };

  return (
    <Modal
      open
      width={760}
      title={`批量${verb} ${possible.length} 件`}
      onCancel={onClose}
      closable={!running}
      mask={{ closable: false }}
      footer={
        done ? (
          <Button type="primary" onClick={onClose}>
            关闭
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={running}>
              取消
            </Button>
            <Button type="primary" loading={running} disabled={possible.length === 0 || missing} onClick={decide}>
              {verb}这 {possible.length} 件
            </Button>
          </>
        )
      }
    >
      {!done && (
        <Radio.Group
          aria-label="办理方式"
          optionType="button"
          buttonStyle="solid"
          disabled={running}
          value={action}
          onChange={(event) => setAction(BULK_ACTIONS.find((one) => one === event.target.value) ?? 'approve')}
          options={BULK_ACTIONS.map((one) => ({ value: one, label: ACTION_WORDS[one] ?? one }))}
        />
      )}
      {asksDocuments && !done && (
        <fieldset>
          <legend>每件都要补正的材料</legend>
          <label htmlFor="bulk-documents">材料名称，一行一份</label>
          <Input.TextArea
            id="bulk-documents"
            autoSize={{ minRows: 2 }}
            value={asked.documents}
            onChange={(event) => setAsked({ ...asked, documents: event.target.value })}
          />
          <label htmlFor="bulk-until">补正期限</label>
          <input
            id="bulk-until"
            type="date"
            min={today}
            max={addDays(today, RULES.limits.daysForDocuments)}
            value={asked.until}
            onChange={(event) => setAsked({ ...asked, until: event.target.value })}
          />
        </fieldset>
      )}
      {questions.length > 0 && (
        <section>
          <h2>同意即确认</h2>
          <ul className="questions">
            {questions.map(({ text, source, count }) => (
              <li key={text + source}>
                <strong>{text}</strong>（{count} 件）
                {source !== '' && <small>{source}</small>}
              </li>
            ))}
          </ul>
          <label>
            <input type="checkbox" checked={seen} disabled={done} onChange={(event) => setSeen(event.target.checked)} />{' '}
            以上规定和事项已经核对
          </label>
        </section>
      )}
      {!done && <OpinionField value={opinion} onChange={setOpinion} required={action !== 'approve'} />}
      <table className="list">
        <caption>所选待办</caption>
        <thead>
          <tr>
            <th scope="col">受理编号</th>
            <th scope="col">姓名</th>
            {hasAccounts && <th scope="col">收款账户</th>}
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody aria-live="polite">
          {tasks.map((task) => (
            <tr key={task.taskId}>
              <th scope="row">{task.case.caseId}</th>
              <td>{task.case.person.name}</td>
              {hasAccounts && <td>{accountOf(task)}</td>}
              <td className="number">{grouped(task.case.payable ?? task.case.refundable ?? '—')}</td>
              <td>{resultText(task, action, results.get(task.taskId))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">合计</th>
            <td>{possible.length} 件</td>
            {hasAccounts && <td />}
            <td className="number">{grouped(totalOf(possible))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </Modal>
  );
}

/** Where the money goes. */
const accountOf = ({ case: { account } }: TaskEntry): string =>
  account === null ? '—' : `${account.holder}，${account.bank}，${account.number}`;

/** Exact to the cent. */
function totalOf(tasks: readonly TaskEntry[]): string {
  const cents = tasks.reduce((sum, task) => {
    const [whole = '0', part = '00'] = (task.case.payable ?? task.case.refundable ?? '0.00').split('.');
    return sum + Number(whole) * 100 + Number(part);
  }, 0);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

function resultText(task: TaskEntry, action: BulkAction, result: Result | undefined): string {
  const obstacle = whyNotSo(task, action);
  if (obstacle !== null) return `不在其中：${obstacle}`;
  const verb = ACTION_WORDS[action] ?? '';
  if (!result) return `将${verb}`;
  return result.ok ? `已${verb}` : result.detail;
}

async function answer(task: TaskEntry, body: Record<string, unknown>): Promise<Result> {
  try {
    await call('decideTask', { path: { id: task.taskId }, body });
    return { ok: true };
  } catch (error) {
    return { ok: false, detail: explainError(error).detail };
  }
}

/** What is asked by the tasks together, each thing once. */
function questionsOf(tasks: readonly TaskEntry[]): { text: string; source: string; count: number }[] {
  const found = new Map<string, { text: string; source: string; count: number }>();
  const add = (text: string, source: string) => {
    const entry = found.get(text + source) ?? { text, source, count: 0 };
    found.set(text + source, { ...entry, count: entry.count + 1 });
  };
  for (const task of tasks) {
    for (const { field, label, value, document, quote } of task.confirmations) {
      add(sayAdopted(label, value, field), `${document} “${quote}”`);
    }
    for (const { message } of task.reviews) add(message, '');
  }
  return [...found.values()];
}
