/** The plan's past, read from real repositories. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type HistoryOptions, loadHistory } from '../../../src/history/plan-history.ts';
import type { System } from '../../../src/io.ts';
import { openWorkspace } from '../../../src/workspace.ts';
import { plan } from '../../support/plan.ts';
import { createSandbox, type Sandbox } from '../../support/sandbox.ts';
import { fewItems, setToday, shippedPlan } from '../../support/shipped.ts';

const load = (sandbox: Sandbox, options: HistoryOptions = {}, folder = 'plan') => {
  const io = {
    env: sandbox.env,
    cwd: sandbox.dir,
    err: () => {},
    stderrIsTerminal: false,
  } as unknown as System;
  return loadHistory(openWorkspace(sandbox.at(folder), io), io, options);
};

/** The history, one line for each step. */
async function summaries(sandbox: Sandbox, options: HistoryOptions = {}, folder = 'plan'): Promise<string[]> {
  const { steps } = await load(sandbox, options, folder);
  expect(await load(sandbox, { ...options, cache: false }, folder)).toMatchObject({ steps });
  return steps.map(({ subject, items, files }) => {
    const changes = items.map(({ id, change: { what, fields, reported, retracted } }) => {
      const moves = fields.map(({ field, from, to }) => `${field}: ${from} > ${to}`);
      const notes = [...reported.map(({ note }) => `+${note}`), ...retracted.map(({ note }) => `-${note}`)];
      return [id, what === 'changed' ? '' : what, ...moves, ...notes].filter(Boolean).join(' ');
    });
    return [subject, ...changes, ...files].join(' | ');
  });
}

const report = (sandbox: Sandbox, id: string, status: string, note: string) =>
  edit(sandbox, id, (text) => withReport(text, status, note));

function withReport(text: string, status: string, note: string): string {
  const entry = `  - as-of: 2026-11-20\n    recorded: 2026-11-20\n    status: ${status}\n    note: ${note}\n`;
  const rest = text.replace(/^status: .*\n/m, '');
  return rest.includes('updates:\n')
    ? `${rest.replace(/^updates:\n/m, `status: ${status}\nupdates:\n`)}${entry}`
    : `${rest}status: ${status}\nupdates:\n${entry}`;
}

function edit(sandbox: Sandbox, id: string, change: (text: string) => string, message = `edit ${id}`): void {
  const path = `plan/items/${id}.yaml`;
  sandbox.commit({ [path]: change(sandbox.read(path)) }, message);
}

test('is empty before the first commit, and an error without git', async () => {
  const sandbox = createSandbox();
  sandbox.write({ 'plan/plan.yaml': '' });
  expect(await load(sandbox)).toEqual({ steps: [], shallow: null, missing: 0 });
  const none = createSandbox({ repository: false });
  none.write({ 'plan/plan.yaml': '' });
  await expect(load(none)).rejects.toMatchObject({ code: 'refused' });
});

test('knows an item by its id, whatever its file is called', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'Begun.');
  for (const id of ['5', '7'])
    renameSync(sandbox.at(`plan/items/0${id}.yaml`), sandbox.at(`plan/items/${id}.yaml`));
  sandbox.write({ 'plan/items/7.yaml': withReport(sandbox.read('plan/items/7.yaml'), 'in-place', 'Met.') });
  sandbox.commit({}, 'names');
  rmSync(sandbox.at('plan/items/13.yaml'));
  sandbox.commit({}, 'gone');
  expect((await summaries(sandbox)).slice(0, -1)).toEqual([
    'gone | 13 removed',
    'names | 5 | 7 status: null > in-place +Met.',
    'edit 05 | 5 status: null > in-progress +Begun.',
  ]);
  expect(await summaries(sandbox, { ids: ['007'], limit: 1 })).toHaveLength(1);
  expect(await summaries(sandbox, { ids: ['13'] })).toHaveLength(2);
});

test('follows a plan that was moved, and ignores another plan in its old folder', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'Begun.');
  sandbox.git('checkout', '--quiet', '-b', 'side');
  report(sandbox, '07', 'in-place', 'Met.');
  sandbox.git('checkout', '--quiet', 'main');
  mkdirSync(sandbox.at('docs'));
  sandbox.git('mv', 'plan', 'docs/plan');
  sandbox.git('commit', '--quiet', '--message', 'moved');
  sandbox.git('merge', '--quiet', '--no-edit', 'side');
  sandbox.commit({ 'plan/plan.yaml': 'id: another\n', 'plan/items/05.yaml': 'id: 5\n' }, 'another');
  sandbox.git('mv', 'docs/plan', 'ngā mahi');
  sandbox.git('commit', '--quiet', '--message', 'moved again');
  const steps = await summaries(sandbox, {}, 'ngā mahi');
  expect(steps.map((step) => step.split(' | ')[0])).toEqual([
    'moved again',
    'moved',
    'edit 07',
    'edit 05',
    'The plan as it was published',
  ]);
  expect(steps[1]).toMatch(/^moved \| 5 \| 7 \| 13 \| /);
  expect(steps[2]).toBe('edit 07 | 7 status: null > in-place +Met.');
});

