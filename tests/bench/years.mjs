/** A plan with years behind it: commits made at random, the same each time, by `git fast-import`. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { random } from './random.mjs';

const root = join(import.meta.dirname, '../..');

const statuses = ['not-started', 'in-progress', 'on-hold'];
const ratings = ['on-track', 'at-risk', 'off-track'];
const words = 'the group met and agreed on the draft which agencies have until next month to read'.split(' ');
const people = [
  'Mere Tūhoe <mere@example.org>',
  'Aroha Ngata <aroha@example.org>',
  'Tom Hill <tom@example.org>',
];

/**
 * Makes the shipped plan's 28 items and so many updates of them, a commit each, on `main` of the repository in `dir`.
 * Files grow as they do in life: each keeps all its reports.
 */
export function growYears(dir, { commits = 5000, seed = 2009, env = process.env } = {}) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const items = readdirSync(join(root, 'plan/items')).map((name) => {
    const text = readFileSync(join(root, 'plan/items', name), 'utf8');
    const agencies = /^agencies: \[(.*)\]/m.exec(text)[1].split(', ');
    return {
      name,
      id: Number.parseInt(name, 10),
      text,
      agencies,
      entries: '',
      status: null,
      rating: null,
      blobs: [],
    };
  });
  const made = [];
  const start = Date.UTC(2009, 6, 1) / 1000;
  const step = Math.floor((Date.UTC(2026, 10, 20) / 1000 - start) / commits);
  for (let count = 1; count < commits; count++) {
    const item = pick(items);
    const at = start + count * step;
    const day = new Date(at * 1000).toISOString().slice(0, 10);
    const status = next() < 0.5 ? pick(statuses) : null;
    const rating = next() < 0.3 ? pick(ratings) : null;
    const agency = pick(item.agencies);
    const note = Array.from({ length: 6 + Math.floor(next() * 20) }, () => pick(words)).join(' ');
    const evidence =
      next() < 0.2
        ? `\n    evidence:\n      - { title: Minute ${count}, url: https://example.org/${count} }`
        : '';
    item.entries += [
      `  - as-of: ${day}`,
      `recorded: ${day}`,
      `agency: ${agency}`,
      ...(status ? [`status: ${status}`] : []),
      ...(rating ? [`rating: ${rating}`] : []),
      `note: ${note}${evidence}\n`,
    ].join('\n    ');
    const moves = [
      ...(status && status !== item.status
        ? [`Plan-Status: ${item.id} ${item.status ?? 'not-reported'} -> ${status}`]
        : []),
      ...(rating && rating !== item.rating
        ? [`Plan-Rating: ${item.id} ${item.rating ?? 'not-rated'} -> ${rating}`]
        : []),
    ];
    item.status = status ?? item.status;
    item.rating = rating ?? item.rating;
    const facts = [item.status && `status: ${item.status}\n`, item.rating && `rating: ${item.rating}\n`];
    item.blobs.push([count, `${item.text}${facts.filter(Boolean).join('')}updates:\n${item.entries}`]);
    const subject = `plan: ${item.id} ${status ?? rating ?? 'note'}`;
    const trailers = [
      `Plan-Change: update\nPlan-Item: ${item.id}`,
      ...moves,
      `Plan-As-Of: ${day}`,
      `Plan-Agency: ${agency}`,
    ];
    made.push({
      item,
      count,
      at,
      person: pick(people),
      message: `${subject}\n\n${note}\n\n${trailers.join('\n')}\n`,
    });
  }
  const stream = [...instructions(items, made, start)];
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet'], {
    cwd: dir,
    env,
    input: Buffer.concat(stream),
  });
  if (status !== 0) throw new Error(String(stderr));
}

/** Blobs of one item stand together, so that each is stored as its difference from the one before. */
function* instructions(items, made, start) {
  const data = (text) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
  };
  for (const { blobs } of items)
    for (const [mark, text] of blobs) {
      yield Buffer.from(`blob\nmark :${mark}\n`);
      yield data(text);
    }
  const commit = (who, at, message) =>
    Buffer.concat([
      Buffer.from(`commit refs/heads/main\nauthor ${who} ${at} +1200\ncommitter ${who} ${at} +1200\n`),
      data(message),
    ]);
  yield commit(people[0], start, 'The plan as it was published');
  for (const name of ['plan.yaml', 'agencies.yaml']) {
    yield Buffer.from(`M 100644 inline plan/${name}\n`);
    yield data(readFileSync(join(root, 'plan', name), 'utf8'));
  }
  for (const { name, text } of items) {
    yield Buffer.from(`M 100644 inline plan/items/${name}\n`);
    yield data(text);
  }
  for (const { item, count, at, person, message } of made) {
    yield commit(person, at, message);
    yield Buffer.from(`M 100644 :${count} plan/items/${item.name}\n`);
  }
}
