/** What options and arguments take, for completion: by name, since a name means the same wherever it stands. */
import type { fixedWords, itemWords, planWords } from '../plan/candidates.ts';

/** A kind of word. */
export type Kind =
  | keyof typeof fixedWords
  | keyof typeof planWords
  | keyof typeof itemWords
  | 'item'
  | 'day'
  | 'span'
  | 'moment'
  | 'commit'
  | 'amendable'
  | 'amendment'
  | 'rule'
  | 'topic'
  | 'file'
  | 'folder'
  /** Words of the user's own. */
  | 'text';

/** A kind, or the words themselves. */
export type Completes = Kind | readonly string[];

/** Of every verb that does not say otherwise. Options with choices need not be here. */
export const completes: Readonly<Record<string, Completes>> = {
  // Options
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
  // Arguments
  id: 'item',
  ids: 'item',
  commit: 'commit',
  commits: 'commit',
  file: 'file',
  paths: 'file',
};
