/** The ids of the rules that `validate` knows, in three kinds. */
import { rules } from './index.ts';
import { schemaRules } from './schema-rules.ts';

/**
 * Those that say why a file, or this plan's own say about rules, can't be read: nothing could be judged without them, so
 * nobody turns them off, softens or suppresses them.
 */
export const mandatoryRuleIds: readonly string[] = [
  'unreadable-file',
  'too-many-findings',
  'conflict-marker',
  'several-documents',
  'duplicate-key',
  'tab-as-indent',
  'yaml-feature',
  'yaml-syntax',
  ...Object.keys(schemaRules),
  'unknown-rule',
  'fixed-rule',
  'duplicate-rule',
  'bad-expression',
];

/** Those that judge what was read: how much they weigh is the plan's to say. */
export const configurableRuleIds: readonly string[] = [
  ...Object.values(rules).flatMap((group) => Object.keys(group)),
  'evidence-file',
  'evidence-unused',
  'suppression-unknown-rule',
  'suppression-unused',
  'suppression-without-reason',
];

/** Those that judge a change: what its commits did, no file of theirs can weigh or suppress. */
export const changeRuleIds: readonly string[] = [
  'item-removed',
  'id-reused',
  'report-altered',
  'decision-altered',
  'wording-unamended',
  'due-moved',
  'moved-by-hand',
  'move-refused',
  'progress-with-wording',
  'not-owner',
];
