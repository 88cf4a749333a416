/** The way that a case took through its state machine, read from its history. */
import { hasEnded } from '../words/case-words.ts';
import type { PicturedMachine } from './pictured-machine.ts';

export interface Course {
  /** States that were passed, in their order, with the instant where the history has one. */
  passed: { state: string; at: string | null }[];
  /** Where the case is: waiting there, or at its end. */
  now: string | null;
  waits: boolean;
}

interface Entry {
  at: string;
  by: string;
}

export function courseOf(
  machine: PicturedMachine,
  history: readonly Entry[],
  { waits, state }: { waits: boolean; state: string },
): Course {
  const known = new Set(machine.states.map(({ name }) => name));
  const steps = history.flatMap(({ at, by }) => {
    const name = by.replace(/^system:/, '');
    return by !== name && known.has(name) ? [{ state: name, at }] : [];
  });
  const passed: Course['passed'] = [];
  for (const step of steps) {
    const last = passed.at(-1)?.state;
    if (last === step.state) continue;
    if (last !== undefined)
      for (const between of pathBetween(machine, last, step.state)) passed.push({ state: between, at: null });
    passed.push(step);
  }
  const last = passed.at(-1)?.state ?? machine.startAt;
  if (waits) return { passed: passed.slice(0, -1), now: last, waits: true };
  const end = endOf(machine, last, state);
  if (end === null) return { passed, now: null, waits: false };
  for (const between of pathBetween(machine, last, end)) passed.push({ state: between, at: null });
  return { passed, now: end, waits: false };
}

/** The end state whose name is the case's state, or the nearest one; null while the case is under way. */
function endOf(machine: PicturedMachine, from: string, state: string): string | null {
  const ends = machine.states.filter(({ type }) => type === 'Succeed' || type === 'Fail').map(({ name }) => name);
  const named = ends.find((name) => name.toLowerCase() === state.replaceAll('_', ''));
  if (named !== undefined) return named;
  if (!hasEnded(state)) return null;
  const reachable = ends
    .map((name) => ({ name, steps: pathBetween(machine, from, name) }))
    .filter(({ name, steps }) => steps.length > 0 || isNext(machine, from, name));
  return reachable.sort((one, other) => one.steps.length - other.steps.length)[0]?.name ?? null;
}

const isNext = (machine: PicturedMachine, from: string, to: string): boolean =>
  machine.transitions.some((transition) => transition.from === from && transition.to === to);

/** The states strictly between two, by the shortest way; none if they follow each other or nothing leads there. */
function pathBetween({ transitions }: PicturedMachine, from: string, to: string): string[] {
  const before = new Map<string, string>();
  const queue = [from];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    for (const next of transitions
      .filter((transition) => transition.from === state)
      .map((transition) => transition.to)) {
      if (before.has(next) || next === from) continue;
      before.set(next, state);
      queue.push(next);
    }
  }
  const path: string[] = [];
  for (let state = before.get(to); state !== undefined && state !== from; state = before.get(state))
    path.unshift(state);
  return before.has(to) ? path : [];
}
