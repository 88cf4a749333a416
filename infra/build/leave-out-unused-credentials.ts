import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { projectRoot } from './kept-build.ts';

/**
 * Lambda gives a function its credentials in the environment, and so does this machine. The SDK would look in seven other
 * places too (profiles, sign-in pages, instances), and every function would carry the clients for them, 100 KB.
 */
export const leaveOutUnusedCredentials: Plugin = {
  name: 'leave-out-unused-credentials',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({
      path,
      namespace: 'credentials',
    }));
    build.onLoad({ filter: /.*/, namespace: 'credentials' }, () => ({
      resolveDir: resolve(projectRoot),
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
    }));
  },
};
