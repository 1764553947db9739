import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { asOfOption, type Command, failOnOption, listOption, option } from '../../../cli/command.ts';
import type { CommandContext } from '../../../cli/context.ts';
import { findingFormats, writeFindings } from '../../../cli/findings-output.ts';
import { byOption, type WriteFlags, writeOptions } from '../../../cli/write-options.ts';
import { PlanError, type Severity } from '../../../errors.ts';
import { ExitCode } from '../../../exit-codes.ts';
import { isSelected, selectRules } from '../../../plan/rules/policy.ts';
import { sortFindings } from '../../../plan/rules/sort-findings.ts';
import { createProgress } from '../../../progress.ts';
import { type PlanReading, readPlan } from '../../../storage/plan-files/read-plan.ts';
import { effectiveFindings } from '../../../storage/validate/effective-findings.ts';
import { knownClean, rememberClean, validatePlan } from '../../../storage/validate/validate.ts';
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
  summary:
    'Everything that is wrong with the plan: file, line and column, the rule, and what to write instead.',
  examples: [
    ['plan validate', 'the whole plan'],
    ['plan validate plan/items/05.yaml', 'what is wrong in one file'],
    ['plan validate --base origin/main', 'and what is wrong with the change itself, commit by commit'],
    ['plan validate --base origin/main --owner police', 'and whether it is for Police alone to make'],
    ['plan validate --json', 'the same for a program'],
    ['plan validate --fix -n', 'what can be put right without asking anybody, as a diff'],
    ['plan validate --ignore evidence-unused --fail-on warning', 'for CI that lets nothing else by'],
  ],
  formats: findingFormats,
  hasOutput: true,
  readsFieldsOnly: true,
  arguments: [['[paths...]', 'tell only what is wrong in these files or folders']],

  options: [
    option('--base <ref>', 'judge also what changed since HEAD left this branch or commit'),
    listOption(
      '--owner <agency>',
      'with --base: the change may touch only what these agencies answer for; without it, each commit what the agency does that the register names its author for',
    ),
    listOption('--rule <rule>', 'tell only what these rules find, and what can’t be read'),
    listOption('--ignore <rule>', 'tell nothing of what these rules find'),
    failOnOption,
    asOfOption,
    option('--staged', 'as git’s index has it, which the next commit is made of').conflicts(['asOf', 'base']),
    option(
      '--fix',
      'put right what has one right answer, in a commit of its own, and tell the rest',
    ).conflicts(['asOf', 'staged', 'base']),
    byOption,
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
    if (fixed?.trouble) context.warn(fixed.trouble);
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
  const sound = knownClean(reading, today);
  const judged = await validatePlan(reading, today, sound, createProgress(context.io, 'judging', 'items'));
  rememberClean(reading, today, sound, judged);
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
