import { type RefObject, useEffect } from 'react';

/** Pixels that the buttons at the foot of the page cover. */
const AT_FOOT = 110;

/**
 * What is in hand comes into the upper third of its pane, and the window stays where it is unless the
 * foot of the page would cover it. A pane that has room for all of
 * it does not scroll: then the window does.
 *
 * @param key of what is in hand: another one moves the pane, an empty one leaves it
 */
export function useScrolledTo(
  pane: RefObject<HTMLElement | null>,
  target: RefObject<HTMLElement | null>,
  key: string,
): void {
  useEffect(() => {
    if (key === '' || !pane.current || !target.current) return;
    const { scrollHeight, clientHeight } = pane.current;
    if (scrollHeight > clientHeight) pane.current.scrollTo({ top: target.current.offsetTop - clientHeight / 3 });
    const isHidden = target.current.getBoundingClientRect().bottom > window.innerHeight - AT_FOOT;
    if (scrollHeight <= clientHeight || isHidden) target.current.scrollIntoView({ block: 'nearest' });
  }, [pane, target, key]);
}
