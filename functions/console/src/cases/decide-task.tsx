/** 办理: what is asked, what may be answered, and one button. What somebody else decided meanwhile is said. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Radio } from 'antd';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { call } from '../api/client.ts';
import { ApiError } from '../api/errors.ts';
import { FailureNote } from '../shell/notes.tsx';
import { OpinionField } from '../tasks/opinion-field.tsx';
import type { Task } from '../tasks/task.ts';
import { wordOf } from '../words/case-words.ts';
import { ACTION_WORDS, TASK_WORDS } from '../words/dictionary.ts';
import type { CaseView } from './case-view.ts';
import { Missing } from './missing-fields.tsx';
import { bodyOf, EMPTY_ANSWER, type TaskAnswer } from './task-answer.ts';
import { AccountFields, ReturnFields, Settling, StartDay } from './task-fields.tsx';
import { forgetTypedAnswer, keepTypedAnswer, readTypedAnswer } from './typed-answers.ts';

export interface DecideTaskHandle {
  /** Chooses an action, if the task has it, and goes there. 同意 once more ticks what it has led to, and goes on. */
  choose(action: string): void;
}

/** An opinion may be left out only where one agrees. */
const opinionNeeded = (action: string): boolean => action !== 'approve';

export function DecideTask({ shown, task, ref }: { shown: CaseView; task: Task; ref: Ref<DecideTaskHandle> }) {
  const {
    caseId,
    can: { approve },
  } = shown;
  const [answer, setAnswer] = useState<TaskAnswer>(
    () => readTypedAnswer(task.taskId) ?? { ...EMPTY_ANSWER, action: firstAction(task, approve.allowed) },
  );
  const section = useRef<HTMLElement>(null);
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: () => call('decideTask', { path: { id: task.taskId }, body: bodyOf(answer, task.shown) }),
    onSuccess: () => {
      forgetTypedAnswer(task.taskId);
      return Promise.all(
        [['case', caseId], ['tasks'], ['cases']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
    onError: (error) => {
      // Somebody else was first: the page shows what they did.
      if (error instanceof ApiError && error.status === 409) queries.invalidateQueries({ queryKey: ['case', caseId] });
    },
  });
  useImperativeHandle(ref, () => ({
    choose(action) {
      if (!task.actions.includes(action) || (action === 'approve' && !approve.allowed)) return;
      const atHand = document.activeElement;
      const isAgain = action === 'approve' && action === answer.action;
      // At once: the next key may already be on its way.
      if (isAgain && atHand instanceof HTMLInputElement && section.current?.contains(atHand) && isOpenBox(atHand)) {
        flushSync(() => atHand.click());
      } else flushSync(() => setAnswer((before) => ({ ...before, action })));
      focusNext(section.current);
    },
  }));
  const { action } = answer;
  const change = (part: Partial<TaskAnswer>) => {
    const after = { ...answer, ...part };
    keepTypedAnswer(task.taskId, after);
    setAnswer(after);
  };
  const issues = decide.error instanceof ApiError ? decide.error.issues : [];
  const open = openIn(task, answer);
  return (
    <section className="card decide" aria-label="办理" ref={section}>
      <h2>办理：{wordOf(TASK_WORDS, task.kind)}</h2>
      {task.differences.length > 0 && (
        <ul className="reviews">
          {task.differences.map((difference) => (
            <li key={difference}>{difference}</li>
          ))}
        </ul>
      )}
      {task.documents.length > 0 && <p>需要的材料：{task.documents.join('、')}</p>}
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <Radio.Group
          aria-label="办理方式"
          optionType="button"
          buttonStyle="solid"
          value={action}
          onChange={(event) => change({ action: String(event.target.value) })}
          options={task.actions.map((one) => ({
            value: one,
            label: wordOf(ACTION_WORDS, one),
            disabled: one === 'approve' && !approve.allowed,
          }))}
        />
        {task.actions.includes('approve') && !approve.allowed && <p className="hint">{approve.reason}</p>}
        {(action === 'approve' || action === 'supply') && <Settling task={task} answer={answer} onChange={change} />}
        {action === 'supply' && (
          <Missing task={task} payments={shown.decision} answer={answer} onChange={change} issues={issues} />
        )}
        {action === 'return' && <ReturnFields task={task} answer={answer} onChange={change} issues={issues} />}
        {action === 'accept_payment' && (
          <StartDay
            answer={answer}
            onChange={change}
            bornOn={shown.kind === 'newborn' ? shown.facts.bornOn : undefined}
          />
        )}
        {action === 'correct_account' && <AccountFields answer={answer} onChange={change} issues={issues} />}
        <OpinionField
          value={answer.opinion}
          onChange={(opinion) => change({ opinion })}
          required={opinionNeeded(action)}
          problem={issues.find(({ path }) => path === 'opinion')?.message}
        />
        {decide.isError && <FailureNote what="没有办成" error={decide.error} />}
        {open > 0 && <p className="hint">还有 {open} 项没有勾选，同意前须逐项确认。</p>}
        <div className="sticky">
          <Button
            type="primary"
            htmlType="submit"
            loading={decide.isPending}
            disabled={open > 0 || (opinionNeeded(action) && answer.opinion.trim().length < 2)}
          >
            {wordOf(ACTION_WORDS, action)}
          </Button>
        </div>
      </form>
    </section>
  );
}

const isOpenBox = ({ type, checked }: HTMLInputElement): boolean => type === 'checkbox' && !checked;

/** What is to be done next: the first thing not ticked, an empty field, or the button. */
function focusNext(panel: HTMLElement | null): void {
  if (!panel) return;
  panel.scrollIntoView({ block: 'nearest' });
  const submit = panel.querySelector<HTMLButtonElement>('button[type=submit]');
  const field = panel.querySelector<HTMLElement>('input[type=checkbox]:not(:checked), textarea');
  (submit && !submit.disabled ? submit : field)?.focus();
}

/** A task that lacks a value is answered by supplying it. */
function firstAction(task: Task, mayApprove: boolean): string {
  const lacks = task.reviews.some(({ settledBy }) => settledBy !== 'acknowledgement');
  return lacks && task.actions.includes('supply')
    ? 'supply'
    : (task.actions.find((one) => one !== 'approve' || mayApprove) ?? '');
}

/** How much an approval would still leave open. */
function openIn(task: Task, { action, confirm, acknowledge }: TaskAnswer): number {
  if (action !== 'approve') return 0;
  const seen = task.reviews.filter(({ settledBy }) => settledBy === 'acknowledgement');
  return task.confirmations.length - confirm.length + (seen.length - acknowledge.length);
}
