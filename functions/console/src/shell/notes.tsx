/** What a page says when it has nothing to show yet, or at all. */
import { Alert, Button, Skeleton } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { explainError, mayHelpToRetry } from '../api/errors.ts';

export function Loading({ what }: { what: string }) {
  return (
    <section role="status" aria-label={`正在读取${what}`}>
      <Skeleton active={false} title={false} paragraph={{ rows: 5 }} />
    </section>
  );
}

/**
 * What went wrong, where, and what to do. It comes into sight, also from behind what stays at the foot of a page.
 * @param props.takesFocus of what one has just asked for, so that one is where it says why not
 */
export function FailureNote(props: { what: string; error: unknown; retry?: () => void; takesFocus?: boolean }) {
  const { what, error, retry, takesFocus = false } = props;
  const { title, detail, issues } = explainError(error);
  const note = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same words said anew are another failure
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' });
    if (takesFocus) note.current?.focus({ preventScroll: true });
  }, [error, takesFocus]);
  return (
    <div className="failure-note" ref={note} tabIndex={-1}>
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
        action={retry && mayHelpToRetry(error) && <Button onClick={retry}>再试一次</Button>}
      />
    </div>
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
