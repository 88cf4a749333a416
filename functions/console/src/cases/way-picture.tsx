/** 流程: the state machine with this case's way, and the same as a list. The picture was laid out when it was built. */
import { machines } from 'virtual:state-machines';
import { useMemo } from 'react';
import { timeOf } from '../time/clock.ts';
import { WAIT_WORDS, wordOf } from '../words/case-words.ts';
import { inChinese, stateWord } from '../words/state-machine-words.ts';
import type { CaseView } from './case-view.ts';
import { type Way, wayOf } from './way.ts';

export function WayPicture({ shown }: { shown: CaseView }) {
  const machine = machines[shown.kind];
  const waits = shown.waitingFor !== null;
  const way = useMemo(
    () => machine && wayOf(machine, shown.history, { waits, state: shown.state }),
    [machine, shown.history, shown.state, waits],
  );
  if (!machine || !way) return null;
  return (
    <section className="card way" aria-label="流程">
      <h2>流程</h2>
      <div className="way-columns">
        <ol>
          {way.passed.map(({ state, at }, index) => (
            // A case may pass a state again.
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
            <li key={index} className="done">
              {stateWord(state)} {at && <time dateTime={at}>{timeOf(at)}</time>}
            </li>
          ))}
          {way.now !== null && (
            <li className={way.waits ? 'waiting' : 'now'} aria-current="step">
              {stateWord(way.now)}
              {shown.waitingFor
                ? `(正在等待${wordOf(WAIT_WORDS, shown.waitingFor.kind)},至 ${shown.waitingFor.due})`
                : '(已到这里)'}
            </li>
          )}
        </ol>
        {/* Drawn by us from our own state machine while the console was built. */}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: see above */}
        <div className="picture" dangerouslySetInnerHTML={{ __html: mark(inChinese(machine.svg), way) }} />
      </div>
    </section>
  );
}

/** Adds to each state's group the class that says what it is to this case. */
function mark(svg: string, way: Way): string {
  const passed = new Set(way.passed.map(({ state }) => state));
  return svg.replaceAll(/<g id="(\w+)" class="/g, (all, state: string) => {
    if (state === way.now) return `${all}${way.waits ? 'waiting' : 'now'} `;
    return passed.has(state) ? `${all}done ` : all;
  });
}
