declare module '*.css';
declare module 'virtual:state-machines' {
  export interface PicturedMachine {
    startAt: string;
    states: { name: string; type: string; waits: boolean }[];
    transitions: { from: string; to: string }[];
    /** One `<g id=state>` a state. */
    svg: string;
  }
  export const machines: Record<string, PicturedMachine>;
}
