declare module '*.css';
declare module 'virtual:state-machines' {
  export const machines: Record<string, import('./cases/pictured-machine.ts').PicturedMachine>;
}
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  interface Viewer {
    preauthorizeApiKey(scheme: string, key: string): unknown;
  }
  type Element = unknown;
  type Component = (props: { getComponent(name: string, connected: boolean): Component }) => Element;
  export type ViewerPlugin = (system: {
    React: {
      createElement(kind: string | Component, properties?: Record<string, string> | null, ...parts: Element[]): Element;
    };
  }) => { components: Record<string, Component> };
  interface Options {
    domNode: HTMLElement;
    plugins: readonly ViewerPlugin[];
    layout: string;
    url: string;
    validatorUrl: null;
    docExpansion: 'none' | 'list' | 'full';
    defaultModelsExpandDepth: number;
    displayOperationId: boolean;
    filter: boolean;
    deepLinking: boolean;
    supportedSubmitMethods: readonly string[];
    tryItOutEnabled: boolean;
    onComplete(): void;
  }
  export default function SwaggerUi(options: Options): Viewer;
}
