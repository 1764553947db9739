/**
 * The words that plan files use, apart from the shapes: making those takes Zod longer than most commands take, and
 * whoever only needs the words must not wait for it.
 */
export const statuses = [
  'not-started',
  'in-progress',
  'completed',
  'on-hold',
  'cancelled',
  'superseded',
  'in-place',
] as const;
export type Status = (typeof statuses)[number];

/** The statuses that a milestone can have: it is a piece of work, so it can't be `in-place`. */
export const milestoneStatuses = statuses.filter((each) => each !== 'in-place');

export const ratings = ['on-track', 'at-risk', 'off-track'] as const;
export type Rating = (typeof ratings)[number];

export const visibilities = ['public', 'internal'] as const;

export const kinds = ['action', 'business-as-usual'] as const;

export const schedules = ['milestones', 'ongoing', 'trigger'] as const;
export type Schedule = (typeof schedules)[number];

/** What can be amended of an item, and what of one of its milestones. */
export const amendable = {
  item: ['pillar', 'objective', 'action', 'measure', 'agencies', 'lead', 'kind', 'text'],
  milestone: ['task', 'horizon', 'due', 'agencies'],
} as const;
export type AmendableField = (typeof amendable)['item' | 'milestone'][number];
export const amendableFields = [
  ...new Set<AmendableField>([...amendable.item, ...amendable.milestone]),
] as const;

/** How a plan can weigh a rule. */
export const severities = ['error', 'warning'] as const;
export const ruleSettings = [...severities, 'off'] as const;
export type RuleSetting = (typeof ruleSettings)[number];

/** By what a plan can part its items' files into folders. */
export const itemFolders = ['hundreds'] as const;
