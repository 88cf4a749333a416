import type { Answer } from '../api/client.ts';

export type Message = Answer<'listOutbox'>['messages'][number];

/** The title, and the whole text when one asks for it. */
export function MessageText({ message: { title, body } }: { message: Message }) {
  if (body.length === 0) return <span>{title}</span>;
  return (
    <details>
      <summary>{title}</summary>
      <div className="letter">
        {body.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a letter keep their order
          <p key={index}>{line}</p>
        ))}
      </div>
    </details>
  );
}
