declare module '*.css';
declare module 'virtual:state-machines' {
  export const machines: Record<string, import('./cases/pictured-machine.ts').PicturedMachine>;
}
