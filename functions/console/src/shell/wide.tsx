import type { ReactNode, Ref } from 'react';

interface Common {
  /** What a screen reader calls it. */
  name: string;
  className?: string;
  ref?: Ref<HTMLElement>;
}

/** What may be wider than its place: whoever has no mouse moves it with the arrow keys. */
export function Wide(props: Common & ({ children: ReactNode } | { html: string })) {
  const { name, className = 'table-box', ref } = props;
  const common = { className, ref, tabIndex: 0, 'aria-label': name };
  if ('html' in props) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: only for what the build drew from our own files
    return <section {...common} dangerouslySetInnerHTML={{ __html: props.html }} />;
  }
  return <section {...common}>{props.children}</section>;
}
