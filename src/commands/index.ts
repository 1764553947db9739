/** The table of commands by group, as `plan --help` lists them. A command is loaded only when it is needed. */
import type { Command, CommandEntry, CommandTable } from '../cli/command.ts';

export const commandGroups = {
  'Query the plan': {
    summary: {
      summary: 'Show the state of the plan; same as plain `plan`',
      load: () => import('./query/summary.ts'),
    },
    list: {
      summary: 'List items by agency, status, pillar and more',
      load: () => import('./query/list/index.ts'),
    },
    show: { summary: 'Show everything about items', load: () => import('./query/show.ts') },
    agencies: {
      summary: 'List the agencies, with the number of their items',
      load: () => import('./query/agencies.ts'),
    },
    fields: {
      summary: 'List the fields of items, with example expressions',
      load: () => import('./query/fields.ts'),
    },
    queries: { summary: 'List the saved queries', load: () => import('./query/queries.ts') },
  },
  'Record progress': {
    update: {
      summary: 'Record a status, rating, note or evidence',
      load: () => import('./record/update/index.ts'),
    },
    note: { summary: 'Record a note or evidence only', load: () => import('./record/note.ts') },
    apply: {
      summary: 'Record the updates in a spreadsheet or YAML file',
      load: () => import('./record/apply/index.ts'),
    },
    correct: {
      summary: 'Correct updates: status, note, date and more',
      load: () => import('./record/correct.ts'),
    },
    withdraw: {
      summary: 'Withdraw updates, without deleting them',
      load: () => import('./record/withdraw.ts'),
    },
    release: {
      summary: 'Make internal updates public',
      load: () => import('./record/release.ts'),
    },
    undo: { summary: 'Undo a change in a new commit', load: () => import('./record/undo/index.ts') },
  },
  'Record decisions': {
    amend: {
      summary: 'Change the wording, agencies or dates of an item',
      load: () => import('./decide/amend.ts'),
    },
    add: { summary: 'Add an item', load: () => import('./decide/add/index.ts') },
    retire: { summary: 'Retire items, without deleting them', load: () => import('./decide/retire.ts') },
  },
  'View the history': {
    log: { summary: 'Show who changed what, when and why', load: () => import('./history/log.ts') },
    diff: { summary: 'Compare the plan at two revisions', load: () => import('./history/diff.ts') },
    changes: {
      summary: 'Show what changed since a day or commit',
      load: () => import('./history/changes.ts'),
    },
    blame: { summary: 'Show who last set each field of an item', load: () => import('./history/blame.ts') },
    audit: {
      summary: 'Check every commit against what it says it changed',
      load: () => import('./history/audit.ts'),
    },
    acknowledge: {
      summary: 'Acknowledge the audit findings of a commit',
      load: () => import('./history/acknowledge.ts'),
    },
  },
  'Check the plan': {
    validate: {
      summary: 'Check the plan for errors and warnings',
      load: () => import('./check/validate/index.ts'),
    },
    rules: { summary: 'List the rules', load: () => import('./check/rules.ts') },
    explain: { summary: 'Explain a rule, with examples', load: () => import('./check/explain.ts') },
  },
  Publish: {
    report: { summary: 'Write a progress report', load: () => import('./publish/report/index.ts') },
    publish: {
      summary: 'Write the public plan for a public repository',
      load: () => import('./publish/publish.ts'),
    },
    chart: {
      summary: 'Draw charts: status, agencies, horizons, timeline, completion',
      load: () => import('./publish/chart.ts'),
    },
    calendar: {
      summary: 'Export due dates and report days as iCalendar',
      load: () => import('./publish/calendar.ts'),
    },
  },
  'Set up and share': {
    setup: { summary: 'Let git merge items field by field', load: () => import('./setup/setup.ts') },
    sync: { summary: 'Fetch, merge and push', load: () => import('./setup/sync.ts') },
    hook: { summary: 'Check the plan before each commit', load: () => import('./setup/hook.ts') },
    codeowners: {
      summary: 'Write GitHub’s CODEOWNERS from the agencies',
      load: () => import('./setup/codeowners.ts'),
    },
    doctor: {
      summary: 'Find problems with git, the repository and the plan',
      load: () => import('./setup/doctor/index.ts'),
    },
    completion: {
      summary: 'Install shell completion',
      load: () => import('./setup/completion/index.ts'),
    },
    help: {
      summary: 'Show help on a command or topic',
      load: async (): Promise<{ command: Command<never> }> => ({
        command: (await import('./setup/help.ts')).helpCommand(
          commands,
          (await import('../help-topics/index.ts')).topics,
        ),
      }),
    },
    complete: {
      summary: 'Print completions of a command line, for shells',
      hidden: true,
      load: async (): Promise<{ command: Command<never> }> => ({
        command: (await import('./setup/completion/complete.ts')).completeCommand({
          commands,
          defaultCommand,
          queryCommand,
        }),
      }),
    },
    'merge-driver': {
      summary: 'Merge one item, for git',
      hidden: true,
      load: () => import('./setup/merge-driver.ts'),
    },
  },
} as const satisfies Record<string, CommandTable>;

type Groups = typeof commandGroups;
export type CommandName = { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups];

/** All commands by name. */
export const commands: Readonly<Record<CommandName, CommandEntry>> = Object.assign(
  {},
  ...Object.values(commandGroups),
);

/** Runs if the command line names no command. */
export const defaultCommand = 'summary' satisfies CommandName;
/** Runs a saved query that stands in place of a command: `plan @name`. */
export const queryCommand = 'list' satisfies CommandName;
