import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The browser's tests are run by themselves: npm run test:console
    exclude: process.env.CONSOLE ? [] : ['test/console/**'],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    silent: 'passed-only',
  },
});
