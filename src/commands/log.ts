import { basename, join, resolve } from 'node:path';
import { diffItems, type State } from '../plan/diff.ts';
import { list } from '../plan/nearest.ts';
import { canonicalId, findItem, idOf } from '../plan/plan.ts';
import { type LogEntry, logJson, logText } from '../render/log.ts';
import { itemPath } from '../store/read.ts';
import { itemFrom } from '../store/value.ts';
import { type FileChange, history } from '../trail/history.ts';
import { findRepository } from '../trail/repository.ts';
import { exits, Fault } from '../trouble.ts';
import { option, type Verb } from './verb.ts';

interface Flags {
  limit?: string;
}

export const verb: Verb<Flags> = {
  summary: 'Who changed what, when and why, field by field, newest first, as git has it.',
  examples: [
    ['plan log', 'every change to the plan'],
    ['plan log 5', 'the changes to one item'],
    ['plan log --limit 10 --json', 'the last ten commits, for a program'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['[ids...]', 'only these items']],
  options: [option('-n, --limit <count>', 'this many commits at most')],

  async run(session, ids, flags) {
    const { env } = session.io;
    const { root, plan, sources } = await session.load(ids.length > 0 ? ids : undefined);
    const limit = flags.limit === undefined ? undefined : countOf(flags.limit);
    const repo = findRepository(root, env);
    if (!repo)
      throw new Fault(
        'refused',
        'there is no git repository here, so nothing remembers who changed what',
        'put the plan under git: `git init`, then commit it',
      );
    const fileOf = (id: string) => {
      const item = findItem(plan, id);
      return (item && sources.items.get(item)?.path) ?? itemPath(root, plan.about, id);
    };
    const paths = ids.length > 0 ? ids.map(fileOf) : [root];
    const commits = await history(repo, { paths, limit }, env);
    if (ids.length > 0 && commits.length === 0)
      throw new Fault('not-found', `nothing is remembered of item ${list(ids)}`, 'see `plan list`');
    const isItem = ({ path }: FileChange) => resolve(repo.top, path, '..') === join(root, 'items');
    const entry = async ({ files, ...commit }: (typeof commits)[number]): Promise<LogEntry> => ({
      ...commit,
      items: await Promise.all(files.filter(isItem).map(changeOf)),
      files: files.filter((file) => !isItem(file)).map(({ path }) => path),
    });
    const entries = await Promise.all(commits.map(entry));
    if (session.format === 'json')
      session.json('log', { commits: logJson(entries), summary: { commits: entries.length } });
    else session.io.out(logText(entries, (await session.page()).width, await session.paintOut()));
    return exits.done;
  },
};

async function changeOf({ path, before, after }: FileChange): Promise<LogEntry['items'][number]> {
  const [was, is] = [await stateOf(before), await stateOf(after)];
  const item = [is, was].find((state) => state !== null && state !== 'unreadable');
  return { id: item ? idOf(item) : canonicalId(basename(path, '.yaml')), change: diffItems(was, is) };
}

const stateOf = async (text: string | null): Promise<State> =>
  text === null ? null : ((await itemFrom(text)) ?? 'unreadable');

function countOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new Fault('usage', `\`${text}\` is not a count`, 'give a whole number from 1');
}
