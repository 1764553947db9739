/** For each rule about history, a repository that breaks it and one that does not, made with git and `plan`. */
import { expect } from 'vitest';
import { plan } from './plan.ts';
import type { Sandbox } from './sandbox.ts';
import { fewItems, shippedPlan } from './shipped.ts';
import { signWithSsh } from './signing-keys.ts';

/** Runs `plan` and expects success. */
export async function run(sandbox: Sandbox, ...words: string[]): Promise<void> {
  expect(await plan(sandbox, words)).toMatchObject({ code: 0 });
}

/** Edits an item file by hand. @param name without extension, such as `05` */
export function rewrite(sandbox: Sandbox, name: string, from: string | RegExp, to: string): void {
  const path = `plan/items/${name}.yaml`;
  const text = sandbox.read(path);
  expect(text).toMatch(from);
  sandbox.write({ [path]: text.replace(from, to) });
}

export const append = (sandbox: Sandbox, name: string, text: string) =>
  sandbox.write({ [`plan/items/${name}.yaml`]: sandbox.read(`plan/items/${name}.yaml`) + text });

/** Commits everything with git. @returns the hash */
export const commitAll = (sandbox: Sandbox, ...paragraphs: string[]): string =>
  sandbox.commit({}, paragraphs.join('\n\n'));

export const byMinute = ['--reason', 'Clearer.', '--authority', 'Minute 12'];
const amend = (sandbox: Sandbox, to: string) =>
  run(sandbox, 'amend', '7', '--field', 'measure', '--to', to, ...byMinute);

/** Adds item 29 without a decision. */
const addItem = (sandbox: Sandbox) =>
  sandbox.write({ 'plan/items/29.yaml': sandbox.read('plan/items/13.yaml').replace(/^id: 13/m, 'id: 29') });

/** Attaches a file to an update of item 7. */
async function attach(sandbox: Sandbox): Promise<void> {
  sandbox.write({ 'minute.txt': 'Agreed.\n' });
  await run(sandbox, 'note', '7', 'See the minute.', '--evidence', 'minute.txt');
}

/** Reverts the last commit with git, with the trailers of an undo. */
export function undoLast(sandbox: Sandbox, trailers: string): string {
  const reverted = sandbox.git('rev-parse', 'HEAD');
  sandbox.git('revert', '--no-commit', 'HEAD');
  return commitAll(sandbox, 'plan: undo', `Plan-Change: undo\n${trailers}\nPlan-Undoes: ${reverted}`);
}

export interface RuleCase {
  /** Makes the commits. */
  build(sandbox: Sandbox): Promise<void>;
  /** The rules that have findings. */
  finds: readonly string[];
  flags?: readonly string[];
}

