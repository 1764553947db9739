/** The plan's past, read from real repositories. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type HistoryOptions, loadHistory } from '../../../src/history/history.ts';
import type { System } from '../../../src/io.ts';
import { openWorkspace } from '../../../src/workspace.ts';
import { plan } from '../../support/plan.ts';
import { type Sandbox, sandbox } from '../../support/sandbox.ts';
import { few, onDay, shippedPlan } from '../../support/shipped.ts';

const look = (box: Sandbox, wanted: HistoryOptions = {}, folder = 'plan') => {
  const io = { env: box.env, cwd: box.dir, err: () => {}, stderrIsTerminal: false } as unknown as System;
  return loadHistory(openWorkspace(box.at(folder), io), io, wanted);
};

/** What happened, in a line for each step. */
async function told(box: Sandbox, wanted: HistoryOptions = {}, folder = 'plan'): Promise<string[]> {
  const { steps } = await look(box, wanted, folder);
  expect(await look(box, { ...wanted, cache: false }, folder)).toMatchObject({ steps });
  return steps.map(({ subject, items, files }) => {
    const changes = items.map(({ id, change: { what, fields, reported, retracted } }) => {
      const moves = fields.map(({ field, from, to }) => `${field}: ${from} > ${to}`);
      const notes = [...reported.map(({ note }) => `+${note}`), ...retracted.map(({ note }) => `-${note}`)];
      return [id, what === 'changed' ? '' : what, ...moves, ...notes].filter(Boolean).join(' ');
    });
    return [subject, ...changes, ...files].join(' | ');
  });
}

const report = (box: Sandbox, id: string, status: string, note: string) =>
  edit(box, id, (text) => withReport(text, status, note));

function withReport(text: string, status: string, note: string): string {
  const entry = `  - as-of: 2026-11-20\n    recorded: 2026-11-20\n    status: ${status}\n    note: ${note}\n`;
  const rest = text.replace(/^status: .*\n/m, '');
  return rest.includes('updates:\n')
    ? `${rest.replace(/^updates:\n/m, `status: ${status}\nupdates:\n`)}${entry}`
    : `${rest}status: ${status}\nupdates:\n${entry}`;
}

function edit(box: Sandbox, id: string, change: (text: string) => string, message = `edit ${id}`): void {
  const path = `plan/items/${id}.yaml`;
  box.commit({ [path]: change(box.read(path)) }, message);
}

test('nothing is committed, or there is no git', async () => {
  const box = sandbox();
  box.write({ 'plan/plan.yaml': '' });
  expect(await look(box)).toEqual({ steps: [], shallow: null, missing: 0 });
  const none = sandbox({ repository: false });
  none.write({ 'plan/plan.yaml': '' });
  await expect(look(none)).rejects.toMatchObject({ code: 'refused' });
});

test('an item is its id, whatever its file is called', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'Begun.');
  for (const id of ['5', '7']) renameSync(box.at(`plan/items/0${id}.yaml`), box.at(`plan/items/${id}.yaml`));
  box.write({ 'plan/items/7.yaml': withReport(box.read('plan/items/7.yaml'), 'in-place', 'Met.') });
  box.commit({}, 'names');
  rmSync(box.at('plan/items/13.yaml'));
  box.commit({}, 'gone');
  expect((await told(box)).slice(0, -1)).toEqual([
    'gone | 13 removed',
    'names | 5 | 7 status: null > in-place +Met.',
    'edit 05 | 5 status: null > in-progress +Begun.',
  ]);
  expect(await told(box, { ids: ['007'], limit: 1 })).toHaveLength(1);
  expect(await told(box, { ids: ['13'] })).toHaveLength(2);
});

