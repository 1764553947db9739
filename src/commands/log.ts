import { type Interest, narrow, resolveField } from '../plan/narrow.ts';
import { list } from '../plan/nearest.ts';
import { canonicalId, findItem } from '../plan/plan.ts';
import { resolveWord } from '../plan/query.ts';
import { logJson, logText } from '../render/log.ts';
import type { Loaded } from '../store/read.ts';
import { Fault } from '../trouble.ts';
import { limitOf } from './limit.ts';
import { cacheOption, readTrail } from './trail.ts';
import { listOption, option, type Verb } from './verb.ts';

interface Flags {
  agency?: string[];
  since?: string;
  until?: string;
  field?: string[];
  author?: string;
  limit?: string;
  cache: boolean;
}

export const verb: Verb<Flags> = {
  summary: 'Who changed what, when and why, field by field, newest first, as git has it.',
  examples: [
    ['plan log', 'every change to the plan'],
    ['plan log 5', 'the changes to one item'],
    ['plan log 5 --field status', 'who said where it stands, and when'],
    ['plan log --agency customs --since 2026-07-01', 'what an agency reported this half-year'],
    ['plan log --since v1.0 --json', 'what is new since a tag, for a program'],
  ],
  formats: ['text', 'text', 'json'],
  answers: true,
  arguments: [['[ids...]', 'only these items']],
  options: [
    listOption('--agency <name>', 'its reports, and what concerns its items: an id, name or alias'),
    option('--since <moment>', 'from this day on, or since this commit, branch or tag'),
    option('--until <moment>', 'up to this day, or to this commit, branch or tag'),
    listOption('--field <name>', 'only what changed it: status, due, "milestone 5.1", …'),
    option('--author <text>', 'whose name or address holds this'),
    option('-n, --limit <count>', 'this many commits at most'),
    cacheOption,
  ],

  completes: { field: 'text' },

  async run(session, ids, flags) {
    const { since, until } = flags;
    const loaded = await session.load(ids.length > 0 && !flags.agency ? ids : undefined);
    const limit = limitOf(flags.limit);
    const interest = interestOf(loaded, ids, flags);
    const { cache } = flags;
    const asked = ids.length > 0 ? ids : undefined;
    const { steps, shallow, missing, exit } = await readTrail(session, { ids: asked, cache });
    if (asked && steps.length === 0)
      throw new Fault('not-found', `nothing is remembered of item ${list(ids)}`, 'see `plan list`');
    let isBetween: (step: (typeof steps)[number]) => boolean = () => true;
    if (since !== undefined || until !== undefined) {
      const { between } = await import('../past/range.ts');
      const { 'time-zone': timeZone } = loaded.plan.about;
      isBetween = await between(session.place.repo!, { since, until }, timeZone, session.io);
    }
    const told = [];
    for (const step of steps) {
      if (told.length >= limit) break;
      const left = isBetween(step) ? narrow(step, interest) : null;
      if (left) told.push(left);
    }
    if (session.format === 'json')
      session.json('log', { commits: logJson(told), summary: { commits: told.length, shallow, missing } });
    else session.io.out(logText(told, (await session.page()).width, await session.paintOut()));
    return exit;
  },
};

/** @throws Fault `unknown-word` */
function interestOf({ plan }: Loaded, ids: readonly string[], { agency, field, author }: Flags): Interest {
  return {
    author,
    ids: ids.length > 0 ? new Set(ids.map(canonicalId)) : undefined,
    fields: field?.map(resolveField),
    agencies: agency && {
      wanted: new Set(agency.map((name) => resolveWord(plan, 'agency', name))),
      of: (id) => findItem(plan, id)?.agencies ?? [],
    },
  };
}
