/** Who comes to a page from another one is at its heading: a screen reader says where one is, and the next Tab goes on there. */
import { type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** @param main the element that holds the page; what has taken the focus itself keeps it, and a page that was loaded anew takes none */
export function useArrivalFocus(main: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const first = useRef(pathname);
  useEffect(() => {
    const element = main.current;
    if (!element || first.current === pathname) return;
    first.current = '';
    const arrive = (): boolean => {
      const heading = element.querySelector('h1');
      if (heading) focusHeading(heading);
      return heading !== null;
    };
    if (arrive()) return;
    const observer = new MutationObserver(() => {
      if (arrive()) observer.disconnect();
    });
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [main, pathname]);
}

/** Where nothing else has the focus. */
function focusHeading(heading: HTMLElement | null): void {
  if (!heading || (document.activeElement !== null && document.activeElement !== document.body)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
