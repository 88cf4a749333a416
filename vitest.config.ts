import { defineConfig } from 'vitest/config';

/** Proofs that take minutes, a browser, or many kills of the whole process: `npm run test:proofs`. */
const PROOFS = [
  'test/console/**',
  'test/local/{full-disk,iam,kills,logs,start}.test.ts',
  'test/workflows/{imports,newborn,newborn-attacks,refund-attacks,reminders,student-batch}.test.ts',
];

export default defineConfig({
  test: {
    include: process.env.PROOFS ? PROOFS.map((path) => path.replace('**', '*.test.ts')) : ['test/**/*.test.ts'],
    exclude: process.env.PROOFS ? [] : PROOFS,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    silent: 'passed-only',
  },
});
