/** What has one right answer, put right in the files and recorded: what `validate --fix` does before it tells the rest. */
import { relative } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import { execute, type WriteFlags, type WriteResult } from '../../../cli/write.ts';
import { fitSubject } from '../../../commit-messages/commit-text.ts';
import type { Finding, PlanError } from '../../../errors.ts';
import { formatMessage } from '../../../git/commit-message.ts';
import type { Replacement } from '../../../plan/changes/autofix.ts';
import { trailersOf } from '../../../plan/changes/commit-trailers.ts';
import { diffItems, type ItemState } from '../../../plan/diff/item-diff.ts';
import { outcomeJson, outcomeText, type PlannedWrite } from '../../../render/write-outcome.ts';
import { diskFiles } from '../../../storage/plan-files/file-source.ts';
import { type PlanReading, type PlanSource, readPlan } from '../../../storage/plan-files/read-plan.ts';
import { parseItem } from '../../../storage/yaml/read-value.ts';
import { type FileFix, fixFile } from './fix-file.ts';

/** What became of it. */
export interface Fixed {
  /** For programs. */
  outcome: object;
  /** What git met once the commit was made. */
  warning: PlanError | null;
  /** Where the plan is to be read from now: with `-n` as it would be. */
  where: PlanSource;
}

/**
 * Puts right what can be, and tells of it: beside the findings, or where those are for programs, apart from them.
 * @param look what is found in a reading and is to be put right
 * @throws PlanError: everything is as before then
 */
export async function fixAndReport(
  context: CommandContext,
  flags: WriteFlags,
  look: (reading: PlanReading) => Promise<{ findings: readonly Finding[] }>,
): Promise<Fixed> {
  const { made, where } = await fix(context, flags, async (reading) => (await look(reading)).findings);
  if (made.message !== '' && context.format !== 'json') {
    const told = await outcomeText(made, await context.stdoutTheme());
    if (context.format === 'text') context.io.out(`${told}\n`);
    else context.io.err(told);
  }
  return { outcome: outcomeJson(made), warning: made.warning, where };
}

async function fix(
  context: CommandContext,
  flags: WriteFlags,
  findingsIn: (reading: PlanReading) => Promise<readonly Finding[]>,
): Promise<{ made: WriteResult; where: PlanSource }> {
  const mendings = new Map<string, FileFix>();
  const where = () => withOverlay(context.source, mendings);
  const made = await execute(context, { kind: 'validate', ids: ['--fix'], flags }, async (intend) => {
    // What could not be read before shows only then what else is to be put right.
    for (let round = 0; round < 2; round++) {
      const reading = await readPlan(where());
      const findings = await findingsIn(reading);
      for (const { path, problem } of reading.folder.items()) {
        const opened = problem ? null : reading.folder.open(path);
        const name = relative(context.io.cwd, path);
        const here = findings.filter(({ file }) => file === name);
        if (!opened || !('text' in opened) || here.length === 0) continue;
        const mending = await fixFile(context, reading, { path, name, text: opened.text }, here);
        if (mending) mendings.set(path, joined(mendings.get(path), mending));
      }
    }
    await intend([...mendings.keys()]);
    return await outcomeOf([...mendings.values()]);
  });
  return { made, where: made.dryRun ? where() : context.source };
}

const joined = (first: FileFix | undefined, second: FileFix): FileFix =>
  first ? { ...second, before: first.before, words: [...first.words, ...second.words] } : second;

/** Where the plan is read as it would be once that is written. */
function withOverlay(where: PlanSource, mendings: ReadonlyMap<string, FileFix>): PlanSource {
  const folder = where.folder ?? diskFiles(where.root);
  return {
    ...where,
    folder: {
      ...folder,
      open(path) {
        const mending = mendings.get(path);
        return mending ? { text: mending.after } : folder.open(path);
      },
    },
  };
}

async function outcomeOf(mendings: readonly FileFix[]): Promise<PlannedWrite> {
  const ids = mendings.map(({ id }) => id);
  const subject = fitSubject(`plan: ${ids.join(', ')} fixed`, `plan: ${ids.length} items fixed`);
  const told = await Promise.all(
    mendings.map(async ({ id, before, after }) => ({
      id,
      change: diffItems(await stateOf(before), await stateOf(after)),
    })),
  );
  return {
    lines: mendings.flatMap(({ id, words }) => words.map((word) => `${id} ${lineOf(word)}`)),
    items: mendings.map(({ id, words }) => ({
      id,
      fixed: words.map(({ path, from, to }) => ({ field: nameOf(path), from, to })),
    })),
    files: mendings.map(({ path, before, after }) => ({ path, before, after })),
    subject,
    message: mendings.length > 0 ? formatMessage({ subject, trailers: trailersOf('fix', told) }) : '',
  };
}

const stateOf = async (text: string): Promise<ItemState> => (await parseItem(text)) ?? 'unreadable';

const lineOf = ({ path, from, to }: Replacement) =>
  path[0] === 'wording'
    ? 'wording: the fingerprint follows words that changed in white space alone'
    : `${nameOf(path)}: ${from} → ${to}`;

const nameOf = (path: Replacement['path']) =>
  path.map((step) => (typeof step === 'number' ? String(step + 1) : step)).join('.');
