import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { explainError } from '../api/errors.ts';
import { finishSignIn, startSignIn } from './sign-in.ts';

/** Leaves for the issuer at once; `?again` in the window that renews the session of another. */
export function SignInPage() {
  const [query] = useSearchParams();
  const [failure, setFailure] = useState<string | null>(null);
  const again = query.has('again');
  useEffect(() => {
    startSignIn(again ? null : (query.get('to') ?? '/')).catch((error) => setFailure(explainError(error).detail));
  }, [again, query]);
  return <Waiting failure={failure} text="正在前往登录…" />;
}

/** Where the issuer sends one back to. */
export function SignedInPage() {
  const [query] = useSearchParams();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    finishSignIn(query).then(
      (outcome) => {
        if (outcome === 'close') window.close();
        else if ('failure' in outcome) setFailure(outcome.failure);
        else navigate(outcome.returnTo, { replace: true });
      },
      (error) => setFailure(explainError(error).detail),
    );
  }, [query, navigate]);
  return <Waiting failure={failure} text="正在登录…" />;
}

function Waiting({ failure, text }: { failure: string | null; text: string }) {
  return (
    <main className="sign-in">
      <h1>参保经办</h1>
      {failure === null ? (
        <p role="status">{text}</p>
      ) : (
        <>
          <p role="alert">{failure}</p>
          <Button type="primary" href="/console">
            重新登录
          </Button>
        </>
      )}
    </main>
  );
}
