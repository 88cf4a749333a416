import { Button } from 'antd';
import { timeOf } from '../time/clock.ts';
import type { CaseView } from './case-view.ts';

/** 文书: what the person was told, word for word. */
export function Notices({ caseId, notices }: { caseId: string; notices: CaseView['notices'] }) {
  if (notices.length === 0) return null;
  return (
    <section className="card" aria-label="文书">
      <h2>文书</h2>
      {notices.map(({ occasion, title, at, body }) => (
        <details key={occasion}>
          <summary>
            {title} · {timeOf(at)}
          </summary>
          <div className="letter">
            {body.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a letter keep their order
              <p key={index}>{line}</p>
            ))}
            <Button href={`/console/cases/${caseId}/print/${encodeURIComponent(occasion)}`} target="_blank">
              打印
            </Button>
          </div>
        </details>
      ))}
    </section>
  );
}
