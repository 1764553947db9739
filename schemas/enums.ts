/** The enumerated values in plan files. They are apart from the schemas, so that commands can use them without loading Zod. */
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

/** The statuses of milestones, which cannot be `in-place`. */
export const milestoneStatuses = statuses.filter((each) => each !== 'in-place');

export const ratings = ['on-track', 'at-risk', 'off-track'] as const;
export type Rating = (typeof ratings)[number];

export const visibilities = ['public', 'internal'] as const;

export const itemKinds = ['action', 'business-as-usual'] as const;

export const schedules = ['milestones', 'ongoing', 'trigger'] as const;
export type Schedule = (typeof schedules)[number];

/** The fields that hold the words of the source. */
export const sourceFields = ['pillar', 'objective', 'action', 'measure', 'agencies'] as const;

/** The frozen fields of an item and of a milestone, in the order in which `wording` is their fingerprint. */
export const frozenFields = {
  item: [...sourceFields, 'timetable', 'source'],
  milestone: ['id', 'horizon', 'task', 'agencies'],
} as const;

/** The fields of an item and of a milestone that can be amended; `text` is the text of an ongoing or trigger timetable. */
export const amendable = {
  item: [...sourceFields, 'lead', 'kind', 'text'],
  milestone: ['task', 'horizon', 'due', 'agencies'],
} as const;
export type AmendableField = (typeof amendable)['item' | 'milestone'][number];
export const amendableFields = [
  ...new Set<AmendableField>([...amendable.item, ...amendable.milestone]),
] as const;

/** The reasons why an item needs attention, worst first. */
export const concernReasons = [
  'overdue',
  'off-track',
  'at-risk',
  'on-hold',
  'disagreement',
  'milestones-closed',
  'newer-milestones',
  'stale',
  'unreported',
] as const;
export type ReasonName = (typeof concernReasons)[number];

/** The severities of findings, and what `validation.severities` can set. */
export const severities = ['error', 'warning'] as const;
/** The levels of findings: a note is listed and never makes a command fail. */
export const findingLevels = [...severities, 'note'] as const;
export const ruleSettings = [...severities, 'off'] as const;
export type RuleSetting = (typeof ruleSettings)[number];

/** How the files of items can be divided into folders. */
export const itemFolders = ['hundreds'] as const;
