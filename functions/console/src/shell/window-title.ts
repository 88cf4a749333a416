/** The window is called what its page is called: who has ten of them open finds the right one. */
import { type RefObject, useEffect } from 'react';

const CONSOLE = '参保经办';

/** @param main the element that holds the page; @param count of open tasks, 0 to say nothing of them. */
export function useWindowTitle(main: RefObject<HTMLElement | null>, count: number): void {
  useEffect(() => {
    const element = main.current;
    if (!element) return;
    const name = () => {
      const page = element.querySelector('h1')?.textContent ?? '';
      document.title = `${count > 0 ? `(${count}) ` : ''}${page === '' ? '' : `${page} - `}${CONSOLE}`;
    };
    name();
    const observer = new MutationObserver(name);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [main, count]);
}
