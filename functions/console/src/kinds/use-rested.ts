import { useDeferredValue, useEffect, useRef, useState } from 'react';

/** How long typing rests before it is acted on. */
const REST_MS = 350;

/** A value once it has not changed for a moment. */
export function useRested<T>(value: T): T {
  const text = JSON.stringify(value);
  const current = useRef(value);
  current.current = value;
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(current.current), text === 'null' ? 0 : REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return useDeferredValue(rested);
}
