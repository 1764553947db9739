/** `plan validate`: checks the plan. */
import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { authorOption } from '../../../cli/author-option.ts';
import {
  argument,
  type Command,
  failOnOption,
  knownOption,
  listOption,
  option,
} from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { findingFormatNames, writeFindings } from '../../../cli/findings-output.ts';
import { type WriteFlags, writeOptions } from '../../../cli/write-options.ts';
import { type FailureLevel, PlanError, type Severity } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { isSelected, selectRules } from '../../../plan/policy/index.ts';
import { sortFindings } from '../../../plan/rules/sort-findings.ts';
import { createProgress } from '../../../progress-line.ts';
import { type PlanReading, readPlan } from '../../../storage/plan-files/read-plan.ts';
import { effectiveFindings } from '../../../storage/validate/effective-findings.ts';
import { cleanParts, recordClean, validatePlan } from '../../../storage/validate/validate.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { joinQuoted } from '../../../util/suggest.ts';
import { unmergedFindings } from './unmerged.ts';

interface Flags extends WriteFlags {
  known?: string;
  base?: string;
  owner?: string[];
  staged?: boolean;
  fix?: boolean;
  rule?: string[];
  ignore?: string[];
  failOn: FailureLevel;
}

export const command: Command<Flags> = {
  description:
    'Check the plan and print what is wrong: file, line and column, the rule, and what to write instead.',
  examples: [
    ['plan validate', 'check the whole plan'],
    ['plan validate plan/items/05.yaml', 'print the findings of one file'],
    ['plan validate --base origin/main', 'check also the changes of this branch, commit by commit'],
    ['plan validate --base origin/main --owner police', 'check that they touch only what Police may change'],
    ['plan validate --json', 'write JSON'],
    ['plan validate --fix -n', 'show what can be fixed automatically, as a diff'],
    ['plan validate --ignore evidence-unused --fail-on warning', 'ignore a rule, and fail on warnings too'],
  ],
  formats: findingFormatNames,
  hasOutput: true,
  readsFieldsOnly: true,
  arguments: [argument('[paths...]', 'print only findings in these files or folders', 'file')],
  options: [
    option(
      '--base <ref>',
      'check also the changes since HEAD left this branch or commit',
      'revision',
    ).conflicts('known'),
    listOption(
      '--owner <agency>',
      'with `--base`: allow changes only to what these agencies own; by default each commit may change what its author’s agency owns',
      'agency',
    ),
    listOption('--rule <rule>', 'print only findings of these rules, and unreadable files', 'rule'),
    listOption('--ignore <rule>', 'do not print findings of these rules', 'rule'),
    failOnOption,
    knownOption,
    option('--staged', 'check the files that are staged in git’s index').conflicts(['known', 'base']),
    option(
      '--fix',
      'fix what has only one correct value, in a commit, and print the other findings',
    ).conflicts(['known', 'staged', 'base']),
    authorOption,
    ...writeOptions,
  ],

  async run(context, paths, flags) {
    checkFlags(flags);
    // A pre-commit hook must not change files, so `--staged` does not recover.
    if (flags.staged) {
      if (!(await context.useStagedFiles())) {
        context.io.err('no file of the plan is in git’s index\n');
        return ExitCode.done;
      }
    } else {
      await context.recover();
      await context.useView({ known: flags.known });
    }
    const check = (reading: PlanReading) => checkPlan(context, reading, paths, flags);
    const fixed = flags.fix
      ? await (await import('./fix.ts')).fixAndReport(
          context,
          flags,
          async (reading) => (await check(reading)).findings,
        )
      : null;
    const source = fixed?.source ?? (flags.base === undefined ? context.cachedSource : context.source);
    const { findings, suppressed, files, unreadable, change } = await check(await readPlan(source));
    const count = (level: Severity) => findings.filter(({ severity }) => severity === level).length;
    const [errors, warnings, notes] = [count('error'), count('warning'), count('note')];
    let exit: ExitCode = errors + warnings > 0 ? ExitCode.findings : ExitCode.done;
    await context.printOutcome(fixed?.isMade ?? false, async () => {
      exit = await writeFindings(context, {
        command: 'plan validate',
        findings,
        files,
        failOn: flags.failOn,
        among: [
          pluralize(files.length, 'file'),
          ...(change ? [`, ${change.among}`] : []),
          ...(suppressed > 0 ? [`; ${suppressed} suppressed`] : []),
        ].join(''),
        summary: {
          ...{ files: files.length, errors, warnings, ...(notes > 0 && { notes }), suppressed },
          ...change?.summary,
          ...(fixed && { fixed: fixed.outcome }),
        },
      });
    });
    if (fixed?.warning) context.warn(fixed.warning);
    if (unreadable.length > 0) context.warn(itemsNotChecked(context, unreadable));
    return exit;
  },
};

