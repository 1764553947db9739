/** The git processes that a change starts, and the items that it reads. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planProcess } from '../../support/plan.ts';
import { program, shippedPlan } from '../../support/shipped.ts';

/** A plan of fifty items, and a `git` that logs every start. */
function planOfFifty() {
  const sandbox = shippedPlan();
  const more = Array.from({ length: 22 }, (_, at) => at + 29);
  sandbox.commit(
    Object.fromEntries(
      more.map((id) => [
        `plan/items/${id}.yaml`,
        sandbox.read(`plan/items/${String(id - 28).padStart(2, '0')}.yaml`).replace(/^id: .*$/m, `id: ${id}`),
      ]),
    ),
  );
  const real = execFileSync('sh', ['-c', 'command -v git'], { env: sandbox.env, encoding: 'utf8' }).trim();
  const log = join(sandbox.home, 'gits');
  const git = join(sandbox.home, 'bin/git');
  const script = `#!/bin/sh\nfor each; do case "$each" in status|commit|add|check-ignore) echo "$each" >>'${log}'; exec '${real}' "$@";; esac; done\necho "other: $*" >>'${log}'\nexec '${real}' "$@"\n`;
  sandbox.write({ '../home/bin/git': script });
  chmodSync(git, 0o755);
  return { sandbox, gits: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []) };
}

test.each([
  ['update 5 --status in-progress --note Begun.', ['status', 'commit'], ['05.yaml']],
  ['note 5 Begun.', ['status', 'commit'], ['05.yaml']],
  ['update 2 30 --note Begun.', ['status', 'commit'], ['02.yaml', '30.yaml']],
  ['update 5 --note Begun. --no-commit', [], ['05.yaml']],
  ['update 5 --note Begun. --dry-run', [], ['05.yaml']],
  ['amend 5 --set lead=dol --reason Asked. --authority Minute', ['status', 'commit'], ['05.yaml']],
  ['retire 5 --reason Over. --authority Minute', ['status', 'commit'], ['05.yaml']],
])('plan %s', (words, started, read) => {
  const { sandbox, gits } = planOfFifty();
  const { output, status } = spawnSync(
    process.execPath,
    ['--require', join(import.meta.dirname, '../../support/opened-files.cjs'), program, ...words.split(' ')],
    { cwd: sandbox.dir, env: sandbox.env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8' },
  );
  expect(output[2]).toBe('');
  expect(status).toBe(0);
  expect(gits()).toEqual(started);
  const items = output[3]!.split('\n').flatMap((path) => /items\/(\d[^/]*)$/.exec(path)?.[1] ?? []);
  expect([...new Set(items)].sort()).toEqual(read);
});

test('git maintenance runs only once there are many loose objects', async () => {
  const sandbox = shippedPlan(['05']);
  // Then maintenance starts, but does nothing.
  sandbox.git('config', 'gc.auto', '0');
  const traced = async (words: string) => {
    const trace = join(sandbox.home, 'trace');
    writeFileSync(trace, '');
    expect(await planProcess(sandbox, words, { env: { ...sandbox.env, GIT_TRACE: trace } })).toMatchObject({
      code: 0,
    });
    return readFileSync(trace, 'utf8').includes('maintenance run --auto');
  };
  expect(await traced('note 5 First.')).toBe(false);
  const loose = sandbox.at('.git/objects/17');
  mkdirSync(loose, { recursive: true });
  for (let name = 0; name < 40; name++) writeFileSync(join(loose, String(name).padStart(38, '0')), '');
  expect(await traced('note 5 Second.')).toBe(true);
});