/** Two sides that begin at the same commit. */
function forked(ours: (sandbox: Sandbox) => void, theirs: (sandbox: Sandbox) => void): Sandbox {
  const sandbox = shippedPlan(fewItems);
  sandbox.git('checkout', '--quiet', '-b', 'side');
  setToday(sandbox, '2026-11-25');
  theirs(sandbox);
  sandbox.git('checkout', '--quiet', 'main');
  setToday(sandbox, '2026-11-26');
  ours(sandbox);
  setToday(sandbox, '2026-11-27');
  return sandbox;
}

/** Merges, and resolves the conflict with this text. */
function mergeAs(sandbox: Sandbox, path: string, text: string): void {
  sandbox.git('merge', '--quiet', '--no-commit', '-s', 'ours', 'side');
  sandbox.commit({ [path]: text }, 'merge');
}

test('lists the commits of both sides, and no merge without changes of its own', async () => {
  const sandbox = forked(
    (sandbox) => report(sandbox, '05', 'in-progress', 'Ours.'),
    (sandbox) => edit(sandbox, '05', (text) => text.replace('id: 5\n', 'id: 5\nkind: action\n')),
  );
  sandbox.git('merge', '--quiet', '--no-edit', 'side');
  expect((await summaries(sandbox)).slice(0, -1)).toEqual([
    'edit 05 | 5 status: null > in-progress +Ours.',
    'edit 05 | 5 kind: null > action',
  ]);
});

test('a merge by hand is a step only where it differs from both sides', async () => {
  const sandbox = forked(
    (sandbox) => report(sandbox, '05', 'in-progress', 'Ours.'),
    (sandbox) => edit(sandbox, '05', (text) => withReport(text, 'in-progress', 'Theirs.')),
  );
  const both = withReport(sandbox.read('plan/items/05.yaml'), 'in-progress', 'Theirs.');
  mergeAs(sandbox, 'plan/items/05.yaml', both);
  expect(await summaries(sandbox)).toHaveLength(3);
  sandbox.git('reset', '--quiet', '--hard', 'HEAD^1');
  mergeAs(sandbox, 'plan/items/05.yaml', withReport(both, 'completed', 'Nobody’s.'));
  expect((await summaries(sandbox))[0]).toBe('merge | 5 status: in-progress > completed +Nobody’s.');
});

test('follows a merge across a renamed file', async () => {
  const sandbox = forked(
    (sandbox) => {
      sandbox.git('mv', 'plan/items/05.yaml', 'plan/items/5.yaml');
      sandbox.git('commit', '--quiet', '--message', 'renamed');
      edit(sandbox, '5', (text) => text.replace('id: 5\n', 'id: 5\nkind: action\n'));
    },
    (sandbox) => report(sandbox, '05', 'in-progress', 'Theirs.'),
  );
  sandbox.git('merge', '--quiet', '--no-edit', 'side');
  expect((await summaries(sandbox)).slice(0, -1)).toEqual([
    'edit 5 | 5 kind: null > action',
    'renamed | 5',
    'edit 05 | 5 status: null > in-progress +Theirs.',
  ]);
});

test('lists an item that can’t be read', async () => {
  const sandbox = shippedPlan(fewItems);
  edit(sandbox, '05', (text) => `<<<<<<< ours\n${text}`, 'broken');
  edit(sandbox, '05', (text) => text.replace(/^<.*\n/, ''), 'fixed');
  expect((await summaries(sandbox, { ids: ['5'] })).slice(0, 2)).toEqual([
    'fixed | 5 unreadable',
    'broken | 5 unreadable',
  ]);
});

test('trailers in a note are indented, so they are none', async () => {
  const sandbox = shippedPlan(fewItems);
  const note = 'Begun.\n\nPlan-Change: amend\nPlan-Item: 9\n\nSaid so.';
  await plan(sandbox, ['update', '5', '--status', 'in-progress', '--note', note, '--agency', 'dol']);
  const [step] = (await load(sandbox)).steps;
  expect(step).toMatchObject({
    body: note.replace(/^Plan-/gm, '  Plan-'),
    author: 'Mere Tūhoe',
    date: '2026-11-24',
  });
  expect(step?.trailers.slice(0, 2)).toEqual([
    ['Plan-Change', 'update'],
    ['Plan-Item', '5'],
  ]);
});

