/** The JSON of findings, rules, set-up and errors. */
import * as z from 'zod/mini';
import { findingLevels } from '../enums.ts';
import { count, flag, hash, list, nullable, object, text, textOrNull } from './parts.ts';

const severity = z.enum(findingLevels).check(z.describe('The severity.'));

const finding = object(
  {
    rule: text('The violated rule; see `plan rules`.'),
    severity,
    file: text('The path, relative to the directory where the command ran.'),
    line: z.int().check(z.minimum(1), z.describe('The line, from 1.')),
    column: z.int().check(z.minimum(1), z.describe('The column, from 1, in UTF-16 code units.')),
    length: z.int().check(z.minimum(1), z.describe('The length, in UTF-16 code units.')),
    source: textOrNull('The text of the line.'),
    sourceColumn: z.optional(
      z.int().check(z.describe('The column at which `source` begins, if a long line is cut.')),
    ),
    message: text('The problem.'),
    hint: textOrNull('How to fix it.'),
    commit: z.optional(hash('The commit, if the finding is about the history.')),
    date: z.optional(text('The author date of the commit.')),
    author: z.optional(text('The author of the commit.')),
    fingerprint: z.optional(
      text('The name that a finding about the history keeps when its commit is rebased.'),
    ),
    acknowledged: z.optional(
      nullable(
        object(
          {
            commit: hash('The commit of the acknowledgement.'),
            date: text('The author date.'),
            author: text('The author.'),
            note: text('The reason.'),
          },
          'The acknowledgement of the finding.',
        ),
        'Null: not acknowledged.',
      ),
    ),
  },
  'A problem in a file, and its position.',
  'finding',
);

export const findingsKeys = {
  findings: list(finding, 'By file and line.'),
  summary: object(
    {
      errors: count('The number of errors.'),
      warnings: count('The number of warnings.'),
      notes: z.optional(count('The number of notes.')),
      files: z.optional(count('The number of files checked.')),
      suppressed: z.optional(count('The number of findings that comments suppress.')),
      base: z.optional(hash('With `--base`: the merge base.')),
      commits: z.optional(count('The number of commits checked.')),
      items: z.optional(count('The number of items checked.')),
      acknowledged: z.optional(count('The number of acknowledged findings.')),
      imported: z.optional(
        nullable(
          object(
            { commit: hash('The commit.'), date: text('The author date.'), author: text('The author.') },
            'A commit.',
          ),
          'The commit that imported the plan; null: the plan was started in this repository.',
        ),
      ),
      fixed: z.optional(
        z.unknown().check(z.describe('With `--fix`: the changes, as writing commands report them.')),
      ),
    },
    'The counts.',
  ),
};

const ruleFields = {
  id: text('The name of the rule.'),
  severity,
  subject: text('What it checks: `item`, `plan`, `agencies`, `history`, …'),
  summary: text('What it requires.'),
};

export const ruleListKeys = {
  rules: list(object(ruleFields, 'A rule.'), 'In the order in which they are checked.'),
  summary: object({ rules: count('The number of rules.') }, 'The counts.'),
};

export const ruleKeys = {
  rule: object(
    {
      ...ruleFields,
      why: text('Why it exists.'),
      wrong: text('An example that breaks it.'),
      right: text('An example that obeys it.'),
    },
    'A rule and its documentation.',
  ),
};

export const doctorKeys = {
  checks: list(
    object(
      {
        check: text('What was checked.'),
        state: z.enum(['ok', 'warning', 'problem']).check(z.describe('The result.')),
        message: text('The details.'),
        fix: textOrNull('The command to run, or what else to do; null: nothing.'),
      },
      'A check.',
    ),
    'In the order in which they were run.',
  ),
  summary: object(
    { problems: count('The number of problems.'), warnings: count('The number of warnings.') },
    'The counts.',
  ),
};

export const setupCheckKeys = {
  attribute: flag('Whether `.gitattributes` assigns the merge driver to item files.'),
  config: flag('Whether the merge driver is configured in this clone.'),
};

export const hookKeys = {
  action: text('`status`, `install` or `uninstall`.'),
  hook: text('The path of the hook.'),
  installed: flag('Whether the hook now checks the plan.'),
  changed: flag('Whether the command changed that.'),
};

export const codeownersKeys = {
  file: z.optional(text('With `--write`: the path of the file.')),
  changed: z.optional(flag('With `--write`: whether the file changed.')),
  lines: list(
    object({ pattern: text('The pattern of paths.'), owners: list(z.string(), 'The reviewers.') }, 'A line.'),
    'In order; the last matching line applies.',
  ),
};

export const completionKeys = {
  action: z.optional(text('`install` or `uninstall`.')),
  shell: text('`bash`, `zsh` or `fish`.'),
  script: z.optional(text('The script.')),
  file: z.optional(text('The path of the installed script.')),
  installed: z.optional(flag('Whether the script is now installed.')),
  changed: z.optional(flag('Whether the command changed that.')),
};

export const errorKeys = {
  error: object(
    {
      code: text('`usage`, `unknown-word`, `refused`, `not-found`, `busy`, `git`, `disk`, `broken-plan`, …'),
      message: text('What was expected, and what was found.'),
      hint: textOrNull('How to fix it.'),
      findings: list(finding, 'The problems in files, if the error is about files.'),
      at: z.optional(
        object(
          { text: text('The expression.'), start: count('The start offset.'), end: count('The end offset.') },
          'The position of the error in an expression.',
        ),
      ),
    },
    'Why the command failed. It changed nothing.',
  ),
};
