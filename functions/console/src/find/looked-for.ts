/** What was last typed into the search box: kept in memory only, since it may name a person. */
import { useSyncExternalStore } from 'react';

/** `count` tells the same text searched again from the one before. */
let lookedFor = { text: '', count: 0 };
const listeners = new Set<() => void>();

export function lookFor(text: string): void {
  lookedFor = { text, count: lookedFor.count + 1 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLookedFor = () => useSyncExternalStore(subscribe, () => lookedFor);