test('lists an acknowledgement, which changes no file', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'By hand.');
  const hash = sandbox.git('rev-parse', 'HEAD');
  const acknowledge = (what: string) =>
    sandbox.git(
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      `plan: seen\n\nPlan-Change: acknowledge\nPlan-Acknowledges: ${what}`,
    );
  const before = await summaries(sandbox);
  acknowledge(hash);
  acknowledge('of-something-else');
  expect(await summaries(sandbox)).toEqual(['plan: seen', ...before]);
  rmSync(sandbox.at('.git/plantrail/history'), { recursive: true });
  expect(await summaries(sandbox)).toEqual(['plan: seen', ...before]);
});

test('reports where a shallow clone ends', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'One.');
  report(sandbox, '05', 'in-progress', 'Two.');
  sandbox.git('clone', '--quiet', '--depth', '2', `file://${sandbox.dir}`, '../clone');
  const clone = {
    ...sandbox,
    dir: sandbox.at('../clone'),
    at: (path: string) => join(sandbox.at('../clone'), path),
  };
  expect(await summaries(clone)).toEqual(['edit 05 | 5 +Two.']);
  expect(await load(clone)).toMatchObject({ shallow: '2026-11-24' });
  sandbox.git('-C', '../clone', 'fetch', '--quiet', '--unshallow');
  expect(await summaries(clone)).toHaveLength(3);
  expect(await load(clone)).toMatchObject({ shallow: null });
});

test('reports what a partial clone lacks, without fetching it', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'One.');
  report(sandbox, '05', 'in-progress', 'Two.');
  sandbox.git('config', 'uploadpack.allowFilter', 'true');
  sandbox.git('clone', '--quiet', '--filter=blob:none', `file://${sandbox.dir}`, '../clone');
  const clone = {
    ...sandbox,
    dir: sandbox.at('../clone'),
    at: (path: string) => join(sandbox.at('../clone'), path),
  };
  const { steps, missing } = await load(clone);
  expect(missing).toBeGreaterThan(0);
  expect(steps[0]?.items).toMatchObject([{ id: '5', change: { what: 'unreadable' } }]);
  expect(await load(clone)).toMatchObject({ missing });
});

test('starts no git when HEAD is cached; linked work trees share the cache', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'One.');
  const steps = await summaries(sandbox);
  sandbox.git('worktree', 'add', '--quiet', '-b', 'other', '../linked');
  const without = { ...sandbox, env: { ...sandbox.env, PATH: '/nowhere' } };
  expect((await load(without)).steps.length).toBe(steps.length);
  expect((await load(without, {}, '../linked/plan')).steps.length).toBe(steps.length);
  await expect(load(without, { cache: false })).rejects.toMatchObject({ code: 'git' });
});

test('ignores a cache that is damaged, of another build or not writable', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'One.');
  const steps = await summaries(sandbox);
  const folder = sandbox.at('.git/plantrail/history');
  const [name = ''] = readdirSync(folder);
  const good = readFileSync(join(folder, name));
  const damages = [
    good.subarray(0, good.length - 9),
    Buffer.concat([good, Buffer.from('x')]),
    Buffer.from(good.toString('latin1').replace('One.', 'Two.'), 'latin1'),
    Buffer.from(good.toString('latin1').replace('not built', 'another'), 'latin1'),
    Buffer.from(''),
    Buffer.from('\n\n\n'),
  ];
  for (const bytes of damages) {
    writeFileSync(join(folder, name), bytes);
    expect(await summaries(sandbox)).toEqual(steps);
    expect(readFileSync(join(folder, name))).toEqual(good);
  }
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  expect(await summaries(sandbox)).toEqual(steps);
  expect(readFileSync(folder, 'utf8')).toBe('in the way');
});

test('several commands write the cache at once', async () => {
  const sandbox = shippedPlan(fewItems);
  report(sandbox, '05', 'in-progress', 'One.');
  const all = await Promise.all(Array.from({ length: 8 }, () => load(sandbox)));
  expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(readdirSync(sandbox.at('.git/plantrail/history'))).toHaveLength(1);
});

test.each(['ours', 'theirs'])(
  'lists a merge that keeps %s and drops the update of the other side',
  async (kept) => {
    const sandbox = shippedPlan(fewItems);
    sandbox.git('switch', '--quiet', '--create', 'side');
    await plan(sandbox, 'update 5 --status in-progress');
    sandbox.git('switch', '--quiet', 'main');
    setToday(sandbox, '2026-11-25');
    await plan(sandbox, 'update 7 --status in-place');
    const parents = ['main', 'side'].flatMap((name) => ['-p', name]);
    const tree = kept === 'ours' ? 'main^{tree}' : 'side^{tree}';
    const merge = sandbox.git('commit-tree', '-m', 'merge', ...parents, tree);
    sandbox.git('reset', '--quiet', '--hard', merge);
    const [newest] = await summaries(sandbox);
    expect(newest).toContain(kept === 'ours' ? '5 status: in-progress > ' : '7 status: in-place > ');
  },
);
