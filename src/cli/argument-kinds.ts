/**
 * What options and arguments take: by name, since a name means the same wherever it stands. Completion offers by it, and
 * a command line that does not begin with its command is read by it.
 */
import type { fixedCandidates, itemCandidates, planCandidates } from '../plan/query/completion-words.ts';

/** A kind of word. */
export type ArgumentKind =
  | keyof typeof fixedCandidates
  | keyof typeof planCandidates
  | keyof typeof itemCandidates
  | 'item'
  | 'item-or-query'
  | 'day'
  | 'span'
  | 'moment'
  | 'commit'
  | 'amendable'
  | 'amendment'
  | 'rule'
  | 'topic'
  | 'opening'
  | 'file'
  | 'folder'
  /** Words of the user's own. */
  | 'text';

/** A kind, or the words themselves. */
export type ArgumentValues = ArgumentKind | readonly string[];

/** Every option that takes a value, whichever command has it; each command may say otherwise of what it takes. */
export const optionValues: Readonly<Record<string, ArgumentValues>> = {
  agency: 'agency',
  agencies: 'agency',
  owner: 'agency',
  lead: 'lead',
  pillar: 'pillar',
  horizon: 'any-horizon',
  status: 'any-status',
  rating: 'any-rating',
  kind: 'any-kind',
  sort: 'order',
  fields: 'field',
  field: 'field',
  rule: 'rule',
  ignore: 'rule',
  milestone: 'milestone',
  where: 'query',
  due: 'span',
  'group-by': 'axis',
  'count-by': 'axis',
  today: 'day',
  'as-of': 'moment',
  since: 'moment',
  until: 'moment',
  base: 'moment',
  evidence: 'file',
  'note-file': 'file',
  output: 'file',
  dir: 'folder',
  pictures: 'folder',
  note: 'text',
  reason: 'text',
  authority: 'text',
  by: 'text',
  author: 'text',
  limit: 'text',
  ...{ objective: 'text', action: 'text', measure: 'text', ongoing: 'text', trigger: 'text' },
  ...{ set: 'amendment', to: 'text' },
  ...{ line: 'text', breaks: 'text' },
  // What these take, each option says itself.
  ...{ format: [], color: [], audience: [], from: [], 'fail-on': [], shell: [] },
};

/** Those of them that can be said in a letter, where it means the same wherever it stands. */
export const shortFlags: Readonly<Record<string, string>> = {
  ...{ dir: 'C', output: 'o', milestone: 'm', status: 's', rating: 'r' },
};

/** Every argument, by its name without brackets; each command may say otherwise. */
const argumentValues: Readonly<Record<string, ArgumentValues>> = {
  id: 'item',
  ids: 'item',
  commit: 'commit',
  commits: 'commit',
  file: 'file',
  paths: 'file',
};

export const argumentKinds: Readonly<Record<string, ArgumentValues>> = { ...argumentValues, ...optionValues };
