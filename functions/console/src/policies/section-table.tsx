/** One section of a table: each value with its standing, and the sentence that says so. */
import { Tag } from 'antd';
import { Wide } from '../shell/wide.tsx';
import { wordOf } from '../words/case-words.ts';
import { STANDING_WORDS } from '../words/dictionary.ts';
import type { PolicyValue } from './policy-values.ts';

export function SectionTable({ title, values }: { title: string; values: readonly PolicyValue[] }) {
  return (
    <section className="card policy" aria-label={title}>
      <h2>{title}</h2>
      <Wide name={`${title}：逐项`}>
        <table className="list document">
          <caption className="hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">规定</th>
              <th scope="col">效力</th>
              <th scope="col">原文与文号</th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ path, name, value, standing, note, quote, document, information, doubt }) => (
              <tr key={path} className={standing}>
                <th scope="row">{name}</th>
                <td>
                  {value}
                  {doubt !== '' && <small className="problem">{doubt}</small>}
                </td>
                <td>
                  <Tag className={`standing ${standing}`}>{wordOf(STANDING_WORDS, standing)}</Tag>
                  {information && <small>仅供告知</small>}
                </td>
                <td>
                  {quote !== '' && <q>{quote}</q>}
                  {document !== '' && <small>{document}</small>}
                  {note !== '' && <small>{note}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
