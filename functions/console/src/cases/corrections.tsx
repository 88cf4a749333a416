import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { objectIn } from '../decision/read-decision.ts';
import { timeOf } from '../time/clock.ts';
import { factName, factValue } from '../words/fact-words.ts';
import type { CaseView } from './case-view.ts';

const CorrectionDialog = lazy(() => import('./correction-dialog.tsx'));

/** What was corrected, old beside new, and the button that corrects. */
export function Corrections({ shown }: { shown: CaseView }) {
  const [corrects, setCorrects] = useState(false);
  return (
    <>
      {shown.history
        .filter(({ event }) => event === 'facts_corrected')
        .map(({ seq, at, by, name, detail }) => (
          <div key={seq} className="correction">
            <p className="hint">
              {timeOf(at)} {name ?? by} 更正：{String(detail.reason)}
            </p>
            <ul>
              {partsOf(detail.corrected).map(({ field, before, after }) => (
                <li key={field}>
                  {factName(field)}：<del>{said(field, before)}</del> → <ins>{said(field, after)}</ins>
                </li>
              ))}
            </ul>
          </div>
        ))}
      {shown.can.correctFacts.allowed && <Button onClick={() => setCorrects(true)}>更正</Button>}
      {corrects && (
        <Suspense>
          <CorrectionDialog shown={shown} onClose={() => setCorrects(false)} />
        </Suspense>
      )}
    </>
  );
}

const partsOf = (corrected: unknown) =>
  (Array.isArray(corrected) ? corrected : []).map(objectIn).map(({ field, before, after }) => ({
    field: String(field),
    before,
    after,
  }));

const said = (field: string, value: unknown): string => (value === null ? '（无）' : factValue(field, value));
