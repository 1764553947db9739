/** Two people's clones of one plan, and the remote that they share. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Ran, RunOptions, Sandbox } from './sandbox.ts';
import { few, shippedPlan } from './shipped.ts';

/** A sandbox in another folder of the same home. */
export function elsewhere(box: Sandbox, dir: string): Sandbox {
  const at = (path: string) => join(dir, path);
  const there: Sandbox = {
    ...box,
    dir,
    at,
    read: (path) => readFileSync(at(path), 'utf8'),
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(at(path)), { recursive: true });
        writeFileSync(at(path), text);
      }
    },
    hook(name, script) {
      const path = join(there.git('rev-parse', '--absolute-git-dir'), 'hooks', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    git: (...args) =>
      execFileSync('git', args, {
        cwd: dir,
        env: box.env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }).replace(/\n$/, ''),
    commit(files, message = 'as it was') {
      there.write(files);
      there.git('add', '--all');
      there.git('commit', '--quiet', '--message', message);
      return there.git('rev-parse', 'HEAD');
    },
    run: (command, args = [], options: RunOptions = {}): Promise<Ran> =>
      box.run(command, args, { cwd: dir, ...options }),
  };
  return there;
}

/** A plan in two clones, both with all that the bare remote `hub.git` has; git merges items in both where `setup`. */
export function clones(items: readonly string[] = few): { ours: Sandbox; theirs: Sandbox } {
  const ours = shippedPlan(items);
  const hub = ours.at('../hub.git');
  ours.git('clone', '--quiet', '--bare', ours.dir, hub);
  ours.git('remote', 'add', 'origin', hub);
  ours.git('fetch', '--quiet', 'origin');
  ours.git('branch', '--quiet', '--set-upstream-to=origin/main');
  const dir = ours.at('../ngā mahi a ētahi');
  ours.git('clone', '--quiet', '--template=', hub, dir);
  return { ours, theirs: elsewhere(ours, dir) };
}