test('a plan is followed to where it lay, and no further: what lies there now is another', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'Begun.');
  box.git('checkout', '--quiet', '-b', 'side');
  report(box, '07', 'in-place', 'Met.');
  box.git('checkout', '--quiet', 'main');
  mkdirSync(box.at('docs'));
  box.git('mv', 'plan', 'docs/plan');
  box.git('commit', '--quiet', '--message', 'moved');
  box.git('merge', '--quiet', '--no-edit', 'side');
  box.commit({ 'plan/plan.yaml': 'id: another\n', 'plan/items/05.yaml': 'id: 5\n' }, 'another');
  box.git('mv', 'docs/plan', 'ngā mahi');
  box.git('commit', '--quiet', '--message', 'moved again');
  const steps = await told(box, {}, 'ngā mahi');
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
function forked(ours: (box: Sandbox) => void, theirs: (box: Sandbox) => void): Sandbox {
  const box = shippedPlan(few);
  box.git('checkout', '--quiet', '-b', 'side');
  onDay(box, '2026-11-25');
  theirs(box);
  box.git('checkout', '--quiet', 'main');
  onDay(box, '2026-11-26');
  ours(box);
  onDay(box, '2026-11-27');
  return box;
}

/** Merges, and settles what is then in the file. */
function mergeAs(box: Sandbox, path: string, text: string): void {
  box.git('merge', '--quiet', '--no-commit', '-s', 'ours', 'side');
  box.commit({ [path]: text }, 'merge');
}

test('a merge that decides nothing is not told, what its sides did is', async () => {
  const box = forked(
    (box) => report(box, '05', 'in-progress', 'Ours.'),
    (box) => edit(box, '05', (text) => text.replace('id: 5\n', 'id: 5\nkind: action\n')),
  );
  box.git('merge', '--quiet', '--no-edit', 'side');
  expect((await told(box)).slice(0, -1)).toEqual([
    'edit 05 | 5 status: null > in-progress +Ours.',
    'edit 05 | 5 kind: null > action',
  ]);
});

test('reports of both sides, put together by hand, are no decision; a word that neither said is', async () => {
  const box = forked(
    (box) => report(box, '05', 'in-progress', 'Ours.'),
    (box) => edit(box, '05', (text) => withReport(text, 'in-progress', 'Theirs.')),
  );
  const both = withReport(box.read('plan/items/05.yaml'), 'in-progress', 'Theirs.');
  mergeAs(box, 'plan/items/05.yaml', both);
  expect(await told(box)).toHaveLength(3);
  box.git('reset', '--quiet', '--hard', 'HEAD^1');
  mergeAs(box, 'plan/items/05.yaml', withReport(both, 'completed', 'Nobody’s.'));
  expect((await told(box))[0]).toBe('merge | 5 status: in-progress > completed +Nobody’s.');
});

test('a merge across a renamed file', async () => {
  const box = forked(
    (box) => {
      box.git('mv', 'plan/items/05.yaml', 'plan/items/5.yaml');
      box.git('commit', '--quiet', '--message', 'renamed');
      edit(box, '5', (text) => text.replace('id: 5\n', 'id: 5\nkind: action\n'));
    },
    (box) => report(box, '05', 'in-progress', 'Theirs.'),
  );
  box.git('merge', '--quiet', '--no-edit', 'side');
  expect((await told(box)).slice(0, -1)).toEqual([
    'edit 5 | 5 kind: null > action',
    'renamed | 5',
    'edit 05 | 5 status: null > in-progress +Theirs.',
  ]);
});

test('what can’t be read does not vanish', async () => {
  const box = shippedPlan(few);
  edit(box, '05', (text) => `<<<<<<< ours\n${text}`, 'broken');
  edit(box, '05', (text) => text.replace(/^<.*\n/, ''), 'mended');
  expect((await told(box, { ids: ['5'] })).slice(0, 2)).toEqual([
    'mended | 5 unreadable',
    'broken | 5 unreadable',
  ]);
});

test('trailers are git’s own reading of the last paragraph', async () => {
  const box = shippedPlan(few);
  const note = 'Begun.\n\nPlan-Change: amend\nPlan-Item: 9\n\nSaid so.';
  await plan(box, ['update', '5', '--status', 'in-progress', '--note', note, '--agency', 'dol']);
  const [step] = (await look(box)).steps;
  expect(step).toMatchObject({ body: note, author: 'Mere Tūhoe', date: '2026-11-24' });
  expect(step?.trailers.slice(0, 2)).toEqual([
    ['Plan-Change', 'update'],
    ['Plan-Item', '5'],
  ]);
});

