/** Trails to audit: each built in a real repository with git and the program itself, with one defect or without. */
import { expect } from 'vitest';
import { plan } from './plan.ts';
import type { Sandbox } from './sandbox.ts';
import { signWithSsh } from './signing-keys.ts';

/** Runs the program, expecting it to do well. */
export async function run(box: Sandbox, ...words: string[]): Promise<void> {
  expect(await plan(box.dir, words, { env: box.env })).toMatchObject({ code: 0 });
}

/** Rewrites an item's text; `05` is item 5. */
export function rewrite(box: Sandbox, name: string, from: string | RegExp, to: string): void {
  const path = `plan/items/${name}.yaml`;
  const text = box.read(path);
  expect(text).toMatch(from);
  box.write({ [path]: text.replace(from, to) });
}

export const append = (box: Sandbox, name: string, text: string) =>
  box.write({ [`plan/items/${name}.yaml`]: box.read(`plan/items/${name}.yaml`) + text });

/** Commits by git alone everything there is; the hash. */
export const commitAll = (box: Sandbox, ...paragraphs: string[]): string =>
  box.commit({}, paragraphs.join('\n\n'));

export const byMinute = ['--reason', 'Clearer.', '--authority', 'Minute 12'];
const amend = (box: Sandbox, to: string) =>
  run(box, 'amend', '7', '--field', 'measure', '--to', to, ...byMinute);

/** Takes the last commit's files back, and says so. */
export function undoLast(box: Sandbox, trailers: string): string {
  const undone = box.git('rev-parse', 'HEAD');
  box.git('revert', '--no-commit', 'HEAD');
  return commitAll(box, 'plan: undo', `Plan-Change: undo\n${trailers}\nPlan-Undoes: ${undone}`);
}

export interface Trail {
  build(box: Sandbox): Promise<void>;
  /** Every rule that finds something, once each. */
  finds: readonly string[];
  flags?: readonly string[];
}