export const auditCases: Record<string, { fires: RuleCase; silent: RuleCase }> = {
  reverted: {
    fires: {
      async build(sandbox) {
        await run(sandbox, 'update', '7', '--note', 'The fora met.');
        sandbox.git('revert', '--no-edit', 'HEAD');
      },
      finds: ['reverted'],
    },
    silent: { build: (sandbox) => run(sandbox, 'update', '7', '--note', 'The fora met.'), finds: [] },
  },
  'trailers-disagree': {
    fires: {
      async build(sandbox) {
        await run(sandbox, 'update', '5', '-m', '5.1', '-s', 'completed', '--agency', 'dol', '--no-commit');
        commitAll(
          sandbox,
          'plan: 5 in-progress',
          'Plan-Change: update\nPlan-Item: 5\nPlan-Item: 7\nPlan-Status: 5 milestone 5.1 not-reported -> in-progress\nPlan-As-Of: 2026-11-24\nPlan-Agency: dol',
        );
      },
      finds: ['trailers-disagree'],
    },
    silent: {
      async build(sandbox) {
        await run(
          sandbox,
          'update',
          '5',
          '-m',
          '5.1',
          '-s',
          'completed',
          '--agency',
          'dol',
          '-r',
          'on-track',
        );
        await run(
          sandbox,
          'update',
          '7',
          '13',
          '-s',
          'in-place',
          '--note',
          'So it is.',
          '--as-of',
          '2026-11-20',
        );
        await run(sandbox, 'update', '5', '--evidence', 'https://example.org/minute=Minute');
      },
      finds: [],
    },
  },
  'report-altered': {
    fires: {
      async build(sandbox) {
        await run(sandbox, 'update', '7', '--note', 'All is well.');
        rewrite(sandbox, '07', 'All is well.', 'All is lost.');
        commitAll(sandbox, 'A word');
      },
      finds: ['report-altered'],
    },
    silent: {
      async build(sandbox) {
        await run(sandbox, 'update', '7', '-s', 'in-place', '--note', 'All is well.');
        await run(sandbox, 'undo');
        await run(sandbox, 'undo', 'HEAD');
      },
      finds: ['reverted'],
    },
  },
  'decision-altered': {
    fires: {
      async build(sandbox) {
        await amend(sandbox, 'Reports');
        rewrite(sandbox, '07', 'reason: Clearer.', 'reason: The minister asked.');
        commitAll(sandbox, 'A word');
      },
      finds: ['decision-altered'],
    },
    silent: {
      async build(sandbox) {
        await amend(sandbox, 'Reports');
        await amend(sandbox, 'Reports of agencies');
      },
      finds: [],
    },
  },
  'wording-unamended': {
    fires: {
      async build(sandbox) {
        rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
        commitAll(sandbox, 'A better word');
      },
      finds: ['wording-unamended'],
    },
    silent: { build: (sandbox) => amend(sandbox, 'Reports'), finds: [] },
  },
  'illegal-move': {
    fires: {
      async build(sandbox) {
        append(sandbox, '05', 'status: completed\n');
        commitAll(sandbox, 'Done');
      },
      finds: ['illegal-move'],
    },
    silent: {
      async build(sandbox) {
        await run(sandbox, 'update', '5', '-m', '5.1', '-s', 'completed');
        await run(sandbox, 'update', '5', '-m', '5.2', '-s', 'cancelled');
        await run(sandbox, 'update', '5', '-s', 'completed');
        await run(sandbox, 'update', '5', '-s', 'in-progress', '--reason', 'More to do.');
      },
      finds: [],
    },
  },
  'item-removed': {
    fires: {
      async build(sandbox) {
        sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(sandbox, 'Not needed');
      },
      finds: ['item-removed'],
    },
    silent: {
      async build(sandbox) {
        await run(sandbox, 'retire', '13', ...byMinute);
        const words = ['--objective', 'All know.', '--action', 'Tell them.', '--measure', 'Who knows.'];
        const required = ['--pillar', 'prevention', '--agencies', 'police', '--ongoing', 'Always'];
        await run(sandbox, 'add', ...words, ...required, ...byMinute);
      },
      finds: [],
    },
  },
  'id-reused': {
    fires: {
      async build(sandbox) {
        sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(sandbox, 'Not needed');
        sandbox.write({
          'plan/items/13.yaml': `${sandbox.git('show', 'HEAD~1:plan/items/13.yaml')}\n`.replace(
            'action: Certify',
            'action: Deny',
          ),
        });
        commitAll(sandbox, 'Another');
      },
      finds: ['id-reused', 'item-removed'],
    },
    silent: {
      async build(sandbox) {
        sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(sandbox, 'Not needed');
        sandbox.git('revert', '--no-edit', 'HEAD');
      },
      finds: ['item-removed'],
    },
  },
  'item-added': {
    fires: {
      async build(sandbox) {
        addItem(sandbox);
        commitAll(sandbox, 'One more');
      },
      finds: ['item-added'],
    },
    silent: {
      async build(sandbox) {
        addItem(sandbox);
        commitAll(sandbox, 'One more');
        const decision = ['recorded: 2026-11-24', 'reason: Asked for.', 'authority: Minute 12'];
        append(sandbox, '29', `added:\n${decision.map((line) => `  ${line}\n`).join('')}`);
        commitAll(sandbox, 'The decision');
      },
      finds: [],
    },
  },
  'evidence-altered': {
    fires: {
      async build(sandbox) {
        await attach(sandbox);
        sandbox.commit({ 'plan/evidence/minute.txt': 'Refused.\n' }, 'A correction');
      },
      finds: ['evidence-altered'],
    },
    silent: {
      async build(sandbox) {
        await attach(sandbox);
        await run(sandbox, 'undo');
        sandbox.commit({ 'plan/evidence/minute.txt': 'Refused.\n' }, 'Another minute');
      },
      finds: ['reverted'],
    },
  },
  'unreadable-then': {
    fires: {
      async build(sandbox) {
        const text = sandbox.read('plan/items/07.yaml');
        append(sandbox, '07', '<<<<<<< ours\nstatus: in-place\n=======\n>>>>>>> theirs\n');
        commitAll(sandbox, 'Oh');
        sandbox.write({ 'plan/items/07.yaml': text });
        commitAll(sandbox, 'Repaired');
      },
      finds: ['unreadable-then'],
    },
    silent: {
      async build(sandbox) {
        append(sandbox, '07', '# a remark\n');
        commitAll(sandbox, 'A remark');
      },
      finds: [],
    },
  },
  'as-of-after-commit': {
    fires: {
      async build(sandbox) {
        sandbox.env.PLAN_TODAY = '2026-12-24';
        await run(sandbox, 'update', '7', '--note', 'Soon.');
      },
      finds: ['as-of-after-commit'],
    },
    silent: {
      async build(sandbox) {
        // In the time zone of the plan it is the 25th.
        sandbox.env.GIT_COMMITTER_DATE = '2026-11-24T11:30:00Z';
        sandbox.env.PLAN_TODAY = '2026-11-25';
        await run(sandbox, 'update', '7', '--note', 'Now.');
      },
      finds: [],
    },
  },
  'author-differs': {
    fires: {
      async build(sandbox) {
        await run(sandbox, 'update', '7', '--note', 'So.', '--by', 'Aroha Ngata <aroha@example.org>');
        sandbox.git('commit', '--amend', '--quiet', '--no-edit', '--author', 'Tom Hill <tom@example.org>');
      },
      finds: ['author-differs'],
    },
    silent: {
      build: (sandbox) =>
        run(sandbox, 'update', '7', '--note', 'So.', '--by', 'Aroha Ngata, Jr. <aroha@example.org>'),
      finds: [],
    },
  },
  unsigned: {
    fires: {
      async build(sandbox) {
        signWithSsh(sandbox);
        sandbox.git('commit', '--amend', '--quiet', '--no-edit');
        await run(sandbox, 'update', '7', '--note', 'Signed.');
        sandbox.git('config', 'commit.gpgsign', 'false');
        await run(sandbox, 'update', '7', '--note', 'Not signed.');
      },
      finds: ['unsigned'],
      flags: ['--require-signatures'],
    },
    silent: {
      async build(sandbox) {
        signWithSsh(sandbox);
        sandbox.git('commit', '--amend', '--quiet', '--no-edit');
        await run(sandbox, 'update', '7', '--note', 'Signed.');
      },
      finds: [],
      flags: ['--require-signatures'],
    },
  },
  'bad-signature': {
    fires: {
      async build(sandbox) {
        signWithSsh(sandbox);
        await run(sandbox, 'update', '7', '--note', 'Signed.');
        sandbox.git('commit', '--amend', '--quiet', '--no-edit');
        tamper(sandbox);
      },
      finds: ['bad-signature', 'unsigned'],
      flags: ['--require-signatures'],
    },
    silent: {
      async build(sandbox) {
        signWithSsh(sandbox);
        await run(sandbox, 'update', '7', '--note', 'Signed.');
      },
      finds: ['unsigned'],
      flags: ['--require-signatures'],
    },
  },
};

/** Replaces the last commit by one with another author and the same signature. */
export function tamper(sandbox: Sandbox): string {
  const object = `${sandbox.git('cat-file', 'commit', 'HEAD')}\n`.replace(/^author Mere/m, 'author Aroha');
  sandbox.write({ '../object': object });
  const hash = sandbox.git('hash-object', '-t', 'commit', '-w', '../object');
  sandbox.git('update-ref', 'refs/heads/main', hash);
  return hash;
}

/** Output of `plan audit` where every finding has been acknowledged. @returns it, with the commit of the findings */
export async function auditAcknowledged(format: string): Promise<{ stdout: string; commit: string }> {
  const sandbox = shippedPlan(fewItems);
  rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
  const commit = commitAll(sandbox, 'A better word');
  await run(sandbox, 'acknowledge', commit, '--note', 'It is right.', '--authority', 'Minute 12');
  const { stdout } = await plan(sandbox, ['audit', '--format', format]);
  return { stdout, commit };
}
