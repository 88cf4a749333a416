/** The viewer of the API's description: Swagger UI, as its makers bundle it, from our own address and asking no other. */
import SwaggerUi, { type ViewerPlugin } from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';

/** Operations that the viewer may send. */
const METHODS = ['get', 'post'];

/** What its own layout holds, without a second main part of the page, and with a heading above the operations. */
const plainLayout: ViewerPlugin = ({ React: { createElement } }) => ({
  components: {
    PlainLayout: ({ getComponent }) => {
      const part = (name: string) => createElement(getComponent(name, true));
      const wrapped = (...parts: unknown[]) => createElement('div', { className: 'wrapper' }, ...parts);
      return createElement(
        'div',
        { className: 'swagger-ui' },
        wrapped(part('InfoContainer')),
        wrapped(createElement('h2', null, 'Operations'), part('AuthorizeBtnContainer')),
        part('FilterContainer'),
        wrapped(part('operations')),
      );
    },
  },
});

/** @param token sends requests with it; without one none is sent */
export function showApi(domNode: HTMLElement, token: string | null, onShown: () => void): void {
  const viewer = SwaggerUi({
    domNode,
    url: '/openapi.json',
    // By itself it would ask a validator elsewhere.
    validatorUrl: null,
    plugins: [plainLayout],
    layout: 'PlainLayout',
    docExpansion: 'list',
    defaultModelsExpandDepth: -1,
    displayOperationId: true,
    filter: true,
    deepLinking: false,
    supportedSubmitMethods: token === null ? [] : METHODS,
    tryItOutEnabled: token !== null,
    onComplete() {
      if (token !== null) viewer.preauthorizeApiKey('token', token);
      onShown();
    },
  });
}
