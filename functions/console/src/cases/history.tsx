import { objectIn } from '../decision/read-decision.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { ACTION_WORDS, EVENT_WORDS, MATERIAL_WORDS } from '../words/dictionary.ts';
import { factName } from '../words/fact-words.ts';
import { stateWord } from '../words/state-machine-words.ts';
import { sayWritten } from '../words/value-words.ts';
import { yuan } from '../words/yuan.ts';
import type { CaseView } from './case-view.ts';

/** What an entry decided, in a few words; nothing where its name says all. */
function saidBy(event: string, detail: Readonly<Record<string, unknown>>): string {
  const text = (name: string) => (detail[name] === undefined || detail[name] === null ? '' : String(detail[name]));
  const amount = text('payable') || text('amount');
  const supplied = Array.isArray(detail.supplied)
    ? detail.supplied
        .map(objectIn)
        .map((one) => `补充 ${sayWritten(one.value, String(one.field))}（依据 ${String(one.document)}）`)
    : [];
  const documents = Array.isArray(detail.documents) ? `补正：${detail.documents.join('、')}` : '';
  const parts = [
    amount === '' ? '' : yuan(amount),
    event === 'person_revealed' ? `${factName(text('field'))}：${text('reason')}` : text('reason'),
    text('material') === '' ? '' : wordOf(MATERIAL_WORDS, text('material')),
    text('to') === '' ? '' : `给${text('toName') || text('to')}`,
    text('note') === '' ? '' : `“${text('note')}”`,
    text('opinion') === '' ? '' : `“${text('opinion')}”`,
    ...supplied,
    documents,
    text('until') === '' ? '' : `至 ${text('until')}`,
    text('reference') === '' ? '' : `流水号 ${text('reference')}`,
    text('voucher') === '' ? '' : `凭证 ${text('voucher')}`,
    event.endsWith('_awaited') && text('due') !== '' ? `至 ${text('due')}` : '',
  ];
  return parts.filter((part) => part !== '').join('，');
}

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
              <span>{saidBy(event, detail)}</span>{' '}
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
