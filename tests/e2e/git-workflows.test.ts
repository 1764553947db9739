/**
 * What `plan audit` says after each git workflow, with real repositories. `npx vitest run tests/e2e/git-workflows.test.ts
 * --update` writes the table into `docs/git-workflows.md`.
 */
import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { append, commitAll, rewrite, run } from '../support/audit-cases.ts';
import { plan } from '../support/plan.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../support/shipped.ts';

/** A plan with an update. */
async function planWithUpdate(): Promise<Sandbox> {
  const sandbox = shippedPlan(fewItems);
  await run(sandbox, 'update', '7', '-s', 'in-place', '--note', note);
  return sandbox;
}

/** Reports on a branch of their own. */
async function reportOnBranch(sandbox: Sandbox): Promise<void> {
  sandbox.git('switch', '--quiet', '--create', 'pr');
  await run(sandbox, 'update', '5', '-s', 'in-progress', '--agency', 'dol');
  await run(sandbox, 'note', '13', 'Two officers were trained.');
  sandbox.git('switch', '--quiet', 'main');
}

const note = 'The fora met.';
const falsified = 'The fora met twice.';

interface Found {
  rule: string;
  severity: string;
  message: string;
  hint: string | null;
}

async function audit(sandbox: Sandbox, ...flags: string[]): Promise<{ findings: Found[]; code: number }> {
  const { stdout, stderr, code } = await plan(sandbox, ['audit', '--json', ...flags]);
  expect(stdout, stderr).not.toBe('');
  return { findings: JSON.parse(stdout).findings, code };
}

/** The message that GitHub proposes for a squash. */
const squashMessage = (sandbox: Sandbox, more = '') =>
  `Reports of the round (#12)\n\n${sandbox.git('log', '--reverse', '--format=* %s%n%n%b', 'main..pr')}${more}`;

function squash(sandbox: Sandbox, message: string): void {
  sandbox.git('merge', '--quiet', '--squash', 'pr');
  sandbox.git('commit', '--quiet', '-m', message);
}

/** A commit on main, so that the branch is behind it. */
const goOn = (sandbox: Sandbox) => run(sandbox, 'note', '7', 'They met again.');

const mergePr = (sandbox: Sandbox) => sandbox.git('merge', '--quiet', '--no-ff', '--no-edit', 'pr');

/** Two branches that report the same on item 5, each for its agency. */
async function reportOnBothSides(sandbox: Sandbox): Promise<void> {
  expect(await plan(sandbox, ['setup'])).toMatchObject({ code: 0 });
  sandbox.git('switch', '--quiet', '--create', 'side');
  await run(sandbox, 'update', '5', '-s', 'in-progress', '--agency', 'police');
  sandbox.git('switch', '--quiet', 'main');
  await run(sandbox, 'update', '5', '-s', 'in-progress', '--agency', 'dol');
}

interface Workflow {
  what: string;
  build(sandbox: Sandbox): Promise<void>;
  isBranched?: true;
  /** The rules of the notes. */
  notes?: readonly string[];
  advice: string;
}

