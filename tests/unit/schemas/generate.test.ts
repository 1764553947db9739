import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the generated files are up to date; otherwise run `npm run schemas`', () => {
  const script = join(import.meta.dirname, '../../../schemas/generate.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ stale: stdout.split('\n').filter(Boolean), stderr, status }).toEqual({
    stale: [],
    stderr: '',
    status: 0,
  });
});
