/** What is wrong, what the rules are, and how a place is set up. */
import * as z from 'zod/mini';
import { severities } from '../enums.ts';
import { count, flag, hash, list, nullable, object, text, textOrNull } from './parts.ts';

const severity = z.enum(severities).check(z.describe('How bad it is.'));

const finding = object(
  {
    rule: text('The rule that it breaks: see `plan rules`.'),
    severity,
    file: text('The file, from where the command ran.'),
    line: z.int().check(z.minimum(1), z.describe('From 1.')),
    column: z.int().check(z.minimum(1), z.describe('From 1, in UTF-16 units.')),
    length: z.int().check(z.minimum(1), z.describe('How many UTF-16 units are meant.')),
    source: textOrNull('The line itself.'),
    sourceColumn: z.optional(
      z.int().check(z.describe('Of a line that is cut: the column where `source` begins.')),
    ),
    message: text('What is wrong.'),
    hint: textOrNull('What to do.'),
    commit: z.optional(hash('Of a finding about the past: the commit.')),
    date: z.optional(text('Its author’s day.')),
    author: z.optional(text('Its author.')),
    acknowledged: z.optional(
      nullable(
        object(
          {
            commit: hash('The commit that says so.'),
            date: text('Its day.'),
            author: text('Who.'),
            note: text('Why.'),
          },
          'Who said that it may stand.',
        ),
        'Null: nobody has.',
      ),
    ),
  },
  'Something that is wrong with a file, and where.',
  'finding',
);

export const findings = {
  findings: list(finding, 'In the order of files and lines.'),
  summary: object(
    {
      errors: count('How many errors.'),
      warnings: count('How many warnings.'),
      files: z.optional(count('Files that were looked at.')),
      suppressed: z.optional(count('Findings that a comment suppresses.')),
      base: z.optional(hash('`--base`: where the branch began.')),
      commits: z.optional(count('Commits that were judged.')),
      items: z.optional(count('Items that were judged.')),
      acknowledged: z.optional(count('Findings that somebody said may stand.')),
      imported: z.optional(
        nullable(
          object(
            { commit: hash('The commit.'), date: text('Its day.'), author: text('Its author.') },
            'A commit.',
          ),
          'Where the plan came in; null: it grew here.',
        ),
      ),
      fixed: z.optional(z.unknown().check(z.describe('`--fix`: what was put right, as a change is told.'))),
    },
    'The same in numbers.',
  ),
};

const known = {
  id: text('Its name.'),
  severity,
  subject: text('What it checks: `item`, `plan`, `agencies`, `history`, …'),
  summary: text('What it requires.'),
};

export const ruleList = {
  rules: list(object(known, 'A rule.'), 'In the order in which a plan meets them.'),
  summary: object({ rules: count('How many.') }, 'What the list is of.'),
};

export const rule = {
  rule: object(
    {
      ...known,
      why: text('Why it exists.'),
      wrong: text('An example that breaks it.'),
      right: text('An example that obeys it.'),
    },
    'A rule and its documentation.',
  ),
};

export const doctor = {
  checks: list(
    object(
      {
        check: text('What was looked at.'),
        state: z.enum(['ok', 'warning', 'problem']).check(z.describe('How it is.')),
        message: text('What was found.'),
        fix: textOrNull('A command, or what to do; null: nothing.'),
      },
      'One thing that was looked at.',
    ),
    'In their order.',
  ),
  summary: object(
    { problems: count('How many problems.'), warnings: count('How many warnings.') },
    'In numbers.',
  ),
};

export const setupCheck = {
  attribute: flag('Whether `.gitattributes` gives items to the merge driver.'),
  config: flag('Whether this clone has the merge driver.'),
};

export const hook = {
  action: text('What was asked: `status`, `install`, `uninstall`.'),
  hook: text('The hook’s file.'),
  installed: flag('Whether it checks the plan now.'),
  changed: flag('Whether it did otherwise before.'),
};

export const codeowners = {
  file: z.optional(text('With `--write`: the file.')),
  changed: z.optional(flag('With `--write`: whether it was otherwise.')),
  lines: list(
    object({ pattern: text('Which files.'), owners: list(z.string(), 'Who is asked.') }, 'A line.'),
    'In their order: the last that matches counts.',
  ),
};

export const completion = {
  action: z.optional(text('`install` or `uninstall`.')),
  shell: text('`bash`, `zsh` or `fish`.'),
  script: z.optional(text('The script.')),
  file: z.optional(text('The file it is in.')),
  installed: z.optional(flag('Whether it is there now.')),
  changed: z.optional(flag('Whether it was otherwise before.')),
};

export const error = {
  error: object(
    {
      code: text('`usage`, `unknown-word`, `refused`, `not-found`, `busy`, `git`, `disk`, `broken-plan`, …'),
      message: text('What was expected and what was found.'),
      hint: textOrNull('What to do.'),
      findings: list(finding, 'What is wrong with which file, where it is about one.'),
      at: z.optional(
        object(
          { text: text('The expression.'), start: count('Where it begins.'), end: count('Where it ends.') },
          'The place in an expression that is meant.',
        ),
      ),
    },
    'Why nothing was done.',
  ),
};
