/** Branches to hold against `main`: each built in a real repository with git and the program itself, with one defect or without. */
import { append, byMinute, commitAll, rewrite, run, type Trail } from './audit-cases.ts';
import type { Sandbox } from './sandbox.ts';

/** What `main` holds before the branch begins, where that is more than the plan. */
export interface Branch extends Trail {
  before?(box: Sandbox): Promise<void>;
}

const report = (box: Sandbox, id: string, ...words: string[]) => run(box, 'update', id, ...words);
const amend = (box: Sandbox, id: string, ...words: string[]) => run(box, 'amend', id, ...words, ...byMinute);
const due = (box: Sandbox, to: string) => amend(box, '5', '-m', '5.1', '--field', 'due', '--to', to);

/** Gives agencies of the register authors. */
async function authors(box: Sandbox, named: Record<string, string>) {
  let text = box.read('plan/agencies.yaml');
  for (const [id, mail] of Object.entries(named))
    text = text.replace(`  - id: ${id}\n`, `  - id: ${id}\n    authors: [${mail}]\n`);
  box.write({ 'plan/agencies.yaml': text });
  commitAll(box, 'Who reports for whom');
}
const byMere = (box: Sandbox) => authors(box, { dol: 'MERE@example.org', mfat: '"*@mfat.govt.nz"' });

/** Another item's text under the id of this one, with the fingerprint that it has. */
function swap(box: Sandbox, from: string, to: string): void {
  const text = box.read(`plan/items/${from}.yaml`);
  box.write({ [`plan/items/${to}.yaml`]: text.replace(/^id: .*/m, `id: ${Number(to)}`) });
}

