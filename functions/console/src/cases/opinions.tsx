import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { ACTION_WORDS, EVENT_WORDS, ROLE_WORDS } from '../words/dictionary.ts';
import type { ShownEntry } from './history.tsx';

/** 审批意见: what people decided and why, each under their own name. */
export function Opinions({ history }: { history: readonly ShownEntry[] }) {
  const decided = history.filter(({ detail }) => detail.opinion !== undefined || detail.reason !== undefined);
  const byPeople = decided.filter(
    ({ by, event }) => !by.startsWith('system:') && event !== 'person_revealed' && event !== 'audit_pack_taken',
  );
  if (byPeople.length === 0) return null;
  return (
    <section className="card" aria-label="审批意见">
      <h2>审批意见</h2>
      <ol className="opinions">
        {byPeople.map(({ seq, at, by, name, role, event, detail }) => (
          <li key={seq}>
            <p>
              <strong>
                {detail.action === undefined ? wordOf(EVENT_WORDS, event) : wordOf(ACTION_WORDS, String(detail.action))}
              </strong>{' '}
              · {name ?? by}
              {role && `（${wordOf(ROLE_WORDS, role)}）`} · {timeOf(at)}
            </p>
            <blockquote>{String(detail.opinion ?? detail.reason)}</blockquote>
          </li>
        ))}
      </ol>
    </section>
  );
}