const workflows: readonly Workflow[] = [
  {
    what: 'Pull request, “Create a merge commit”',
    isBranched: true,
    async build(sandbox) {
      await goOn(sandbox);
      mergePr(sandbox);
    },
    advice: '**Choose this.** Each report keeps its commit, author and day.',
  },
  {
    what: 'Pull request, “Rebase and merge”',
    isBranched: true,
    async build(sandbox) {
      await goOn(sandbox);
      setToday(sandbox, '2026-11-30');
      sandbox.git('rebase', '--quiet', 'main', 'pr');
      sandbox.git('switch', '--quiet', 'main');
      sandbox.git('merge', '--quiet', '--ff-only', 'pr');
    },
    advice: 'Fine. Hashes and signatures change.',
  },
  {
    what: 'Pull request, “Squash and merge” with the default message',
    isBranched: true,
    build: async (sandbox) => squash(sandbox, squashMessage(sandbox)),
    advice: 'Fine. The reports become one commit of one author.',
  },
  {
    what: 'Squash with a message of one line',
    isBranched: true,
    build: async (sandbox) => squash(sandbox, 'Reports of the round (#12)'),
    advice: 'Fine for the audit; but the message no longer says who reported what.',
  },
  {
    what: 'Squash with `Co-authored-by` lines',
    isBranched: true,
    async build(sandbox) {
      sandbox.git('switch', '--quiet', 'pr');
      await run(sandbox, 'note', '5', 'Agreed.', '--by', 'Aroha Ngata <aroha@example.org>');
      sandbox.git('switch', '--quiet', 'main');
      squash(
        sandbox,
        squashMessage(sandbox, '\n---------\n\nCo-authored-by: Aroha Ngata <aroha@example.org>'),
      );
    },
    advice: 'Fine. Keep these lines: they name the other authors.',
  },
  {
    what: 'Rebase of a branch with an update and its undo',
    isBranched: true,
    async build(sandbox) {
      sandbox.git('switch', '--quiet', 'pr');
      await run(sandbox, 'update', '13', '-s', 'in-place');
      await run(sandbox, 'undo');
      sandbox.git('switch', '--quiet', 'main');
      await goOn(sandbox);
      sandbox.git('rebase', '--quiet', 'main', 'pr');
    },
    notes: ['reverted'],
    advice: 'Fine. The undo is listed as a note.',
  },
  {
    what: 'The same status reported on both sides, `git merge`',
    async build(sandbox) {
      await reportOnBothSides(sandbox);
      sandbox.git('merge', '--quiet', '--no-edit', 'side');
    },
    advice: 'Fine, with the merge driver of `plan setup`.',
  },
  {
    what: 'The same status reported on both sides, `git pull --rebase`',
    async build(sandbox) {
      await reportOnBothSides(sandbox);
      sandbox.git('rebase', '--quiet', 'side');
    },
    advice: 'Fine, with the merge driver of `plan setup`.',
  },
  {
    what: 'A conflict that was resolved by hand, both reports kept',
    async build(sandbox) {
      sandbox.git('switch', '--quiet', '--create', 'side');
      await run(sandbox, 'update', '5', '-s', 'on-hold', '--note', 'No funds.');
      sandbox.git('switch', '--quiet', 'main');
      await run(sandbox, 'update', '5', '-s', 'in-progress', '--note', 'Begun.');
      expect(() => sandbox.git('merge', '--quiet', '--no-edit', 'side')).toThrow();
      const [, ours = ''] = sandbox.git('show', 'main:plan/items/05.yaml').split('updates:\n');
      const theirs = sandbox.git('show', 'side:plan/items/05.yaml');
      sandbox.commit(
        { 'plan/items/05.yaml': `${theirs.replace('updates:\n', `updates:\n${ours}\n`)}\n` },
        'Merged',
      );
    },
    advice: 'Fine. Keep the entries of both sides; `plan validate` shows which status follows.',
  },
  {
    what: '`git cherry-pick` of a report',
    isBranched: true,
    async build(sandbox) {
      await goOn(sandbox);
      sandbox.git('cherry-pick', 'pr');
    },
    advice: 'Fine.',
  },
  {
    what: '`git commit --amend` with one more report',
    async build(sandbox) {
      await run(sandbox, 'note', '5', 'Agreed.', '--no-commit');
      sandbox.git('commit', '--quiet', '--all', '--amend', '--no-edit');
    },
    notes: ['trailers-disagree'],
    advice: 'Fine. The message describes the first report only, which is a note.',
  },
  {
    what: 'A report written by hand, with the status it sets',
    async build(sandbox) {
      await run(sandbox, 'update', '5', '-s', 'in-progress', '--no-commit');
      commitAll(sandbox, 'Item 5 has begun');
    },
    advice: 'Fine. `plan update` writes the same.',
  },
  {
    what: 'A commit hook that adds a paragraph to each message',
    async build(sandbox) {
      sandbox.hook('prepare-commit-msg', `printf '\\nRefs ABC-1\\n' >> "$1"`);
      await run(sandbox, 'update', '5', '-s', 'in-progress');
    },
    advice: 'Fine.',
  },
  {
    what: 'A note with the scissors line of git',
    build: (sandbox) =>
      run(sandbox, 'note', '5', 'Pasted:\n# ------------------------ >8 ------------------------\nend'),
    advice: 'Fine.',
  },
  {
    what: '`plan undo` of an update',
    build: (sandbox) => run(sandbox, 'undo'),
    notes: ['reverted'],
    advice: 'For a mistake that nobody has seen. Later, `plan correct` or `plan withdraw`.',
  },
  {
    what: '`git revert` of an update',
    build: async (sandbox) => void sandbox.git('revert', '--no-edit', 'HEAD'),
    notes: ['reverted'],
    advice: 'Allowed. `plan undo` also checks what later reports build on it.',
  },
  {
    what: '`git revert -m 1` of a merged pull request',
    isBranched: true,
    async build(sandbox) {
      await goOn(sandbox);
      mergePr(sandbox);
      sandbox.git('revert', '--no-edit', '-m', '1', 'HEAD');
    },
    notes: ['reverted'],
    advice: 'Allowed, but use `plan undo` for each report: it says what it removes.',
  },
  {
    what: '`git revert -m 1` of a merge whose first parent is your own branch',
    isBranched: true,
    async build(sandbox) {
      await goOn(sandbox);
      sandbox.git('switch', '--quiet', 'pr');
      sandbox.git('merge', '--quiet', '--no-edit', 'main');
      sandbox.git('revert', '--no-edit', '-m', '1', 'HEAD');
    },
    notes: ['reverted'],
    advice: '**Avoid this.** It removes the reports of the others, not yours. Use `plan undo`.',
  },
];

