/**
 * Plans of any size, of about 0.9 KB an item: copies of the shipped items, with updates that a seed decides. The same seed
 * makes the same plan.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

const root = join(import.meta.dirname, '../..');
const shippedText = (path) => readFileSync(join(root, 'plan', path), 'utf8');

const statuses = ['not-started', 'in-progress', 'in-progress', 'on-hold'];
const ratings = ['on-track', 'on-track', 'at-risk', 'off-track'];
const words = 'the group met and agreed on the draft which agencies have until next month to read'.split(' ');

/**
 * The fields of each item, and the text of its file.
 * @returns {Array<{ id: number, pillar: string, objective: string, action: string, measure: string, agencies: string[],
 *   horizons: string[], source: object, status: string | null, rating: string | null, updates: object[], text: string }>}
 */
export function itemsOf(count, seed) {
  const next = random(seed);
  const shipped = readdirSync(join(root, 'plan/items')).map((name) => {
    const text = shippedText(`items/${name}`);
    return { text, facts: load(text) };
  });
  return Array.from({ length: count }, (_, at) => numbered(at + 1, shipped[at % shipped.length], next));
}

function numbered(id, { text, facts }, next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const { pillar, objective, action, measure, agencies, timetable, source } = facts;
  const updates = Array.from({ length: Math.floor(next() * 4) }, (_, index) => {
    const day = `2026-0${2 * index + 1}-${10 + Math.floor(next() * 18)}`;
    const note = Array.from({ length: 6 + Math.floor(next() * 12) }, () => pick(words)).join(' ');
    const rating = next() < 0.5 ? pick(ratings) : undefined;
    return { day, agency: pick(agencies), status: pick(statuses), rating, note };
  });
  const status = updates.at(-1)?.status ?? null;
  const rating = updates.findLast((update) => update.rating)?.rating ?? null;
  return {
    ...{ id, pillar, objective, action, measure, agencies, source, status, rating, updates },
    horizons: timetable.milestones?.map(({ horizon }) => horizon) ?? Object.keys(timetable),
    text: [
      text.replace(/^id: .*$/m, `id: ${id}`),
      status ? `status: ${status}\n` : '',
      rating ? `rating: ${rating}\n` : '',
      updates.length > 0 ? `updates:\n${updates.map(entry).join('')}` : '',
    ].join(''),
  };
}

/** An entry of `updates`, as the program writes it. */
const entry = ({ day, agency, status, rating, note }) =>
  [
    `  - as-of: ${day}`,
    `recorded: ${day}`,
    `agency: ${agency}`,
    `status: ${status}`,
    ...(rating ? [`rating: ${rating}`] : []),
    `note: ${note}\n`,
  ].join('\n    ');

/** The path of an item in a plan of `count` items; with `sharded`, in folders of a hundred. */
export function pathOf(id, count, { sharded = false } = {}) {
  const name = String(id).padStart(String(count).length, '0');
  return `plan/items/${sharded ? `${name.padStart(3, '0').slice(0, -2)}/` : ''}${name}.yaml`;
}

/** The paths and texts of the files of a plan. */
export function filesOf(items, options = {}) {
  const count = items.length;
  const settings = [
    `id-width: ${String(count).length}`,
    ...(options.sharded ? ['item-folders: hundreds'] : []),
  ];
  return new Map([
    ['plan/plan.yaml', shippedText('plan.yaml').replace(/^id-width: .*$/m, settings.join('\n'))],
    ['plan/agencies.yaml', shippedText('agencies.yaml')],
    ...items.map(({ id, text }) => [pathOf(id, count, options), text]),
  ]);
}

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