test('an acknowledgement is a step although it touches no file', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'By hand.');
  const hash = box.git('rev-parse', 'HEAD');
  const acknowledge = (what: string) =>
    box.git('commit', '--quiet', '--allow-empty', '--message', `plan: seen\n\nPlan-Acknowledges: ${what}`);
  const before = await told(box);
  acknowledge(hash);
  acknowledge('of-something-else');
  expect(await told(box)).toEqual(['plan: seen', ...before]);
  rmSync(box.at('.git/plantrail/history'), { recursive: true });
  expect(await told(box)).toEqual(['plan: seen', ...before]);
});

test('a shallow clone says where it ends', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'One.');
  report(box, '05', 'in-progress', 'Two.');
  box.git('clone', '--quiet', '--depth', '2', `file://${box.dir}`, '../clone');
  const clone = { ...box, dir: box.at('../clone'), at: (path: string) => join(box.at('../clone'), path) };
  expect(await told(clone)).toEqual(['edit 05 | 5 +Two.']);
  expect(await look(clone)).toMatchObject({ shallow: '2026-11-24' });
  box.git('-C', '../clone', 'fetch', '--quiet', '--unshallow');
  expect(await told(clone)).toHaveLength(3);
  expect(await look(clone)).toMatchObject({ shallow: null });
});

test('a partial clone says what it lacks, and fetches none of it', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'One.');
  report(box, '05', 'in-progress', 'Two.');
  box.git('config', 'uploadpack.allowFilter', 'true');
  box.git('clone', '--quiet', '--filter=blob:none', `file://${box.dir}`, '../clone');
  const clone = { ...box, dir: box.at('../clone'), at: (path: string) => join(box.at('../clone'), path) };
  const { steps, missing } = await look(clone);
  expect(missing).toBeGreaterThan(0);
  expect(steps[0]?.items).toMatchObject([{ id: '5', change: { what: 'unreadable' } }]);
  expect(await look(clone)).toMatchObject({ missing });
});

test('no git is run where HEAD is known, and linked work trees share what is known', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'One.');
  const steps = await told(box);
  box.git('worktree', 'add', '--quiet', '-b', 'other', '../linked');
  const without = { ...box, env: { ...box.env, PATH: '/nowhere' } };
  expect((await look(without)).steps.length).toBe(steps.length);
  expect((await look(without, {}, '../linked/plan')).steps.length).toBe(steps.length);
  await expect(look(without, { cache: false })).rejects.toMatchObject({ code: 'git' });
});

test('what is remembered may be damaged, another’s, or impossible to write', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'One.');
  const steps = await told(box);
  const folder = box.at('.git/plantrail/history');
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
    expect(await told(box)).toEqual(steps);
    expect(readFileSync(join(folder, name))).toEqual(good);
  }
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'in the way');
  expect(await told(box)).toEqual(steps);
  expect(readFileSync(folder, 'utf8')).toBe('in the way');
});

test('several at once', async () => {
  const box = shippedPlan(few);
  report(box, '05', 'in-progress', 'One.');
  const all = await Promise.all(Array.from({ length: 8 }, () => look(box)));
  expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(readdirSync(box.at('.git/plantrail/history'))).toHaveLength(1);
});

test.each(['ours', 'theirs'])(
  'a merge that keeps %s and throws the other side’s report away is told',
  async (kept) => {
    const box = shippedPlan(few);
    box.git('switch', '--quiet', '--create', 'side');
    await plan(box, 'update 5 --status in-progress');
    box.git('switch', '--quiet', 'main');
    onDay(box, '2026-11-25');
    await plan(box, 'update 7 --status in-place');
    const parents = ['main', 'side'].flatMap((name) => ['-p', name]);
    const tree = kept === 'ours' ? 'main^{tree}' : 'side^{tree}';
    const merge = box.git('commit-tree', '-m', 'merge', ...parents, tree);
    box.git('reset', '--quiet', '--hard', merge);
    const [newest] = await told(box);
    expect(newest).toContain(kept === 'ours' ? '5 status: in-progress > ' : '7 status: in-place > ');
  },
);
