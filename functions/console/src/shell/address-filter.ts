/** Filters that live in the address, so that a list can be linked to and comes back as it was. */
import { useSearchParams } from 'react-router';

export function useAddressFilter<Name extends string>(names: readonly Name[]) {
  const [query, setQuery] = useSearchParams();
  const values = Object.fromEntries(names.map((name) => [name, query.get(name) ?? '']));
  const value = (name: Name): string => values[name] ?? '';
  const setAll = (changes: Record<string, string>) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        // Another filter begins at its first page.
        if (names.some((name) => name === 'cursor')) next.delete('cursor');
        for (const [name, text] of Object.entries(changes)) {
          if (text === '') next.delete(name);
          else next.set(name, text);
        }
        return next;
      },
      { replace: true },
    );
  const set = (name: Name, text: string) => setAll({ [name]: text });
  const clear = () =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        for (const name of names) next.delete(name);
        return next;
      },
      { replace: true },
    );
  const isSet = names.some((name) => value(name) !== '');
  return { value, set, setAll, clear, isSet };
}
