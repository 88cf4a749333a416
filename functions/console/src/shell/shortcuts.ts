/** Keys for people who type all day. Never inside a field, and never while an input method composes a word. */
import { useEffect, useRef } from 'react';

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;
/** Keys as one reads them, and what they do where they are. */
export type ShortcutHelp = readonly (readonly [string, string])[];

/** Of what is on the page at hand. */
const atHand = new Set<{ current: ShortcutHelp }>();
export const shortcutsAtHand = (): ShortcutHelp => [
  ...new Map([...atHand].flatMap(({ current }) => current).map((one) => [one[0], one])).values(),
];

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select';
/** What a dialog does with its keys is its own affair. One that is fading away is closed: its wrap outlives it a little. */
const OPEN_DIALOG = '.ant-modal:not(.ant-zoom-leave, [style*="display: none"]), dialog[open]';
/** How long after `g` the second key may come. */
const CHORD_MS = 1_200;

/**
 * Keys as `KeyboardEvent.key` has them, or two with a space between (`g t`).
 * @param help what the page `?` says of them
 */
export function useShortcuts(shortcuts: Shortcuts, help: ShortcutHelp): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  const said = useRef(help);
  said.current = help;
  useEffect(() => {
    atHand.add(said);
    return () => {
      atHand.delete(said);
    };
  }, []);
  useEffect(() => {
    let first: { key: string; at: number } | undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const typing = target.closest(FIELDS) !== null;
      if (typing && event.key !== 'Escape') return;
      if (document.querySelector(OPEN_DIALOG) !== null) return;
      // A button or link that has the focus is what Enter is for.
      if (event.key === 'Enter' && target.closest('a, button, summary') !== null) return;
      const chord = first && event.timeStamp - first.at < CHORD_MS ? `${first.key} ${event.key}` : null;
      // The second key of two is not one by itself, whoever listens for it.
      const action = current.current[chord ?? event.key];
      first = event.key === 'g' ? { key: 'g', at: event.timeStamp } : undefined;
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
