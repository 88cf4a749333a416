/** Keys for people who type all day. Never inside a field, and never while an input method composes a word. */
import { useEffect, useRef } from 'react';

export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select';
/** What a dialog does with its keys is its own affair. One that is fading away is closed: its wrap outlives it a little. */
const OPEN_DIALOG = '.ant-modal:not(.ant-zoom-leave, [style*="display: none"]), dialog[open]';
/** How long after `g` the second key may come. */
const CHORD_MS = 1_200;

/** Keys as `KeyboardEvent.key` has them, or two with a space between (`g t`). */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
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
      const action = (chord && current.current[chord]) ?? current.current[event.key];
      first = event.key === 'g' ? { key: 'g', at: event.timeStamp } : undefined;
      if (!action) return;
      event.preventDefault();
      action(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

export const SHORTCUT_HELP: readonly (readonly [string, string])[] = [
  ['/', '查找'],
  ['c', '新建（可以受理案件的人）'],
  ['f', '在本页筛选'],
  ['j / k', '下一行 / 上一行'],
  ['Enter', '打开这一行'],
  ['x', '选中这一行'],
  ['a', '同意'],
  ['r', '退回补正'],
  ['n', '下一件'],
  ['g t', '回到待办'],
  ['Esc', '离开输入框，关闭'],
  ['?', '这份说明'],
];
