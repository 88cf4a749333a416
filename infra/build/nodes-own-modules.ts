import { builtinModules } from 'node:module';
import type { ImportKind, Plugin } from 'esbuild';

const NODES_OWN = new Set(builtinModules);
/** The SDK imports its HTTP client by the way, when it makes its first request. */
const IMPORTS: readonly ImportKind[] = ['import-statement', 'dynamic-import'];

/**
 * Takes Node's own modules as objects. An `import` of `http` reads each of its exports, and one of them loads a whole
 * HTTP client that nobody asked for: 50 ms of processor for each function that starts.
 */
export const nodesOwnModules: Plugin = {
  name: 'nodes-own-modules',
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?[a-z]/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      return IMPORTS.includes(kind) && NODES_OWN.has(name) ? { path: name, namespace: 'nodes-own' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'nodes-own' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};
