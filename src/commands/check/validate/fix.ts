/** `plan validate --fix`: fixes what has only one correct value, and commits it. */
import { relative } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import { execute, isMade, type WriteFlags, type WriteResult } from '../../../cli/write.ts';
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

export interface FixResult {
  /** For programs. */
  outcome: object;
  /** Whether the fixes were written. */
  isMade: boolean;
  /** What failed after the commit was made. */
  warning: PlanError | null;
  /** The plan with the fixes, also if they were not written (`--dry-run`). */
  source: PlanSource;
}

type FindFindings = (reading: PlanReading) => Promise<readonly Finding[]>;

/**
 * Fixes what can be fixed and prints it: before the findings in text, else on standard error.
 * @throws PlanError; everything is as before then
 */
export async function fixAndReport(
  context: CommandContext,
  flags: WriteFlags,
  findFindings: FindFindings,
): Promise<FixResult> {
  const { result, source } = await fix(context, flags, findFindings);
  if (result.message !== '' && context.format !== 'json') {
    const text = await outcomeText(result, await context.stdoutTheme());
    await context.printOutcome(isMade(result), () => {
      if (context.format === 'text') context.io.out(`${text}\n`);
      else context.io.err(text);
    });
  }
  return { outcome: outcomeJson(result), isMade: isMade(result), warning: result.warning, source };
}

async function fix(
  context: CommandContext,
  flags: WriteFlags,
  findFindings: FindFindings,
): Promise<{ result: WriteResult; source: PlanSource }> {
  const fixes = new Map<string, FileFix>();
  const fixedSource = () => withFixes(context.source, fixes);
  const result = await execute(context, { kind: 'validate', ids: ['--fix'], flags }, async (announce) => {
    // Twice: some findings show only once the item can be read.
    for (let round = 0; round < 2; round++) {
      const reading = await readPlan(fixedSource());
      const findings = await findFindings(reading);
      for (const { path, problem } of reading.folder.items()) {
        const opened = problem ? null : reading.folder.open(path);
        const name = relative(context.io.cwd, path);
        const inFile = findings.filter(({ file }) => file === name);
        if (!opened || !('text' in opened) || inFile.length === 0) continue;
        const fix = await fixFile(context, reading, { path, name, text: opened.text }, inFile);
        if (fix) fixes.set(path, joinFixes(fixes.get(path), fix));
      }
    }
    await announce([...fixes.keys()]);
    return await planWrite([...fixes.values()]);
  });
  return { result, source: result.dryRun ? fixedSource() : context.source };
}

const joinFixes = (first: FileFix | undefined, second: FileFix): FileFix =>
  first
    ? { ...second, before: first.before, replacements: [...first.replacements, ...second.replacements] }
    : second;

/** A source that reads the fixed texts. */
function withFixes(source: PlanSource, fixes: ReadonlyMap<string, FileFix>): PlanSource {
  const folder = source.folder ?? diskFiles(source.root);
  return {
    ...source,
    folder: {
      ...folder,
      open(path) {
        const fix = fixes.get(path);
        return fix ? { text: fix.after } : folder.open(path);
      },
    },
  };
}

async function planWrite(fixes: readonly FileFix[]): Promise<PlannedWrite> {
  const ids = fixes.map(({ id }) => id);
  const subject = fitSubject(`plan: ${ids.join(', ')} fixed`, `plan: ${ids.length} items fixed`);
  const changes = await Promise.all(
    fixes.map(async ({ id, before, after }) => ({
      id,
      change: diffItems(await stateOf(before), await stateOf(after)),
    })),
  );
  return {
    lines: fixes.flatMap(({ id, replacements }) => replacements.map((each) => `${id} ${fixText(each)}`)),
    items: fixes.map(({ id, replacements }) => ({
      id,
      fixed: replacements.map(({ path, from, to }) => ({ field: pathText(path), from, to })),
    })),
    files: fixes.map(({ path, before, after }) => ({ path, before, after })),
    subject,
    message: fixes.length > 0 ? formatMessage({ subject, trailers: trailersOf('fix', changes) }) : '',
  };
}

const stateOf = async (text: string): Promise<ItemState> => (await parseItem(text)) ?? 'unreadable';

const fixText = ({ path, from, to }: Replacement) =>
  path[0] === 'wording'
    ? 'wording: fingerprint updated, because only white space changed'
    : `${pathText(path)}: ${from} → ${to}`;

/** `updates.2.agency`; entries are counted from 1. */
const pathText = (path: Replacement['path']) =>
  path.map((step) => (typeof step === 'number' ? String(step + 1) : step)).join('.');
