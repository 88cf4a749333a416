/**
 * 接口说明: the API's own description, for whoever writes a program of a university or a tax office. It is open, as the
 * description is. It sends requests only on a machine for practice, in the name of whoever is signed in there.
 */
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useSession } from '../session/use-session.ts';
import { Loading } from '../shell/notes.tsx';
import { useClock } from '../time/clock.ts';
import '../styles/reference.css';

export function Component() {
  const { canBeMoved } = useClock();
  const session = useSession();
  const token = canBeMoved && session.status === 'in' ? session.tokens.access : null;
  return (
    <main id="main" className="reference" tabIndex={-1}>
      <h1>接口说明</h1>
      <p>
        <Link to="/">返回参保经办</Link>　供高校、税务部门等单位的系统对接使用；同样的内容见{' '}
        <a href="/openapi.json">/openapi.json</a>
        。地址与本页相同，演示和正式使用时的接口一样。
      </p>
      {canBeMoved ? <Practice token={token} /> : <p className="hint">试用接口请到演示环境：这里的请求会真的办理。</p>}
      <Viewer key={String(token)} token={token} />
    </main>
  );
}

function Practice({ token }: { token: string | null }) {
  if (token === null) {
    return (
      <p>
        演示环境：<Link to="/sign-in?to=/reference">登录取得令牌</Link>，即可在下面试用各个接口。
      </p>
    );
  }
  return (
    <details className="token">
      <summary>演示令牌：已用当前登录的身份填好，可在下面直接试用；也可以复制到自己的程序里</summary>
      <textarea readOnly rows={4} aria-label="演示令牌" value={token} onFocus={(event) => event.target.select()} />
    </details>
  );
}

function Viewer({ token }: { token: string | null }) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  useEffect(() => {
    let isGone = false;
    import('./viewer.ts')
      .then(({ showApi }) => {
        if (box.current && !isGone) showApi(box.current, token, () => setState('shown'));
      })
      .catch(() => setState('failed'));
    return () => {
      isGone = true;
    };
  }, [token]);
  return (
    <>
      {state === 'loading' && <Loading what="接口说明" />}
      {state === 'failed' && (
        <p role="alert" className="problem">
          接口说明没有读到。请刷新本页再试。
        </p>
      )}
      <div ref={box} lang="en" />
    </>
  );
}
