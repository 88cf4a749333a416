/** 流程: the state machine with this case's way, and the same as a list. The picture was laid out when it was built. */
import { machines } from 'virtual:state-machines';
import { useMemo, useRef } from 'react';
import { Wide } from '../shell/wide.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { WAIT_WORDS } from '../words/dictionary.ts';
import { stateWord } from '../words/state-machine-words.ts';
import type { CaseView } from './case-view.ts';
import { type Course, courseOf } from './course.ts';

export function WayPicture({ shown }: { shown: CaseView }) {
  const machine = machines[shown.kind];
  const waits = shown.waitingFor !== null;
  const way = useMemo(
    () => machine && courseOf(machine, shown.history, { waits, state: shown.state }),
    [machine, shown.history, shown.state, waits],
  );
  const picture = useRef<HTMLElement>(null);
  const now = way?.now;
  // A wide picture begins where the case is.
  const show = () => {
    const [box, state] = [picture.current, now && picture.current?.querySelector(`#${now}`)];
    if (!box || !state) return;
    const [outer, inner] = [box.getBoundingClientRect(), state.getBoundingClientRect()];
    box.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
  };
  if (!machine || !way) return null;
  return (
    <section className="card way" aria-label="流程">
      <details>
        <summary>
          <h2>流程的每一步</h2>
        </summary>
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
                  ? `（正在等待${wordOf(WAIT_WORDS, shown.waitingFor.kind)}，至 ${shown.waitingFor.due}）`
                  : '（已到这里）'}
              </li>
            )}
          </ol>
          <details onToggle={show}>
            <summary>流程图</summary>
            <Wide className="picture" name="流程图" ref={picture} html={mark(machine.svg, way)} />
          </details>
        </div>
      </details>
    </section>
  );
}

/** Adds to each state's group the class that says what it is to this case. */
function mark(svg: string, way: Course): string {
  const passed = new Set(way.passed.map(({ state }) => state));
  return sized(svg).replaceAll(/<g id="(\w+)" class="/g, (all, state: string) => {
    if (state === way.now) return `${all}${way.waits ? 'waiting' : 'now'} `;
    return passed.has(state) ? `${all}done ` : all;
  });
}

/** At a size at which its texts can be read, however wide it becomes. */
const sized = (svg: string): string =>
  svg.replace(
    /<svg ([^<>]*?viewBox="0 0 (\d{1,6}) )/,
    (_all, rest: string, width: string) => `<svg width="${Number(width) * SCALE}" ${rest}`,
  );
const SCALE = 0.8;
