/** For each rule about changes, a branch that breaks it and one that does not, made with git and `plan`. */
import { append, byMinute, commitAll, type RuleCase, rewrite, run } from './audit-cases.ts';
import { plan } from './plan.ts';
import type { Sandbox } from './sandbox.ts';

export interface BranchCase extends RuleCase {
  /** Makes commits on `main`, before the branch begins. */
  before?(sandbox: Sandbox): Promise<void>;
}

const update = (sandbox: Sandbox, id: string, ...words: string[]) => run(sandbox, 'update', id, ...words);
const amend = (sandbox: Sandbox, id: string, ...words: string[]) =>
  run(sandbox, 'amend', id, ...words, ...byMinute);
/** The id of the newest entry of an item’s updates. */
async function newestUpdate(sandbox: Sandbox, id: string): Promise<string> {
  const { stdout } = await plan(sandbox, ['show', id, '--json']);
  return JSON.parse(stdout).items[0].updates.at(-1).id;
}
const setDue = (sandbox: Sandbox, to: string) =>
  amend(sandbox, '5', '-m', '5.1', '--field', 'due', '--to', to);

/** Sets the `authors` of agencies. */
async function setAuthors(sandbox: Sandbox, authors: Record<string, string>) {
  let text = sandbox.read('plan/agencies.yaml');
  for (const [id, mail] of Object.entries(authors))
    text = text.replace(`  - id: ${id}\n`, `  - id: ${id}\n    authors: [${mail}]\n`);
  sandbox.write({ 'plan/agencies.yaml': text });
  commitAll(sandbox, 'Who reports for whom');
}
const mereReports = (sandbox: Sandbox) =>
  setAuthors(sandbox, { dol: 'MERE@example.org', mfat: '"*@mfat.govt.nz"' });

const setSeverity = (sandbox: Sandbox, rule: string, severity: string) =>
  sandbox.write({
    'plan/plan.yaml': `${sandbox.read('plan/plan.yaml')}validation:\n  severities:\n    ${rule}: ${severity}\n`,
  });

/** An update as YAML. */
const entry = (...lines: string[]) =>
  ['- as-of: 2026-11-24', '  recorded: 2026-11-24', ...lines.map((line) => `  ${line}`), '']
    .map((line) => (line === '' ? '' : `  ${line}\n`))
    .join('');

/** Replaces an item by another one, with the same id. */
function replaceItem(sandbox: Sandbox, from: string, to: string): void {
  const text = sandbox.read(`plan/items/${from}.yaml`);
  sandbox.write({ [`plan/items/${to}.yaml`]: text.replace(/^id: .*/m, `id: ${Number(to)}`) });
}

