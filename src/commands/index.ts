/** The commands. Each is loaded only when it runs. */
import type { Command, CommandEntry } from '../cli/command.ts';

export const commands = {
  summary: {
    summary: "the plan's state at a glance; also plain `plan`",
    load: () => import('./query/summary.ts'),
  },
  list: {
    summary: 'items, by agency, status, pillar, words and more',
    load: () => import('./query/list/index.ts'),
  },
  show: { summary: 'everything about an item', load: () => import('./query/show.ts') },
  update: {
    summary: 'record a report on items, as one commit',
    load: () => import('./record/update/index.ts'),
  },
  note: { summary: 'record a note and evidence, and nothing else', load: () => import('./record/note.ts') },
  apply: { summary: 'record many reports from a file', load: () => import('./record/apply/index.ts') },
  amend: {
    summary: 'change words, agencies or dates, by authority',
    load: () => import('./decide/amend.ts'),
  },
  add: { summary: 'add an item that the source does not have', load: () => import('./decide/add/index.ts') },
  retire: { summary: 'retire items; nothing is deleted', load: () => import('./decide/retire.ts') },
  undo: {
    summary: 'take a change back, as a commit of its own',
    load: () => import('./record/undo/index.ts'),
  },
  log: { summary: 'who changed what, when and why', load: () => import('./history/log.ts') },
  diff: { summary: 'what changed between two days or commits', load: () => import('./history/diff.ts') },
  changes: { summary: 'what changed since a day, for a report', load: () => import('./history/changes.ts') },
  report: {
    summary: 'the report to the group, or to everybody',
    load: () => import('./publish/report/index.ts'),
  },
  blame: {
    summary: 'for each fact of an item, who last set it, and why',
    load: () => import('./history/blame.ts'),
  },
  validate: {
    summary: 'everything that is wrong, and where',
    load: () => import('./check/validate/index.ts'),
  },
  rules: { summary: 'every rule that a finding can name', load: () => import('./check/rules.ts') },
  explain: { summary: 'why a rule is there, with examples', load: () => import('./check/explain.ts') },
  sync: { summary: 'bring a remote branch together with this one', load: () => import('./setup/sync.ts') },
  audit: { summary: 'whether anyone has touched the trail', load: () => import('./history/audit.ts') },
  acknowledge: {
    summary: 'record that what the audit finds in a commit may stand',
    load: () => import('./history/acknowledge.ts'),
  },
  agencies: {
    summary: 'the register, and how many items each has',
    load: () => import('./query/agencies.ts'),
  },
  chart: {
    summary: 'pictures: status, agencies, horizons, timeline, completion',
    load: () => import('./publish/chart.ts'),
  },
  calendar: {
    summary: 'due dates and days of reports, for a calendar program',
    load: () => import('./publish/calendar.ts'),
  },
  fields: {
    summary: 'what items can be asked by: every field, with an example',
    load: () => import('./query/fields.ts'),
  },
  queries: { summary: 'the questions that the plan saves', load: () => import('./query/queries.ts') },
  hook: { summary: 'check the plan before each commit', load: () => import('./check/hook.ts') },
  codeowners: {
    summary: 'who reviews which file, for GitHub’s CODEOWNERS',
    load: () => import('./check/codeowners.ts'),
  },
  setup: { summary: 'let git merge items field by field', load: () => import('./setup/setup.ts') },
  doctor: { summary: 'what keeps `plan` from working here', load: () => import('./setup/doctor/index.ts') },
  help: {
    summary: 'help on a command or a topic',
    load: async (): Promise<{ command: Command<never> }> => ({
      command: (await import('./setup/help.ts')).helpOf(
        commands,
        (await import('../help-topics/index.ts')).topics,
      ),
    }),
  },
  completion: {
    summary: 'let a shell complete `plan` on Tab',
    load: () => import('./setup/completion/index.ts'),
  },
  complete: {
    summary: 'what can be typed next, for shells',
    hidden: true,
    load: async (): Promise<{ command: Command<never> }> => ({
      command: (await import('./setup/completion/complete.ts')).completeCommand({
        commands,
        alone: defaultCommand,
        asked: queryCommand,
      }),
    }),
  },
  'merge-driver': {
    summary: 'merges one item for git',
    hidden: true,
    load: () => import('./setup/merge-driver.ts'),
  },
} as const satisfies Record<string, CommandEntry>;

export type CommandName = keyof typeof commands;

/** What `plan` alone does, and `plan` with options alone. */
export const defaultCommand: CommandName = 'summary';
/** What a saved question does where a command should stand. */
export const queryCommand: CommandName = 'list';

/** Those that people run. */
export const publicCommands = Object.fromEntries(
  Object.entries<CommandEntry>(commands).filter(([, { hidden }]) => !hidden),
);
