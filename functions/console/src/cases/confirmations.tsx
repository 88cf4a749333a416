/** Values that the region's own text does not state: where each comes from, and who took it on. */
import { useQuery } from '@tanstack/react-query';
import { policyQuery } from '../api/queries.ts';
import { RULES } from '../api/schema.ts';
import { objectIn, readDecision } from '../decision/read-decision.ts';
import { timeOf } from '../time/clock.ts';
import { sayAdopted, sayWritten } from '../words/value-words.ts';
import type { CaseView } from './case-view.ts';

export function Confirmations({ shown }: { shown: CaseView }) {
  const adopted = readDecision(objectIn(shown.decision).assessment).confirm;
  const confirm = adopted.filter(({ field }) => !RULES.neverConfirmed.some((one) => one === field));
  const { supplied } = shown.settlement;
  const policy = useQuery({
    ...policyQuery(shown.region, String(shown.coverageYear)),
    enabled: supplied.length > 0,
  });
  if (confirm.length === 0 && supplied.length === 0) return null;
  return (
    <section className="card" aria-label="采用与补充的规定">
      <h2>采用与补充的规定</h2>
      <ul className="taken">
        {confirm.map(({ field, label, value, clause, document, quote }) => (
          <li key={field}>
            <strong>{sayAdopted(label, value, field)}</strong>{' '}
            <span className={isOpen(shown, field) ? 'open' : 'settled'}>{confirmedBy(shown, field)}</span>
            <small>
              {clause}，{document}：<q>{quote}</q>
            </small>
          </li>
        ))}
        {supplied.map(({ field, value, document }) => (
          <li key={field}>
            <strong>
              {policy.data?.names[field] ?? field}：{sayWritten(value, field)}
            </strong>{' '}
            <span className="settled">{suppliedBy(shown, field)}</span>
            <small>依据 {document}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

const isOpen = ({ settlement, state }: CaseView, field: string): boolean =>
  !settlement.confirmed.includes(field) && !ENDS.includes(state);
const ENDS: readonly string[] = RULES.ends.filter((state) => state !== 'parked');

function confirmedBy(shown: CaseView, field: string): string {
  const { settlement, history } = shown;
  if (isOpen(shown, field)) return '待确认';
  if (!settlement.confirmed.includes(field)) return '没有要求确认';
  const entry = history.findLast(({ detail }) => Array.isArray(detail.confirmed) && detail.confirmed.includes(field));
  return entry ? `${entry.name ?? entry.by} 于 ${timeOf(entry.at)} 确认` : '已确认';
}

function suppliedBy({ history }: CaseView, field: string): string {
  const entry = history.findLast(
    ({ detail }) => Array.isArray(detail.supplied) && detail.supplied.some((one) => objectIn(one).field === field),
  );
  return entry ? `${entry.name ?? entry.by} 于 ${timeOf(entry.at)} 补充` : '经办人补充';
}