/** What `plan audit` says after each workflow. */
const results = new Map<string, string>();

test.each(workflows)('$what: no error and no warning', async ({ what, isBranched, build, notes = [] }) => {
  const sandbox = await planWithUpdate();
  if (isBranched) await reportOnBranch(sandbox);
  await build(sandbox);
  const { findings, code } = await audit(sandbox, '--fail-on', 'warning');
  expect(findings.map(({ rule, severity }) => [severity, rule])).toEqual(notes.map((rule) => ['note', rule]));
  expect(code).toBe(0);
  results.set(what, notes.length === 0 ? 'no findings' : `a note: \`${notes.join('`, `')}\``);
});

const page = (rows: string) => `# Git workflows

\`plan audit\` judges what commits did to the plan, not how they were made. Updates and decisions may be added in any way;
they are never altered or removed. The table is written by \`tests/e2e/git-workflows.test.ts\`, which runs each workflow.
A note is listed, needs no acknowledgement and leaves the exit code 0.

| workflow | \`plan audit\` says | advice |
| --- | --- | --- |
${rows}

## Settings on GitHub

Under “Settings → General → Pull Requests”, allow **merge commits**. Rebasing is as good for the audit. If you squash, set
the default message to “Pull request title and commit details”, and keep the \`Co-authored-by\` lines.

In a workflow, give \`actions/checkout\` the option \`fetch-depth: 0\`: in a shallow clone, \`plan audit\` fails with the finding
\`history-incomplete\` and checks nothing.

To remove a report, use \`plan undo\`, \`plan correct\` or \`plan withdraw\`, not the button “Revert”. The button reverts
all reports of a pull request at once; after “Rebase and merge” it may revert several commits in one, which is an error.
`;

test('docs/git-workflows.md has the results', async () => {
  expect(results.size).toBe(workflows.length);
  const rows = workflows.map(({ what, advice }) => `| ${what} | ${results.get(what)} | ${advice} |`);
  await expect(page(rows.join('\n'))).toMatchFileSnapshot('../../docs/git-workflows.md');
});

interface Violation {
  what: string;
  build(sandbox: Sandbox): Promise<void> | void;
  finds: readonly string[];
  /** The folder of the plan afterwards. */
  root?: string;
}

