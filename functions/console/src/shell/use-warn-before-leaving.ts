import { useEffect } from 'react';

/** What would be lost with the page: the browser asks before it goes. */
export function useWarnBeforeLeaving(wouldBeLost: boolean): void {
  useEffect(() => {
    if (!wouldBeLost) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [wouldBeLost]);
}