export const changeRuleCases: Record<string, { fires: BranchCase; silent: BranchCase }> = {
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
        sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(sandbox, 'Not needed');
        sandbox.git('revert', '--no-edit', 'HEAD');
        await run(sandbox, 'retire', '13', ...byMinute);
      },
      finds: [],
    },
  },
  'item-added': {
    fires: {
      async build(sandbox) {
        replaceItem(sandbox, '13', '29');
        commitAll(sandbox, 'One more');
      },
      finds: ['item-added'],
    },
    silent: {
      async build(sandbox) {
        const words = ['--objective', 'All know.', '--action', 'Tell them.', '--measure', 'Who knows.'];
        const required = ['--pillar', 'prevention', '--agencies', 'police', '--ongoing', 'Always'];
        await run(sandbox, 'add', ...words, ...required, ...byMinute);
      },
      finds: [],
    },
  },
  'rules-weakened': {
    fires: {
      async build(sandbox) {
        setSeverity(sandbox, 'rating-without-note', 'off');
        append(sandbox, '07', `rating: at-risk\nupdates:\n${entry('rating: at-risk')}`);
        commitAll(sandbox, 'Reports of July');
      },
      finds: ['rating-without-note', 'rules-weakened'],
    },
    silent: {
      async before(sandbox) {
        setSeverity(sandbox, 'rating-without-note', 'off');
        commitAll(sandbox, 'Ratings need no note');
      },
      async build(sandbox) {
        append(sandbox, '07', `rating: at-risk\nupdates:\n${entry('rating: at-risk')}`);
        commitAll(sandbox, 'Reports of July');
      },
      finds: [],
    },
  },
  'agencies-changed': {
    fires: { build: mereReports, finds: ['agencies-changed'] },
    silent: { before: mereReports, build: (sandbox) => update(sandbox, '7', '--note', 'So.'), finds: [] },
  },
  'id-reused': {
    fires: {
      async build(sandbox) {
        replaceItem(sandbox, '07', '13');
        commitAll(sandbox, 'Another');
      },
      finds: ['id-reused'],
    },
    silent: {
      async before(sandbox) {
        sandbox.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(sandbox, 'Not needed');
      },
      async build(sandbox) {
        sandbox.git('revert', '--no-edit', 'HEAD');
      },
      finds: [],
    },
  },
  'report-altered': {
    fires: {
      before: (sandbox) => update(sandbox, '7', '--note', 'All is well.'),
      async build(sandbox) {
        rewrite(sandbox, '07', 'All is well.', 'All is lost.');
        commitAll(sandbox, 'A word');
      },
      finds: ['report-altered'],
    },
    silent: {
      before: (sandbox) => update(sandbox, '7', '-s', 'in-place', '--note', 'All is well.'),
      async build(sandbox) {
        await run(sandbox, 'undo');
        await update(sandbox, '7', '--note', 'Well.');
        rewrite(sandbox, '07', 'note: Well.', 'note: Well enough.');
        commitAll(sandbox, 'Edit an update that is not merged yet');
      },
      finds: [],
    },
  },
  'decision-altered': {
    fires: {
      before: (sandbox) => amend(sandbox, '7', '--field', 'measure', '--to', 'Reports'),
      async build(sandbox) {
        rewrite(sandbox, '07', 'reason: Clearer.', 'reason: The minister asked.');
        commitAll(sandbox, 'A word');
      },
      finds: ['decision-altered'],
    },
    silent: {
      before: (sandbox) => amend(sandbox, '7', '--field', 'measure', '--to', 'Reports'),
      async build(sandbox) {
        await run(sandbox, 'undo');
        await amend(sandbox, '7', '--field', 'measure', '--to', 'Reports of agencies');
      },
      finds: [],
    },
  },
  'wording-unamended': {
    fires: {
      async build(sandbox) {
        rewrite(sandbox, '05', 'action: Collect', 'action: Gather');
      },
      finds: ['wording-changed', 'wording-unamended'],
    },
    silent: {
      async build(sandbox) {
        await amend(sandbox, '7', '--field', 'measure', '--to', 'Reports');
        await amend(sandbox, '7', '--field', 'action', '--to', 'Report');
        await run(sandbox, 'undo');
        await amend(sandbox, '7', '--field', 'measure', '--to', 'More reports');
      },
      finds: [],
    },
  },
  'due-moved': {
    fires: {
      before: (sandbox) => setDue(sandbox, '2026-12-31'),
      async build(sandbox) {
        rewrite(sandbox, '05', 'due: 2026-12-31', 'due: 2027-03-31');
        rewrite(sandbox, '05', 'to: 2026-12-31', 'to: 2027-03-31');
        commitAll(sandbox, 'Later');
      },
      finds: ['decision-altered', 'due-moved'],
    },
    silent: {
      before: (sandbox) => setDue(sandbox, '2026-12-31'),
      build: (sandbox) => setDue(sandbox, '2027-03-31'),
      finds: [],
    },
  },
  'moved-by-hand': {
    fires: {
      before: (sandbox) => update(sandbox, '7', '-s', 'in-progress', '--note', 'Begun.'),
      async build(sandbox) {
        rewrite(sandbox, '07', /status: in-progress/g, 'status: in-place');
        commitAll(sandbox, 'It is in place');
      },
      finds: ['moved-by-hand', 'report-altered'],
    },
    silent: {
      before: (sandbox) => update(sandbox, '7', '-s', 'in-progress', '--note', 'Begun.'),
      async build(sandbox) {
        await run(sandbox, 'undo');
        await update(sandbox, '7', '-s', 'in-place', '-r', 'on-track');
        await update(sandbox, '5', '-m', '5.1', '-s', 'completed');
        const completed = await newestUpdate(sandbox, '5');
        await run(sandbox, 'correct', '5', completed, '--status', 'in-progress');
        await update(sandbox, '5', '-m', '5.1', '-s', 'on-hold', '--as-of', '2026-11-01');
        await run(sandbox, 'withdraw', '7', await newestUpdate(sandbox, '7'), '--reason', 'Not so');
      },
      finds: [],
    },
  },
  'move-refused': {
    fires: {
      before: (sandbox) => run(sandbox, 'retire', '7', ...byMinute),
      async build(sandbox) {
        append(
          sandbox,
          '07',
          'updates:\n  - as-of: 2026-11-24\n    recorded: 2026-11-24\n    note: It goes on.\n',
        );
        commitAll(sandbox, 'It goes on');
      },
      finds: ['move-refused'],
    },
    silent: {
      async before(sandbox) {
        await update(sandbox, '7', '-s', 'cancelled');
      },
      async build(sandbox) {
        await update(sandbox, '7', '-s', 'in-progress', '--reason', 'More to do.');
        await run(sandbox, 'retire', '7', ...byMinute);
      },
      finds: [],
    },
  },
  'progress-with-wording': {
    fires: {
      async build(sandbox) {
        await run(sandbox, 'update', '7', '--note', 'Begun.', '--no-commit');
        await run(sandbox, 'amend', '5', '--field', 'measure', '--to', 'Use', ...byMinute, '--no-commit');
        commitAll(sandbox, 'Both');
      },
      finds: ['progress-with-wording'],
    },
    silent: {
      async build(sandbox) {
        await update(sandbox, '7', '--note', 'Begun.');
        await amend(sandbox, '7', '--field', 'measure', '--to', 'Reports');
      },
      finds: [],
    },
  },
  'not-owner': {
    fires: {
      async before(sandbox) {
        await update(sandbox, '5', '--agency', 'customs', '--note', 'Theirs.');
        await mereReports(sandbox);
      },
      async build(sandbox) {
        await run(sandbox, 'withdraw', '5', await newestUpdate(sandbox, '5'), '--reason', 'Not so');
        await update(sandbox, '13', '--note', 'None was asked for.');
        await update(sandbox, '5', '--agency', 'police', '--note', 'Ours.');
        await amend(sandbox, '5', '--field', 'measure', '--to', 'Use');
        sandbox.write({ 'plan/plan.yaml': `${sandbox.read('plan/plan.yaml')}x-budget: none\n` });
        commitAll(sandbox, 'Money');
      },
      finds: ['not-owner'],
    },
    silent: {
      before: mereReports,
      async build(sandbox) {
        await update(sandbox, '5', '--agency', 'dol', '--note', 'Ours.');
        sandbox.env.GIT_AUTHOR_EMAIL = 'aroha@MFAT.govt.nz';
        await update(sandbox, '7', '--note', 'The fora met.');
        // No agency names this author, so she may change everything.
        sandbox.env.GIT_AUTHOR_EMAIL = 'sec@example.org';
        await amend(sandbox, '7', '--field', 'measure', '--to', 'Reports');
        // Uncommitted edits have no author.
        await run(sandbox, 'update', '7', '--note', 'Again.', '--no-commit');
      },
      finds: [],
    },
  },
};
