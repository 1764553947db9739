import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { authorOption } from '../../../cli/author-option.ts';
import {
  argument,
  asOfOption,
  type Command,
  failOnOption,
  listOption,
  option,
} from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { findingFormatNames, writeFindings } from '../../../cli/findings-output.ts';
import { type WriteFlags, writeOptions } from '../../../cli/write-options.ts';
import { PlanError, type Severity } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { isSelected, selectRules } from '../../../plan/policy/index.ts';
import { sortFindings } from '../../../plan/rules/sort-findings.ts';
import { createProgress } from '../../../progress.ts';
import { type PlanReading, readPlan } from '../../../storage/plan-files/read-plan.ts';
import { effectiveFindings } from '../../../storage/validate/effective-findings.ts';
import { cleanParts, recordClean, validatePlan } from '../../../storage/validate/validate.ts';
import { pluralize } from '../../../util/pluralize.ts';
import { joinQuoted } from '../../../util/suggest.ts';

interface Flags extends WriteFlags {
  asOf?: string;
  base?: string;
  owner?: string[];
  staged?: boolean;
  fix?: boolean;
  rule?: string[];
  ignore?: string[];
  failOn: Severity;
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
    option('--base <ref>', 'check also the changes since HEAD left this branch or commit', 'revision'),
    listOption(
      '--owner <agency>',
      'with `--base`: allow changes only to what these agencies own; by default each commit may change what its author’s agency owns',
      'agency',
    ),
    listOption('--rule <rule>', 'print only findings of these rules, and unreadable files', 'rule'),
    listOption('--ignore <rule>', 'do not print findings of these rules', 'rule'),
    failOnOption,
    asOfOption,
    option('--staged', 'check the files that are staged in git’s index').conflicts(['asOf', 'base']),
    option(
      '--fix',
      'fix what has only one correct value, in a commit, and print the other findings',
    ).conflicts(['asOf', 'staged', 'base']),
    authorOption,
    ...writeOptions,
  ],

  async run(context, paths, flags) {
    checkFlags(flags);
    // Whoever is committing is at work: in a hook, nothing is mended under their hands.
    if (flags.staged) {
      if (!(await context.useStagedFiles())) {
        context.io.err('nothing of the plan is in git’s index\n');
        return ExitCode.done;
      }
    } else {
      await context.recover();
      await context.useRevision(flags.asOf);
    }
    const look = (reading: PlanReading) => lookAt(context, reading, paths, flags);
    const fixed = flags.fix ? await (await import('./fix.ts')).fixAndReport(context, flags, look) : null;
    const seen = await look(
      await readPlan(fixed?.where ?? (flags.base === undefined ? context.cachedSource : context.source)),
    );
    const { findings, suppressed, files, lacking, since } = seen;
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const among = pluralize(files.length, 'file');
    const exit = await writeFindings(context, {
      command: 'plan validate',
      findings,
      files,
      failOn: flags.failOn,
      among: `${among}${since ? `, ${since.among}` : ''}${suppressed > 0 ? `; ${suppressed} suppressed` : ''}`,
      summary: {
        ...{ files: files.length, errors, warnings: findings.length - errors, suppressed },
        ...since?.summary,
        ...(fixed && { fixed: fixed.outcome }),
      },
    });
    if (fixed?.warning) context.warn(fixed.warning);
    if (lacking.length > 0) context.warn(notValidated(lacking.map((path) => relative(context.io.cwd, path))));
    return exit;
  },
};

function checkFlags({ asOf, base, owner, fix = false, dryRun, by, commit }: Flags): void {
  if (owner?.length === 0) throw new PlanError('usage', '`--owner` names no agency', 'see `plan agencies`');
  if (owner && base === undefined)
    throw new PlanError(
      'usage',
      '`--owner` needs `--base`',
      'say what the change is to: `--base origin/main`',
    );
  if (base !== undefined && asOf !== undefined)
    throw new PlanError('usage', '`--base` judges the files as they are', 'leave `--as-of` out');
  if (!fix && (dryRun || by !== undefined || !commit))
    throw new PlanError('usage', 'nothing is written without `--fix`', 'add it, or leave out how to write');
}

/** What is found in a reading, of what the user asked about. */
async function lookAt(context: CommandContext, reading: PlanReading, paths: readonly string[], flags: Flags) {
  const { today } = context.clock(reading.settings ?? { 'time-zone': 'UTC' });
  const choice = selectRules(flags, reading.settings);
  const isAsked = pathFilter(context, reading, paths);
  const lacking = requiredFiles(reading);
  const isTold = (file: string) => isAsked(file) || lacking.includes(resolve(context.io.cwd, file));
  const since =
    flags.base === undefined
      ? null
      : await (await import('./base.ts')).findingsSince(context, reading, flags.base, flags.owner);
  const sound = cleanParts(reading, today);
  const judged = await validatePlan(reading, today, sound, createProgress(context.io, 'judging', 'items'));
  recordClean(reading, today, sound, judged);
  const all = await effectiveFindings(judged, reading, choice, sound.items);
  // What a commit did, no file of the same change can excuse.
  const change = (since?.findings ?? []).filter(isSelected(choice));
  return {
    findings: sortFindings([...all.findings, ...change]).filter(({ file }) => isTold(file)),
    suppressed: all.suppressed.filter(({ file }) => isTold(file)).length,
    files: reading.files.filter(isTold),
    lacking,
    since,
  };
}

/** The files that all others rest on, where they can't be read: that is what is wrong with every item then. */
const requiredFiles = ({ root, settings, agencies }: PlanReading) => [
  ...(settings ? [] : [join(root, 'plan.yaml')]),
  ...(agencies ? [] : [join(root, 'agencies.yaml')]),
];

const notValidated = (files: readonly string[]) =>
  new PlanError(
    'broken-plan',
    `items were read but not judged, for ${joinQuoted(files)} can’t be read`,
    'mend what is listed, and validate again',
  );

/** Which files the user asked about. The whole plan is read all the same: names cross from file to file. */
function pathFilter(
  { io: { cwd } }: CommandContext,
  { files, root }: PlanReading,
  paths: readonly string[],
): (file: string) => boolean {
  if (paths.length === 0) return () => true;
  const asked = paths.map((path) => {
    const absolute = resolve(cwd, path);
    const isPartOf = (file: string) => {
      const [first] = relative(absolute, resolve(cwd, file)).split(sep);
      return first !== '..';
    };
    if (!files.some(isPartOf))
      throw new PlanError(
        'not-found',
        existsSync(absolute)
          ? `\`${path}\` is not a file of the plan in \`${relative(cwd, root) || '.'}\``
          : `there is no file \`${path}\``,
        'give a file or folder of the plan, or none for all of it',
      );
    return isPartOf;
  });
  return (file) => asked.some((isPartOf) => isPartOf(file));
}
