import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // A style sheet is a text like others: left to itself, vitest makes it an empty one.
    css: true,
    // Most of a test's time is spent in programs that it runs, so a worker of its own for each core is not too many.
    maxWorkers: '100%',
    // Most tests run real programs, on machines that may be busy: no test is about time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
