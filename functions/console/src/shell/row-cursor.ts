import { type RefObject, useEffect, useRef, useState } from 'react';

/** The row that the keys act on: moved by j and k, shown by a class and read by its focus. */
export function useRowCursor(count: number): {
  row: number;
  move: (by: number) => void;
  setRow: (row: number) => void;
  body: RefObject<HTMLTableSectionElement | null>;
} {
  const [row, setRow] = useState(0);
  const body = useRef<HTMLTableSectionElement | null>(null);
  useEffect(() => {
    setRow((before) => Math.min(before, Math.max(0, count - 1)));
  }, [count]);
  const move = (by: number) => {
    const next = Math.min(Math.max(0, row + by), Math.max(0, count - 1));
    setRow(next);
    const element = body.current?.rows[next];
    element?.querySelector<HTMLAnchorElement>('a')?.focus();
    element?.scrollIntoView({ block: 'nearest' });
  };
  return { row, move, setRow, body };
}
