/** Pages of a list that is read by cursor: forward by what the list answers, back by what one has seen. */
import { Button } from 'antd';
import { useLocation, useSearchParams } from 'react-router';

/** Cursors of the pages before, as the browser keeps them beside the address. */
const pagesBefore = (state: unknown): string[] =>
  typeof state === 'object' && state !== null && 'before' in state && Array.isArray(state.before)
    ? state.before.map(String)
    : [];

export function Pages({ next }: { next: string | null }) {
  const [query, setQuery] = useSearchParams();
  const before = pagesBefore(useLocation().state);
  const here = query.get('cursor') ?? '';
  if (next === null && here === '') return null;
  const go = (cursor: string, stack: string[]) => {
    setQuery(
      (now) => {
        const then = new URLSearchParams(now);
        if (cursor === '') then.delete('cursor');
        else then.set('cursor', cursor);
        return then;
      },
      { state: { before: stack } },
    );
    scrollTo({ top: 0 });
  };
  return (
    <nav className="pages" aria-label="翻页">
      <Button disabled={here === ''} onClick={() => go(before.at(-1) ?? '', before.slice(0, -1))}>
        上一页
      </Button>
      <span>第 {before.length + 1} 页</span>
      <Button disabled={next === null} onClick={() => go(next ?? '', [...before, here])}>
        下一页
      </Button>
    </nav>
  );
}
