import { useEffect } from 'react';
import { call } from '../api/client.ts';
import { useMay, useWho } from '../session/use-session.ts';

const KEPT = 'canbao.arrived';

/** Whoever works at a desk is written down once a day and sign-in, so that colleagues can hand work over. */
export function useArrival(): void {
  const { share } = useMay();
  const { sub } = useWho();
  useEffect(() => {
    const mark = `${sub} ${new Date().toDateString()}`;
    if (!share || sessionStorage.getItem(KEPT) === mark) return;
    // Nothing waits for it: the next page says it again.
    call('arriveAtDesk', { body: {} }).then(
      () => sessionStorage.setItem(KEPT, mark),
      () => {},
    );
  }, [share, sub]);
}
