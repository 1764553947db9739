/** Everything that `docs/benchmarks.md` tells, measured one after the other. */
import { join } from 'node:path';
import { contest, contestWorks, enter } from './contest.mjs';
import { load, machine } from './machine.mjs';
import { alternate, weigh } from './measure.mjs';
import { find, install } from './peers/find.mjs';
import { contestants } from './peers/index.mjs';
import { dir, repository } from './place.mjs';
import { filesOf, itemsOf, pathOf } from './plans.mjs';
import { works } from './works.mjs';

/** Above this, most peers take minutes to be made ready, let alone to answer. */
const largestContest = 10_000;

/**
 * @param sizes of plans, `sharded` or not, decided by the `seed`
 * @param only `works` or `peers`
 * @param say is told what goes on
 * @param pairs those of `alternate`; its budget and patience are `ourTime` where we are alone, `peerTime` among peers
 * @returns what was measured, as data: `docs/benchmarks.json`
 */
export function measure({ sizes, sharded, seed, only, install: installs, say, pairs, ourTime, peerTime }) {
  const start = performance.now();
  const tell = (text) => say(`${((performance.now() - start) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  if (installs) install(contestants, tell);
  const { found, missing } = find(contestants);
  const busy = load();
  const parts = sizes.map((size) => {
    const about = { size, sharded, items: itemsOf(size, seed), tell, pairs };
    return {
      ...(only !== 'peers' && ourselves({ ...about, ...ourTime })),
      ...(only !== 'works' && size <= largestContest && amongPeers(found, { ...about, ...peerTime })),
    };
  });
  tell('done');
  const all = (name) => parts.flatMap((part) => part[name] ?? []);
  return {
    ...{ date: new Date().toISOString().slice(0, 10), seed, sizes, sharded, pairs },
    ...{
      machine: { ...machine(), load: [busy, load()] },
      peers: found.map(({ name, version }) => ({ name, version })),
      missing,
    },
    ...{ faults: [...all('unknown'), ...all('faults')], works: all('works'), contest: all('contest') },
  };
}

function ourselves({ size, sharded, items, tell, ...options }) {
  const plan = { folder: join(dir, `plan-${size}`), pathOf: (id) => pathOf(id, size, { sharded }) };
  tell(`making a plan of ${size} items`);
  repository(plan.folder, filesOf(items, { sharded }));
  const rows = works
    .filter(({ targets }) => Object.hasOwn(targets, size))
    .map((work) => {
      tell(`${work.name}, ${size} items`);
      return { id: work.id, size, measured: measureWork(work, plan, options) };
    });
  return {
    works: rows.filter(({ measured }) => measured).map(({ measured, ...row }) => ({ ...row, ...measured })),
    unknown: rows
      .filter(({ measured }) => !measured)
      .map(({ id }) => `${id} at ${size}: there is no GNU \`time\` to tell`),
  };
}

function amongPeers(found, { size, items, tell, ...options }) {
  const entered = found.map((contestant) => {
    tell(`${contestant.name} gets ready for ${size} items`);
    return enter(contestant, items, options);
  });
  const entries = entered.map(({ entry }) => entry);
  const rows = Object.keys(contestWorks).flatMap((work) => {
    tell(`peers: ${work}, ${size} items`);
    const measured = contest(work, entries, options);
    return measured.map((row) => ({ work, size, ...row }));
  });
  return { contest: rows, faults: entered.flatMap(({ faults }) => faults) };
}

function measureWork({ ours, bare, floor, before, unit }, plan, options) {
  const side = {
    cwd: plan.folder,
    ours: (turn) => ours(plan, turn),
    ...(bare && { bare: (turn) => bare(plan, turn) }),
    ...(before && { before: (turn) => before(plan, turn) }),
  };
  if (unit === 'MB') return weigh(side, options);
  const [measured, least] = alternate([side, ...(floor ? [{ ...side, ours: floor }] : [])], options);
  return { ...measured, ...(least && { floor: least.median }) };
}
