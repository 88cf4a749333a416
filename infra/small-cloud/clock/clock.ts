/** Takes a timer back. Harmless after it has fired. */
export type Cancel = () => void;

/** One clock for everything on this machine. Times are milliseconds since 1970. */
export interface Clock {
  now(): number;
  /**
   * Calls `fire` once, when `now() >= due`. Exact for any distance, and catches up after the machine slept.
   * A timer does not keep the process alive: the server's socket does.
   */
  at(due: number, fire: () => void): Cancel;
  /** Marks work as under way; a moved clock does not move while any is. Returns the same promise. */
  track<T>(work: Promise<T>): Promise<T>;
  /**
   * Jumps to `to`: fires each due timer at its own instant (ties in order of setting) and lets everything that
   * an instant started settle before time moves on. Never call it from tracked work: it would wait for itself.
   * @throws RangeError for real time, or for a time more than a second ago
   */
  move(to: number): Promise<void>;
}

interface Timer {
  due: number;
  order: number;
  fire: () => void;
  place: number;
}

const SOONER_THAN_SLEEP = 30_000; // also keeps far away from setTimeout's limit of 24.8 days
const NOTICED = 1_000; // time runs on while a caller reckons where to move it
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Timers by time and then by order of setting: a binary heap in which every timer knows its place. */
function createTimerQueue() {
  const heap: Timer[] = [];
  let set = 0;

  const before = (a: Timer, b: Timer) => a.due < b.due || (a.due === b.due && a.order < b.order);
  const put = (timer: Timer, place: number) => {
    heap[place] = timer;
    timer.place = place;
  };

  function rise(timer: Timer, from: number): void {
    let place = from;
    while (place > 0) {
      const parent = heap[(place - 1) >> 1];
      if (!parent || !before(timer, parent)) break;
      put(parent, place);
      place = (place - 1) >> 1;
    }
    put(timer, place);
  }

  function sink(timer: Timer, from: number): void {
    let place = from;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      const child = right && left && before(right, left) ? right : left;
      if (!child || before(timer, child)) break;
      const freed = child.place;
      put(child, place);
      place = freed;
    }
    put(timer, place);
  }

  return {
    first: () => heap[0],
    add(due: number, fire: () => void): Timer {
      const timer = { due, order: set++, fire, place: heap.length };
      heap.push(timer);
      rise(timer, timer.place);
      return timer;
    },
    remove(timer: Timer): void {
      const { place } = timer;
      if (place < 0) return;
      timer.place = -1;
      const last = heap.pop();
      if (!last || last === timer) return;
      rise(last, place);
      sink(last, last.place);
    },
  };
}

/**
 * Starts a clock: real time, or, with `from`, a time that begins there, runs on at real speed and can be moved.
 * Real time begins at `notBefore` if the computer's clock is behind it.
 * With `standsStill` it only moves when it is moved: what a test compares is then the same however busy the machine is.
 */
export function startClock({
  from,
  standsStill = false,
  notBefore = 0,
}: {
  from?: number;
  standsStill?: boolean;
  notBefore?: number;
} = {}): Clock {
  const timers = createTimerQueue();
  const movable = from !== undefined;
  let base = from ?? 0;
  let baseAt = performance.now();
  let shown = movable ? 0 : Math.max(notBefore, Date.now()); // of real time
  let shownAt = performance.now();
  let held: number | undefined; // the instant that a move has reached
  let alarm: NodeJS.Timeout | undefined;
  let alarmDue = Number.POSITIVE_INFINITY;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  let moving: Promise<void> = Promise.resolve();

  /**
   * Never goes back: when the computer's clock is put back, time runs on at half speed until the computer has caught up.
   * Standing still would stop what waits for seconds; going on as if nothing were would never come right again.
   */
  function real(): number {
    const at = performance.now();
    shown = Math.max(Date.now(), shown + (at - shownAt) / 2);
    shownAt = at;
    return Math.floor(shown);
  }

  function now(): number {
    if (!movable) return real();
    return held ?? (standsStill ? base : Math.floor(base + performance.now() - baseAt));
  }

  function fireDue(): void {
    for (let timer = timers.first(); timer && timer.due <= now(); timer = timers.first()) {
      timers.remove(timer);
      timer.fire();
    }
  }

  function setAlarm(): void {
    const first = timers.first();
    if (held !== undefined || !first || first.due >= alarmDue) return; // too early an alarm is harmless
    if (standsStill && first.due > now()) return;
    clearTimeout(alarm);
    alarmDue = first.due;
    alarm = setTimeout(
      () => {
        alarmDue = Number.POSITIVE_INFINITY;
        fireDue();
        setAlarm();
      },
      Math.min(Math.max(first.due - now(), 1), SOONER_THAN_SLEEP),
    );
    alarm.unref();
  }

  function workEnded(): void {
    underWay -= 1;
    if (underWay > 0) return;
    for (const resume of waiting) resume();
    waiting = [];
  }

  async function settle(): Promise<void> {
    do {
      if (underWay > 0) await new Promise<void>((resolve) => waiting.push(resolve));
      await nextTurn(); // what has just ended may start something
      await nextTurn();
    } while (underWay > 0);
  }

  async function moveTo(to: number): Promise<void> {
    held = now();
    clearTimeout(alarm);
    alarmDue = Number.POSITIVE_INFINITY;
    try {
      await settle();
      for (let next = timers.first(); next && next.due <= to; next = timers.first()) {
        held = Math.max(held, next.due);
        fireDue();
        await settle();
      }
    } finally {
      base = Math.max(held, to);
      baseAt = performance.now();
      held = undefined;
      setAlarm();
    }
  }

  return {
    now,
    at(due, fire) {
      const timer = timers.add(due, fire);
      setAlarm();
      return () => timers.remove(timer);
    },
    track(work) {
      underWay += 1;
      work.then(workEnded, workEnded);
      return work;
    },
    move(to) {
      if (!movable) return Promise.reject(new RangeError('Real time cannot be moved; start the clock with --clock.'));
      if (to < now() - NOTICED) return Promise.reject(new RangeError(`Time cannot go back from ${now()} to ${to}.`));
      const moved = moving.then(() => moveTo(to));
      moving = moved.catch(() => {});
      return moved;
    },
  };
}
