/** A transaction with a commit, killed at every step: all files have their old content, or all their new. */
import { cpSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isCommitted } from '../../../src/git/git-index.ts';
import { findRepository } from '../../../src/git/repository.ts';
import { readJournal } from '../../../src/storage/transaction/journal.ts';
import { acquireLock } from '../../../src/storage/transaction/lock.ts';
import { recoverTransaction } from '../../../src/storage/transaction/recover.ts';
import { bundle } from '../../support/disk.ts';
import { killedAtEveryStep } from '../../support/killing.ts';
import { sandbox } from '../../support/sandbox.ts';

const items = ['plan/items/05 ā.yaml', 'plan/items/06.yaml'];

test.each([
  ['a change', ['old', 'new']],
  ['a change that a hook refuses', ['old']],
])(
  '%s',
  async (what, possible) => {
    const box = sandbox();
    box.commit({ [items[0]!]: 'old\n', [items[1]!]: 'old\n', other: '1\n' });
    box.write({ other: '2\n' });
    box.git('add', 'other');
    if (what !== 'a change') box.hook('pre-commit', 'exit 1');
    const pristine = box.at('../pristine');
    cpSync(box.dir, pristine, { recursive: true, preserveTimestamps: true });
    const arrange = () => {
      rmSync(box.dir, { recursive: true, force: true, maxRetries: 5 });
      cpSync(pristine, box.dir, { recursive: true, preserveTimestamps: true });
    };

    const repo = findRepository(box.dir, box.env)!;
    const state = `${repo.gitDir}/plantrail`;
    const seen = new Set<string>();
    for await (const { step, when } of killedAtEveryStep(box, [bundle(box, 'commit-replaced'), ...items], {
      arrange,
    })) {
      const lock = await acquireLock(state, { command: 'plan', waitMs: 0 });
      await recoverTransaction(state, repo.top, (paths) => isCommitted(repo, paths, box.env));
      lock.release();
      expect(readJournal(state)).toBeUndefined();
      const texts = items.flatMap((item) => [
        box.read(item),
        `${box.git('cat-file', 'blob', `HEAD:${item}`)}\n`,
      ]);
      expect(new Set(texts).size, `${when} step ${step}: ${texts}`).toBe(1);
      expect(box.git('status', '--porcelain'), `${when} step ${step}`).toBe('M  other');
      seen.add(texts[0]!.trim());
    }
    expect([...seen].sort()).toEqual([...possible].sort());
  },
  240_000,
);
