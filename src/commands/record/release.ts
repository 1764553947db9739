/** `plan release`: makes internal updates public. */
import type { Item } from '../../../schemas/item.ts';
import { authorOption } from '../../cli/author-option.ts';
import { argument, type Command, listOption, option } from '../../cli/command.ts';
import { editFiles } from '../../cli/edit-files.ts';
import { type WriteFlags, write, writeOptions } from '../../cli/write.ts';
import { releaseMessage } from '../../commit-messages/release.ts';
import { PlanError } from '../../errors.ts';
import { formatMessage } from '../../git/commit-message.ts';
import { findInternalUpdate, releaseUpdates } from '../../plan/changes/release.ts';
import { shortName } from '../../plan/model/agencies.ts';
import { findItem } from '../../plan/model/plan.ts';
import type { IdentifiedUpdate } from '../../plan/model/updates.ts';
import { resolveFilterValues } from '../../plan/query/filters.ts';
import { releaseOutput } from '../../render/release.ts';
import { getItem, type LoadedPlan } from '../../storage/plan-files/read-plan.ts';

interface Flags extends WriteFlags {
  agency?: string[];
  all?: boolean;
  authority?: string;
}

export const command: Command<Flags> = {
  description:
    'Make internal updates public, as they are: those of items, of agencies, or all. Updates that were corrected or withdrawn stay internal. Nothing else of an update can be changed.',
  examples: [
    ['plan release 5 --authority "Minute 12"', 'release the updates of an item'],
    ['plan release 5 1a2b3c4d --authority "Minute 12"', 'release one of them; `plan show 5` lists the ids'],
    ['plan release --agency police --authority "Minute 12" -n', 'show what would be released of an agency'],
    ['plan release --all --authority "Cabinet paper 4"', 'release all updates'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [argument('[words...]', 'the ids of items; after a single one, the ids of updates', 'item')],
  options: [
    listOption('--agency <name>', 'only updates of an agency: id, name or alias', 'agency'),
    option('--all', 'the updates of all items'),
    option('--authority <text>', 'who decided it, or the document that records it; required'),
    authorOption,
    ...writeOptions,
  ],

  async run(context, words, flags) {
    const authority = flags.authority?.trim() ?? '';
    if (authority === '')
      throw new PlanError('usage', 'a release needs an authority', 'add `--authority "…"`');
    if (words.length === 0 && !flags.agency && !flags.all)
      throw new PlanError('usage', 'nothing to release', 'give an id, `--agency` or `--all`');
    if (words.length > 0 && flags.all)
      throw new PlanError('usage', '`--all` cannot be combined with ids', 'leave one of them out');
    return await write(context, { kind: 'release', ids: words, flags }, async (announce) => {
      const loaded = await context.read();
      const { agencies } = loaded.plan;
      const { items, updates } = selected(loaded, words);
      const wanted = flags.agency && resolveFilterValues(loaded.plan, 'agency', flags.agency);
      const isWanted = ({ id, entry }: IdentifiedUpdate) =>
        (!updates || updates.includes(id)) && (!wanted || wanted.includes(entry.agency ?? ''));
      const decision = { day: context.clock(loaded.plan.settings).today, authority };
      const releases = items.flatMap((item) => releaseUpdates(item, decision, isWanted) ?? []);
      await announce(releases.map(({ before }) => loaded.sources.items.get(before)!.path));
      const output = releaseOutput(words.length > 0 ? items : [], releases, (id) => shortName(agencies, id));
      if (releases.length === 0) {
        const lines = output.lines.length > 0 ? output.lines : ['no internal update to release'];
        return { ...output, lines, subject: '', files: [], message: '' };
      }
      const commitText = releaseMessage(releases);
      return {
        ...output,
        subject: commitText.subject,
        files: editFiles(loaded, releases),
        message: formatMessage(commitText),
      };
    });
  },
};

/** The items that are named, or all; and the ids of updates, if there are any. @throws PlanError `not-found`, `usage`, `refused` */
function selected(loaded: LoadedPlan, words: readonly string[]): { items: Item[]; updates: string[] | null } {
  if (words.length === 0) return { items: [...loaded.plan.items], updates: null };
  const [first, ...rest] = words;
  const item = getItem(loaded, first!);
  const ids = rest.filter((word) => !findItem(loaded.plan, word));
  if (ids.length === 0) return { items: [...new Set(words.map((id) => getItem(loaded, id)))], updates: null };
  if (ids.length < rest.length)
    throw new PlanError('usage', `\`${ids[0]}\` is not an item`, 'give updates of one item at a time');
  return { items: [item], updates: ids.map((id) => findInternalUpdate(item, id).id) };
}
