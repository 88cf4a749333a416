/** A state machine as the build drew it. */
export interface PicturedMachine {
  startAt: string;
  states: readonly { name: string; type: string; waits: boolean }[];
  transitions: readonly { from: string; to: string }[];
  /** One `<g id=state>` a state. */
  svg: string;
}
