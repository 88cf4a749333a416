/** What a page says when it has nothing to show yet, or at all. */
import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { explainError } from '../api/errors.ts';

export function Loading({ what }: { what: string }) {
  return (
    <section role="status" aria-label={`正在读取${what}`}>
      <Skeleton active={false} title={false} paragraph={{ rows: 5 }} />
    </section>
  );
}

/** What went wrong, where, and what to do. */
export function FailureNote({ what, error, retry }: { what: string; error: unknown; retry?: () => void }) {
  const { title, detail, issues } = explainError(error);
  return (
    <Alert
      type="error"
      role="alert"
      title={`${what}：${title}`}
      description={
        <>
          <p>{detail}</p>
          {issues.length > 0 && (
            <ul>
              {issues.map((issue) => (
                <li key={`${issue.path} ${issue.message}`}>{issue.message}</li>
              ))}
            </ul>
          )}
        </>
      }
      action={retry && <Button onClick={retry}>再试一次</Button>}
    />
  );
}

export function Nothing({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <section className="nothing">
      <p>{title}</p>
      {children}
    </section>
  );
}