export const trails: Record<string, { fires: Trail; silent: Trail }> = {
  'hand-edit': {
    fires: {
      async build(box) {
        await run(box, 'update', '7', '--note', 'The fora met.', '--no-commit');
        commitAll(box, 'The fora met');
      },
      finds: ['hand-edit'],
    },
    silent: { build: (box) => run(box, 'update', '7', '--note', 'The fora met.'), finds: [] },
  },
  'trailers-disagree': {
    fires: {
      async build(box) {
        await run(box, 'update', '5', '-m', '5.1', '-s', 'completed', '--agency', 'dol', '--no-commit');
        commitAll(
          box,
          'plan: 5 in-progress',
          'Plan-Change: update\nPlan-Item: 5\nPlan-Item: 7\nPlan-Status: 5 milestone 5.1 not-reported -> in-progress\nPlan-As-Of: 2026-11-24\nPlan-Agency: dol',
        );
      },
      finds: ['trailers-disagree'],
    },
    silent: {
      async build(box) {
        await run(box, 'update', '5', '-m', '5.1', '-s', 'completed', '--agency', 'dol', '-r', 'on-track');
        await run(box, 'update', '7', '13', '-s', 'in-place', '--note', 'So it is.', '--as-of', '2026-11-20');
        await run(box, 'update', '5', '--evidence', 'https://example.org/minute=Minute');
      },
      finds: [],
    },
  },
  'report-altered': {
    fires: {
      async build(box) {
        await run(box, 'update', '7', '--note', 'All is well.');
        rewrite(box, '07', 'All is well.', 'All is lost.');
        commitAll(box, 'A word');
      },
      finds: ['hand-edit', 'report-altered'],
    },
    silent: {
      async build(box) {
        await run(box, 'update', '7', '-s', 'in-place', '--note', 'All is well.');
        await run(box, 'undo');
        await run(box, 'undo', 'HEAD');
      },
      finds: [],
    },
  },
  'decision-altered': {
    fires: {
      async build(box) {
        await amend(box, 'Reports');
        rewrite(box, '07', 'reason: Clearer.', 'reason: The minister asked.');
        commitAll(box, 'A word');
      },
      finds: ['decision-altered', 'hand-edit'],
    },
    silent: {
      async build(box) {
        await amend(box, 'Reports');
        await amend(box, 'Reports of agencies');
      },
      finds: [],
    },
  },
  'wording-unamended': {
    fires: {
      async build(box) {
        rewrite(box, '05', 'action: Collect', 'action: Gather');
        commitAll(box, 'A better word');
      },
      finds: ['hand-edit', 'wording-unamended'],
    },
    silent: { build: (box) => amend(box, 'Reports'), finds: [] },
  },
  'illegal-move': {
    fires: {
      async build(box) {
        append(box, '05', 'status: completed\n');
        commitAll(box, 'Done');
      },
      finds: ['hand-edit', 'illegal-move'],
    },
    silent: {
      async build(box) {
        await run(box, 'update', '5', '-m', '5.1', '-s', 'completed');
        await run(box, 'update', '5', '-m', '5.2', '-s', 'cancelled');
        await run(box, 'update', '5', '-s', 'completed');
        await run(box, 'update', '5', '-s', 'in-progress', '--reason', 'More to do.');
      },
      finds: [],
    },
  },
  'item-removed': {
    fires: {
      async build(box) {
        box.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(box, 'Not needed');
      },
      finds: ['hand-edit', 'item-removed'],
    },
    silent: {
      async build(box) {
        await run(box, 'retire', '13', ...byMinute);
        const words = ['--objective', 'All know.', '--action', 'Tell them.', '--measure', 'Who knows.'];
        const where = ['--pillar', 'prevention', '--agencies', 'police', '--ongoing', 'Always'];
        await run(box, 'add', ...words, ...where, ...byMinute);
      },
      finds: [],
    },
  },
  'id-reused': {
    fires: {
      async build(box) {
        box.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(box, 'Not needed');
        box.write({
          'plan/items/13.yaml': `${box.git('show', 'HEAD~1:plan/items/13.yaml')}\n`.replace(
            'action: Certify',
            'action: Deny',
          ),
        });
        commitAll(box, 'Another');
      },
      finds: ['hand-edit', 'id-reused', 'item-removed'],
    },
    silent: {
      async build(box) {
        box.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(box, 'Not needed');
        box.git('revert', '--no-edit', 'HEAD');
      },
      finds: ['hand-edit', 'item-removed'],
    },
  },
  'unreadable-then': {
    fires: {
      async build(box) {
        const text = box.read('plan/items/07.yaml');
        append(box, '07', '<<<<<<< ours\nstatus: in-place\n=======\n>>>>>>> theirs\n');
        commitAll(box, 'Oh');
        box.write({ 'plan/items/07.yaml': text });
        commitAll(box, 'Mended');
      },
      finds: ['hand-edit', 'unreadable-then'],
    },
    silent: {
      async build(box) {
        append(box, '07', '# a remark\n');
        commitAll(box, 'A remark');
      },
      finds: ['hand-edit'],
    },
  },
  'as-of-after-commit': {
    fires: {
      async build(box) {
        box.env.PLAN_TODAY = '2026-12-24';
        await run(box, 'update', '7', '--note', 'Soon.');
      },
      finds: ['as-of-after-commit'],
    },
    silent: {
      async build(box) {
        // In Wellington it is the 25th.
        box.env.GIT_COMMITTER_DATE = '2026-11-24T11:30:00Z';
        box.env.PLAN_TODAY = '2026-11-25';
        await run(box, 'update', '7', '--note', 'Now.');
      },
      finds: [],
    },
  },
  'author-differs': {
    fires: {
      async build(box) {
        await run(box, 'update', '7', '--note', 'So.', '--by', 'Aroha Ngata <aroha@example.org>');
        box.git('commit', '--amend', '--quiet', '--no-edit', '--author', 'Tom Hill <tom@example.org>');
      },
      finds: ['author-differs'],
    },
    silent: {
      build: (box) =>
        run(box, 'update', '7', '--note', 'So.', '--by', 'Aroha Ngata, Jr. <aroha@example.org>'),
      finds: [],
    },
  },
  unsigned: {
    fires: {
      async build(box) {
        signWithSsh(box);
        box.git('commit', '--amend', '--quiet', '--no-edit');
        await run(box, 'update', '7', '--note', 'Signed.');
        box.git('config', 'commit.gpgsign', 'false');
        await run(box, 'update', '7', '--note', 'Not signed.');
      },
      finds: ['unsigned'],
      flags: ['--require-signatures'],
    },
    silent: {
      async build(box) {
        signWithSsh(box);
        box.git('commit', '--amend', '--quiet', '--no-edit');
        await run(box, 'update', '7', '--note', 'Signed.');
      },
      finds: [],
      flags: ['--require-signatures'],
    },
  },
  'bad-signature': {
    fires: {
      async build(box) {
        signWithSsh(box);
        await run(box, 'update', '7', '--note', 'Signed.');
        box.git('commit', '--amend', '--quiet', '--no-edit');
        tamper(box);
      },
      finds: ['bad-signature', 'unsigned'],
      flags: ['--require-signatures'],
    },
    silent: {
      async build(box) {
        signWithSsh(box);
        await run(box, 'update', '7', '--note', 'Signed.');
      },
      finds: ['unsigned'],
      flags: ['--require-signatures'],
    },
  },
};

/** Rewrites the last commit's object as whoever can write to a repository may: another author, the same signature. */
export function tamper(box: Sandbox): string {
  const object = `${box.git('cat-file', 'commit', 'HEAD')}\n`.replace(/^author Mere/m, 'author Aroha');
  box.write({ '../object': object });
  const hash = box.git('hash-object', '-t', 'commit', '-w', '../object');
  box.git('update-ref', 'refs/heads/main', hash);
  return hash;
}
