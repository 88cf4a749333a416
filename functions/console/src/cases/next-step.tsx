import { useClock } from '../time/clock.ts';
import { timeLeft } from '../time/days.ts';
import { hasEnded, wordOf } from '../words/case-words.ts';
import { STATE_WORDS, WAIT_WORDS } from '../words/dictionary.ts';
import type { CaseView } from './case-view.ts';

/** Who has to do what, and until when; or how it ended. */
export function NextStepNote({ shown }: { shown: CaseView }) {
  const { today } = useClock();
  const { waitingFor, ending, state, requested } = shown;
  if (waitingFor) {
    const left = timeLeft(today, waitingFor.due);
    return (
      <section className="next-step" aria-label="下一步">
        <strong>等待：{wordOf(WAIT_WORDS, waitingFor.kind)}</strong>
        <span>
          至 {waitingFor.due} <span className={`left ${left.urgency}`}>{left.text}</span>
        </span>
        {shown.task?.assigned && <span>{shown.task.assigned.name}在办</span>}
        {requested && waitingFor.kind === 'documents' && <span>需补正：{requested.documents.join('、')}</span>}
      </section>
    );
  }
  if (hasEnded(state)) {
    return (
      <section className="next-step ended" aria-label="下一步">
        <strong>{state === 'parked' ? '挂起' : `已办结：${wordOf(STATE_WORDS, state)}`}</strong>
        {ending && <span>{ending.message}</span>}
      </section>
    );
  }
  return (
    <section className="next-step" aria-label="下一步" role="status">
      <strong>系统正在办理</strong>
      <span>稍等片刻，页面会自动更新。</span>
    </section>
  );
}