export const branches: Record<string, { fires: Branch; silent: Branch }> = {
  'item-removed': {
    fires: {
      async build(box) {
        box.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(box, 'Not needed');
      },
      finds: ['item-removed'],
    },
    silent: {
      async build(box) {
        box.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(box, 'Not needed');
        box.git('revert', '--no-edit', 'HEAD');
        await run(box, 'retire', '13', ...byMinute);
      },
      finds: [],
    },
  },
  'id-reused': {
    fires: {
      async build(box) {
        swap(box, '07', '13');
        commitAll(box, 'Another');
      },
      finds: ['id-reused'],
    },
    silent: {
      async before(box) {
        box.git('rm', '--quiet', 'plan/items/13.yaml');
        commitAll(box, 'Not needed');
      },
      async build(box) {
        box.git('revert', '--no-edit', 'HEAD');
      },
      finds: [],
    },
  },
  'report-altered': {
    fires: {
      before: (box) => report(box, '7', '--note', 'All is well.'),
      async build(box) {
        rewrite(box, '07', 'All is well.', 'All is lost.');
        commitAll(box, 'A word');
      },
      finds: ['report-altered'],
    },
    silent: {
      before: (box) => report(box, '7', '-s', 'in-place', '--note', 'All is well.'),
      async build(box) {
        await run(box, 'undo');
        await report(box, '7', '--note', 'Well.');
        rewrite(box, '07', 'note: Well.', 'note: Well enough.');
        commitAll(box, 'A word in what is not merged yet');
      },
      finds: [],
    },
  },
  'decision-altered': {
    fires: {
      before: (box) => amend(box, '7', '--field', 'measure', '--to', 'Reports'),
      async build(box) {
        rewrite(box, '07', 'reason: Clearer.', 'reason: The minister asked.');
        commitAll(box, 'A word');
      },
      finds: ['decision-altered'],
    },
    silent: {
      before: (box) => amend(box, '7', '--field', 'measure', '--to', 'Reports'),
      async build(box) {
        await run(box, 'undo');
        await amend(box, '7', '--field', 'measure', '--to', 'Reports of agencies');
      },
      finds: [],
    },
  },
  'wording-unamended': {
    fires: {
      async build(box) {
        rewrite(box, '05', 'action: Collect', 'action: Gather');
      },
      finds: ['wording-changed', 'wording-unamended'],
    },
    silent: {
      async build(box) {
        await amend(box, '7', '--field', 'measure', '--to', 'Reports');
        await amend(box, '7', '--field', 'action', '--to', 'Report');
        await run(box, 'undo');
        await amend(box, '7', '--field', 'measure', '--to', 'More reports');
      },
      finds: [],
    },
  },
  'due-moved': {
    fires: {
      before: (box) => due(box, '2026-12-31'),
      async build(box) {
        rewrite(box, '05', 'due: 2026-12-31', 'due: 2027-03-31');
        rewrite(box, '05', 'to: 2026-12-31', 'to: 2027-03-31');
        commitAll(box, 'Later');
      },
      finds: ['decision-altered', 'due-moved'],
    },
    silent: {
      before: (box) => due(box, '2026-12-31'),
      build: (box) => due(box, '2027-03-31'),
      finds: [],
    },
  },
  'moved-by-hand': {
    fires: {
      before: (box) => report(box, '7', '-s', 'in-progress', '--note', 'Begun.'),
      async build(box) {
        rewrite(box, '07', /status: in-progress/g, 'status: in-place');
        commitAll(box, 'It is in place');
      },
      finds: ['moved-by-hand', 'report-altered'],
    },
    silent: {
      before: (box) => report(box, '7', '-s', 'in-progress', '--note', 'Begun.'),
      async build(box) {
        await run(box, 'undo');
        await report(box, '7', '-s', 'in-place', '-r', 'on-track');
        await report(box, '5', '-m', '5.1', '-s', 'in-progress');
      },
      finds: [],
    },
  },
  'move-refused': {
    fires: {
      before: (box) => run(box, 'retire', '7', ...byMinute),
      async build(box) {
        append(
          box,
          '07',
          'updates:\n  - as-of: 2026-11-24\n    recorded: 2026-11-24\n    note: It goes on.\n',
        );
        commitAll(box, 'It goes on');
      },
      finds: ['move-refused'],
    },
    silent: {
      async before(box) {
        await report(box, '7', '-s', 'cancelled');
      },
      async build(box) {
        await report(box, '7', '-s', 'in-progress', '--reason', 'More to do.');
        await run(box, 'retire', '7', ...byMinute);
      },
      finds: [],
    },
  },
  'progress-with-wording': {
    fires: {
      async build(box) {
        await run(box, 'update', '7', '--note', 'Begun.', '--no-commit');
        await run(box, 'amend', '5', '--field', 'measure', '--to', 'Use', ...byMinute, '--no-commit');
        commitAll(box, 'Both');
      },
      finds: ['progress-with-wording'],
    },
    silent: {
      async build(box) {
        await report(box, '7', '--note', 'Begun.');
        await amend(box, '7', '--field', 'measure', '--to', 'Reports');
      },
      finds: [],
    },
  },
  'not-owner': {
    fires: {
      before: byMere,
      async build(box) {
        await report(box, '13', '--note', 'None was asked for.');
        await report(box, '5', '--agency', 'police', '--note', 'Ours.');
        await amend(box, '5', '--field', 'measure', '--to', 'Use');
        box.write({ 'plan/plan.yaml': `${box.read('plan/plan.yaml')}x-budget: none\n` });
        commitAll(box, 'Money');
      },
      finds: ['not-owner'],
    },
    silent: {
      before: byMere,
      async build(box) {
        await report(box, '5', '--agency', 'dol', '--note', 'Ours.');
        box.env.GIT_AUTHOR_EMAIL = 'aroha@MFAT.govt.nz';
        await report(box, '7', '--note', 'The fora met.');
        // Nobody names her, so she is the secretariat's.
        box.env.GIT_AUTHOR_EMAIL = 'sec@example.org';
        await amend(box, '7', '--field', 'measure', '--to', 'Reports');
        // What is not committed is nobody's yet.
        await run(box, 'update', '7', '--note', 'Again.', '--no-commit');
      },
      finds: [],
    },
  },
};
