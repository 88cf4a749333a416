import { useState } from 'react';
import { useWho } from '../session/use-session.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { ACTION_WORDS } from '../words/dictionary.ts';
import type { ShownEntry } from './history.tsx';

/** What became of a task that somebody has a link to. */
export function DecidedTask({ taskId, history }: { taskId: string; history: readonly ShownEntry[] }) {
  const { sub } = useWho();
  const decided = history.findLast(({ event, detail }) => event === 'task_decided' && detail.task === taskId);
  return (
    <p className="decided" role="status">
      {decided
        ? `这个待办已由${decided.by === sub ? '您' : ` ${decided.name ?? decided.by} `}于 ${timeOf(decided.at)} 办理：${wordOf(ACTION_WORDS, String(decided.detail.action))}。`
        : '这个待办已经过期，或已随案件结束。'}
    </p>
  );
}

/**
 * The task that one came for, or had before one's eyes, and that is open no more; undefined while it is.
 *
 * @param asked the task in the address, if there is one; @param open the one that is open now.
 */
export function useDecidedTask(asked: string | undefined, open: string | undefined): string | undefined {
  const [seen, setSeen] = useState(open);
  const [decided, setDecided] = useState<string>();
  if (open !== seen) {
    setSeen(open);
    if (seen !== undefined) setDecided(seen);
  }
  return decided ?? (asked === open ? undefined : asked);
}
