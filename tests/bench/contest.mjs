/**
 * Ourselves beside our peers: each has the same plan in its own form, must give the same answers, and then does each
 * work in turn with all the others.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alternate } from './measure.mjs';
import { dir, repository, run, TooSlow } from './place.mjs';

/** The works that contestants have in common, and what each is, in Markdown. */
export const contestWorks = {
  list: 'List the items of one agency in one status',
  count: 'Count the items by agency (Backlog.md: by status)',
  validate: 'Validate everything',
  update: 'Give one item another status, and commit',
};

const asked = { agency: 'police', status: 'in-progress' };

/**
 * Readies a contestant for a plan: its files, committed, and proof that its answers are right.
 * @param options whether our plan is `sharded`, and how many milliseconds of `patience` there are
 * @returns {{ entry: object, faults: string[] }} the contestant with its `folder`, the works that it does rightly and
 *   those for which it is too `slow`; what was wrong with the others
 */
export function enter(contestant, items, { sharded, patience }) {
  const { name, exe, files, ready, works } = contestant;
  const folder = join(dir, 'peers', `${name}-${items.length}`);
  const own = files(items, { sharded });
  repository(folder, own);
  if (ready) {
    run(ready(exe), { cwd: folder });
    run(['git', 'add', '--all'], { cwd: folder });
    run(['git', 'commit', '--quiet', '--message', 'Made ready'], { cwd: folder });
  }
  const entry = { ...contestant, folder, items, next: changes(items), slow: new Set() };
  const faults = [];
  const right = Object.entries(works).filter(([work]) => {
    try {
      const wrong = proofs[work](entry, { own, patience });
      if (wrong) faults.push(`${name}, ${work} at ${items.length}: the answer is not right: ${wrong}`);
      return !wrong;
    } catch (error) {
      if (error instanceof TooSlow) {
        entry.slow.add(work);
        return true;
      }
      faults.push(`${name}, ${work} at ${items.length}: ${error.message.trim().split('\n')[0]}`);
      return false;
    }
  });
  return { entry: { ...entry, works: Object.fromEntries(right) }, faults };
}

/** What a contestant must show of each work before it is timed: what is wrong, or null. */
const proofs = {
  list: (entry, options) => same(idsIn(entry, asked, options), idsWanted(entry.items, asked)),
  count({ exe, folder, items, works: { count } }, { patience }) {
    // Ourselves are asked by status too, where that is all that a peer can tell.
    for (const by of count.by ? [count.by] : ['agency', 'status']) {
      const counts = count.counts(run(count.words(exe, by), { cwd: folder, timeout: patience }).stdout);
      const wrong = same(pairsOf(counts), pairsOf(countsWanted(items, by)));
      if (wrong) return wrong;
    }
    return null;
  },
  validate({ exe, folder, works: { validate } }, { own, patience }) {
    const judge = () => run(validate.words(exe), { cwd: folder, timeout: patience });
    judge();
    const [path, from, to] = validate.spoil;
    const [file, text] = [...own].find(([each]) => path.test(each));
    writeFileSync(join(folder, file), text.replace(from, to));
    try {
      judge();
      return 'it finds nothing wrong with a pillar that there is not';
    } catch (error) {
      if (error instanceof TooSlow) throw error;
      return null;
    } finally {
      writeFileSync(join(folder, file), text);
    }
  },
  update(entry, options) {
    const { exe, folder, items, next, works } = entry;
    const commits = () => Number(run(['git', 'rev-list', '--count', 'HEAD'], { cwd: folder }).stdout);
    const before = commits();
    const { item, status } = next();
    run(works.update.words(exe, item, status), { cwd: folder, timeout: options.patience });
    if (commits() !== before + 1) return `${commits() - before} commits instead of one`;
    const left = run(['git', 'status', '--porcelain'], { cwd: folder }).stdout;
    if (left !== '') return `left uncommitted: ${left.trim()}`;
    const agency = item.agencies[0];
    const changed = items.map((each) => (each === item ? { ...each, status } : each));
    return same(idsIn(entry, { agency, status }, options), idsWanted(changed, { agency, status }));
  },
};

const idsIn = ({ exe, folder, works: { list } }, question, { patience }) =>
  list.ids(run(list.words(exe, question), { cwd: folder, timeout: patience }).stdout);

const idsWanted = (items, { agency, status }) =>
  items
    .filter((item) => item.status === status && item.agencies.includes(agency))
    .map(({ id }) => String(id));

function countsWanted(items, by) {
  const counts = {};
  for (const item of items)
    for (const value of by === 'agency' ? item.agencies : [item.status ?? 'not-reported'])
      counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const pairsOf = (counts) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map((pair) => pair.join(' '));

function same(given, wanted) {
  const [a, b] = [given, wanted].map((list) => list.map(String).toSorted().join('\n'));
  if (a === b) return null;
  return `${given.length} rows instead of ${wanted.length}, or not the same ones`;
}

/** Items and the status that each is to have next, so that every update is a change. */
function changes(items) {
  const now = new Map();
  let turn = 0;
  return () => {
    const item = items[(7 * turn++) % items.length];
    const status = (now.get(item) ?? item.status) === 'on-hold' ? 'in-progress' : 'on-hold';
    now.set(item, status);
    return { item, status };
  };
}

/** What a work costs those who do it, at one size of a plan: a summary each, by contestant. */
export function contest(work, entries, options) {
  const able = entries.filter(({ works }) => works[work]);
  const sides = able.map(({ folder, slow, ...entry }) => ({
    ...{ cwd: folder, isTooSlow: slow.has(work) },
    ours: () => wordsOf[work](entry.works[work], entry),
  }));
  return alternate(sides, options).map((measured, at) => ({ name: able[at].name, ...measured }));
}

/** The command of each work whose turn it is. */
const wordsOf = {
  list: ({ words }, { exe }) => words(exe, asked),
  count: ({ words, by = 'agency' }, { exe }) => words(exe, by),
  validate: ({ words }, { exe }) => words(exe),
  update({ words }, { exe, next }) {
    const { item, status } = next();
    return words(exe, item, status);
  },
};