/** Moves the plan and changes an update. @param rewriteSettings makes `plan.yaml` a file that git does not recognize */
function moveAndFalsify(sandbox: Sandbox, { isCopy = false, rewriteSettings = false } = {}): void {
  if (isCopy) cpSync(sandbox.at('plan'), sandbox.at('work'), { recursive: true });
  else renameSync(sandbox.at('plan'), sandbox.at('work'));
  const item = 'work/items/07.yaml';
  sandbox.write({ [item]: sandbox.read(item).replace(note, falsified) });
  if (!rewriteSettings) return;
  const remarks = Array.from({ length: 400 }, (_, at) => `# remark ${at} ${'x'.repeat(60)}\n`).join('');
  sandbox.write({ 'work/plan.yaml': sandbox.read('work/plan.yaml') + remarks });
}

const addItem = (sandbox: Sandbox) =>
  sandbox.write({ 'plan/items/29.yaml': sandbox.read('plan/items/13.yaml').replace(/^id: 13/m, 'id: 29') });

const violations: readonly Violation[] = [
  {
    what: 'an update altered',
    build(sandbox) {
      rewrite(sandbox, '07', note, falsified);
      commitAll(sandbox, 'A word');
    },
    finds: ['report-altered'],
  },
  {
    what: 'an update altered with trailers of a new one',
    build(sandbox) {
      rewrite(sandbox, '07', note, falsified);
      commitAll(sandbox, 'plan: 7 note', 'Plan-Change: release\nPlan-Item: 7');
    },
    finds: ['report-altered'],
  },
  {
    what: 'an update removed together with another change',
    build(sandbox) {
      sandbox.git('revert', '--no-commit', 'HEAD');
      append(sandbox, '07', 'x-remark: so\n');
      commitAll(sandbox, 'Not so');
    },
    finds: ['report-altered'],
  },
  {
    what: 'an update back-dated',
    build(sandbox) {
      rewrite(sandbox, '07', 'as-of: 2026-11-24', 'as-of: 2026-09-30');
      commitAll(sandbox, 'In time');
    },
    finds: ['report-altered'],
  },
  {
    what: 'an update released without an authority',
    build(sandbox) {
      rewrite(sandbox, '07', `note: ${note}`, `note: ${note}\n    visibility: public`);
      commitAll(sandbox, 'For all');
    },
    finds: ['report-altered'],
  },
  {
    what: 'wording changed without a decision',
    build(sandbox) {
      rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
      commitAll(sandbox, 'Clearer');
    },
    finds: ['wording-unamended'],
  },
  {
    what: 'an item deleted',
    build(sandbox) {
      sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
      commitAll(sandbox, 'Not needed');
    },
    finds: ['item-removed'],
  },
  {
    what: 'an id reused',
    build(sandbox) {
      const text = sandbox.read('plan/items/13.yaml');
      sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
      commitAll(sandbox, 'Not needed');
      sandbox.commit({ 'plan/items/13.yaml': text.replace('action: Certify', 'action: Deny') }, 'Another');
    },
    finds: ['id-reused', 'item-removed'],
  },
  {
    what: 'a status that no report supports',
    build(sandbox) {
      append(sandbox, '13', 'status: in-place\n');
      commitAll(sandbox, 'Done');
    },
    finds: ['illegal-move'],
  },
  {
    what: 'evidence replaced',
    async build(sandbox) {
      sandbox.write({ 'minute.txt': 'Agreed.\n' });
      await run(sandbox, 'note', '7', 'See the minute.', '--evidence', 'minute.txt');
      sandbox.commit({ 'plan/evidence/minute.txt': 'Refused.\n' }, 'A better scan');
    },
    finds: ['evidence-altered'],
  },
  {
    what: 'the plan moved with a falsified update, its settings unlike before',
    build(sandbox) {
      moveAndFalsify(sandbox, { rewriteSettings: true });
      commitAll(sandbox, 'Moved');
    },
    finds: ['report-altered'],
    root: 'work',
  },
  {
    what: 'the plan moved with a falsified update in a merge commit',
    async build(sandbox) {
      sandbox.git('switch', '--quiet', '--create', 'side');
      await run(sandbox, 'note', '13', 'On the side.');
      sandbox.git('switch', '--quiet', 'main');
      sandbox.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
      moveAndFalsify(sandbox);
      commitAll(sandbox, 'Merged');
    },
    finds: ['report-altered'],
    root: 'work',
  },
  {
    what: 'the plan copied with a falsified update, and the old one removed later',
    build(sandbox) {
      moveAndFalsify(sandbox, { isCopy: true });
      commitAll(sandbox, 'A copy');
      rmSync(sandbox.at('plan'), { recursive: true });
      commitAll(sandbox, 'Tidy up');
    },
    finds: ['report-altered'],
    root: 'work',
  },
  {
    what: 'an item left out of a copy of the plan',
    build(sandbox) {
      moveAndFalsify(sandbox, { isCopy: true });
      rmSync(sandbox.at('work/items/13.yaml'));
      commitAll(sandbox, 'A copy');
    },
    finds: ['item-removed', 'report-altered'],
    root: 'work',
  },
  {
    what: 'an item unreadable, and altered when repaired',
    build(sandbox) {
      append(sandbox, '07', '<<<<<<< ours\n');
      commitAll(sandbox, 'Oh');
      rewrite(sandbox, '07', '<<<<<<< ours\n', '');
      rewrite(sandbox, '07', note, falsified);
      commitAll(sandbox, 'Repaired');
    },
    finds: ['report-altered', 'unreadable-then'],
  },
  {
    what: 'an item added without `added:`',
    build(sandbox) {
      addItem(sandbox);
      commitAll(sandbox, 'One more');
    },
    finds: ['item-added'],
  },
  {
    what: 'a falsified update restored and falsified again',
    build(sandbox) {
      rewrite(sandbox, '07', note, falsified);
      commitAll(sandbox, 'A word');
      sandbox.git('revert', '--no-edit', 'HEAD');
      sandbox.git('revert', '--no-edit', 'HEAD');
    },
    finds: ['report-altered', 'reverted'],
  },
  {
    what: 'the reports of one side dropped in a merge',
    async build(sandbox) {
      sandbox.git('switch', '--quiet', '--create', 'side');
      await run(sandbox, 'note', '13', 'On the side.');
      sandbox.git('switch', '--quiet', 'main');
      await goOn(sandbox);
      sandbox.git('merge', '--quiet', '--no-edit', '--strategy', 'ours', 'side');
    },
    finds: ['report-altered'],
  },
];