/** @throws PlanError `usage` */
function checkFlags({ base, owner, fix = false, dryRun, by, commit }: Flags): void {
  if (owner?.length === 0) throw new PlanError('usage', '`--owner` names no agency', 'see `plan agencies`');
  if (owner && base === undefined)
    throw new PlanError('usage', '`--owner` needs `--base`', 'add the base: `--base origin/main`');
  if (!fix && (dryRun || by !== undefined || !commit))
    throw new PlanError(
      'usage',
      '`--dry-run`, `--no-commit` and `--by` need `--fix`',
      'add `--fix`, or leave them out',
    );
}

/** Checks a plan, and selects the findings that the command line asks for. */
async function checkPlan(
  context: CommandContext,
  reading: PlanReading,
  paths: readonly string[],
  flags: Flags,
) {
  const { today } = context.clock(reading.settings ?? { 'time-zone': 'UTC' });
  const rules = selectRules(flags, reading.settings);
  const isNamed = pathFilter(context, reading, paths);
  const unreadable = unreadableRequiredFiles(reading);
  const isIncluded = (file: string) => isNamed(file) || unreadable.includes(resolve(context.io.cwd, file));
  const change =
    flags.base === undefined
      ? null
      : await (await import('./base.ts')).findingsSince(context, reading, flags.base, flags.owner);
  const clean = cleanParts(reading, today);
  const checked = await validatePlan(reading, today, clean, createProgress(context.io, 'checking', 'items'));
  recordClean(reading, today, clean, checked);
  const marked = new Set(checked.flatMap(({ rule, file }) => (rule === 'conflict-marker' ? file : [])));
  const unmerged = flags.known === undefined ? await unmergedFindings(context) : [];
  const all = [...checked, ...unmerged.filter(({ file }) => !marked.has(file))];
  // A branch cannot turn off the rules that it breaks.
  const held = change ? { ...reading, settings: change.settings } : reading;
  const effective = await effectiveFindings(all, held, rules, clean.items);
  // A suppression in a file cannot hide findings about the commits.
  const aboutChange = (change?.findings ?? []).filter(isSelected(rules));
  return {
    findings: sortFindings([...effective.findings, ...aboutChange]).filter(({ file }) => isIncluded(file)),
    suppressed: effective.suppressed.filter(({ file }) => isIncluded(file)).length,
    files: reading.files.filter(isIncluded),
    unreadable,
    change,
  };
}

/** The settings and the agencies file, if they cannot be read. Without them, items cannot be checked. */
const unreadableRequiredFiles = ({ root, settings, agencies }: PlanReading) => [
  ...(settings ? [] : [join(root, 'plan.yaml')]),
  ...(agencies ? [] : [join(root, 'agencies.yaml')]),
];

function itemsNotChecked({ io }: CommandContext, paths: readonly string[]): PlanError {
  const files = joinQuoted(paths.map((path) => relative(io.cwd, path)));
  return new PlanError(
    'broken-plan',
    `the items were not checked, because ${files} can’t be read`,
    'fix the findings, and validate again',
  );
}

/**
 * Whether a file is one that the user named, or in such a folder. The whole plan is checked all the same, because files
 * refer to each other.
 * @throws PlanError `not-found`
 */
function pathFilter(
  { io: { cwd } }: CommandContext,
  { files, root }: PlanReading,
  paths: readonly string[],
): (file: string) => boolean {
  if (paths.length === 0) return () => true;
  const filters = paths.map((path) => {
    const absolute = resolve(cwd, path);
    const isInside = (file: string) => {
      const [first] = relative(absolute, resolve(cwd, file)).split(sep);
      return first !== '..';
    };
    if (files.some(isInside)) return isInside;
    throw new PlanError(
      'not-found',
      existsSync(absolute)
        ? `\`${path}\` is not a file of the plan in \`${relative(cwd, root) || '.'}\``
        : `there is no file \`${path}\``,
      'give a file or folder of the plan, or none to see all findings',
    );
  });
  return (file) => filters.some((isInside) => isInside(file));
}
