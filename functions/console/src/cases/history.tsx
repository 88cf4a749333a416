import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { ACTION_WORDS, EVENT_WORDS } from '../words/dictionary.ts';
import { factName } from '../words/fact-words.ts';
import { stateWord } from '../words/state-machine-words.ts';
import type { CaseView } from './case-view.ts';

export type ShownEntry = CaseView['history'][number];

/** 操作记录: everything that happened, in the order in which it was written; each entry seals the one before. */
export function History({ history }: { history: readonly ShownEntry[] }) {
  return (
    <section className="card" aria-label="操作记录">
      <details>
        <summary>
          <h2>操作记录（{history.length}）</h2>
        </summary>
        <ol className="history">
          {history.map(({ seq, at, by, name, event, detail, hash }) => (
            <li key={seq}>
              <time dateTime={at}>{timeOf(at)}</time> <strong>{wordOf(EVENT_WORDS, event)}</strong>{' '}
              {typeof detail.action === 'string' && <span>{wordOf(ACTION_WORDS, detail.action)}</span>}{' '}
              <span>{by.startsWith('system:') ? `系统：${stateWord(by.slice('system:'.length))}` : (name ?? by)}</span>{' '}
              {event === 'person_revealed' && (
                <span>
                  {factName(String(detail.field))}:{String(detail.reason)}
                </span>
              )}
              {event === 'audit_pack_taken' && <span>{String(detail.reason)}</span>}{' '}
              <span className="hint" title={hash}>
                #{hash.slice(0, 8)}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