describe('found', () => {
  test.each(violations)('$what', async ({ build, finds, root = 'plan' }) => {
    const sandbox = await planWithUpdate();
    await build(sandbox);
    const { findings, code } = await audit(sandbox, '-C', root);
    expect([...new Set(findings.map(({ rule }) => rule))].toSorted()).toEqual(finds);
    expect(code).toBe(1);
    for (const { severity, hint } of findings)
      if (severity !== 'note') expect(hint).toMatch(/`plan acknowledge [0-9a-f]{7} --note "…"`$/);
  });
});

test.each(['shallow', 'partial'])('a %s clone is one finding in every format', async (kind) => {
  const sandbox = await planWithUpdate();
  sandbox.git('config', 'uploadpack.allowFilter', 'true');
  const options = kind === 'shallow' ? ['--depth', '1'] : ['--filter', 'blob:none', '--no-checkout'];
  sandbox.git('clone', '--quiet', ...options, `file://${sandbox.dir}`, '../clone');
  const clone = { ...sandbox, dir: join(sandbox.dir, '../clone') };
  if (kind === 'partial') cpSync(sandbox.at('plan'), join(clone.dir, 'plan'), { recursive: true });
  for (const format of ['text', 'json', 'github', 'sarif', 'junit', 'markdown']) {
    const { stdout, stderr, code } = await plan(clone, ['audit', '--format', format]);
    expect(code, format).toBe(1);
    expect(stdout.match(/fetch-depth: 0|fetch-depth%3A 0/g), `${format} ${stdout}`).toHaveLength(1);
    expect(`${stdout}${stderr}`).not.toContain('no findings in');
  }
});
