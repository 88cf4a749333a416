/** The list that one came from, with its filters and page: where one goes back to from a case. */
import { useEffect } from 'react';
import { useLocation } from 'react-router';

export interface LastList {
  name: string;
  /** Below `/console`. */
  address: string;
  state: unknown;
}

let last: LastList | null = null;

export const lastList = (): LastList | null => last;

export function useRememberedList(name: string): void {
  const { pathname, search, state } = useLocation();
  useEffect(() => {
    last = { name, address: pathname + search, state };
  }, [name, pathname, search, state]);
}
