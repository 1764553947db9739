/** Rules about plan.yaml and agencies.yaml in a change: they are part of the record too. */
import { joinQuoted } from '../../../util/suggest.ts';
import { weakenedRules } from '../weakened-rules.ts';
import { withCommit } from './from-history-rule.ts';
import type { BranchChange, ChangeRule, ChangeViolation } from './rule.ts';

const rulesWeakened: ChangeRule = {
  severity: 'warning',
  summary: 'A change does not lower the severity of the rules that it is checked against.',
  *check(change) {
    const { before, after } = change.settings;
    if (!before || !after) return;
    for (const { rule, from, to } of weakenedRules(before, after))
      yield inFile(change, 'plan.yaml', {
        message: `the severity of \`${rule}\` was changed from \`${from}\` to \`${to}\`; this check goes by \`${from}\``,
        hint: 'make this change alone, so that it can be decided by itself',
      });
    const left = new Set(after.validation?.rules?.map(({ id }) => id));
    const removed = (before.validation?.rules ?? []).filter(({ id }) => !left.has(id));
    if (removed.length > 0)
      yield inFile(change, 'plan.yaml', {
        message: `the rules of the plan lack ${joinQuoted(removed.map(({ id }) => id))} now`,
        hint: 'make this change alone, so that it can be decided by itself',
      });
  },
};

const agenciesChanged: ChangeRule = {
  severity: 'note',
  summary: 'A change of agencies, of their authors or of their owners is listed.',
  *check(change) {
    const { agencies: before, agenciesNow: after } = change;
    if (!after) return;
    for (const id of new Set([...before, ...after].map((agency) => agency.id))) {
      const [was, is] = [before, after].map((list) => list.find((agency) => agency.id === id));
      if (!was || !is) {
        yield inFile(change, 'agencies.yaml', {
          message: `agency \`${id}\` was ${is ? 'added' : 'removed'}`,
        });
        continue;
      }
      for (const key of ['authors', 'owners'] as const) {
        const added = (is[key] ?? []).filter((each) => !was[key]?.includes(each));
        const removed = (was[key] ?? []).filter((each) => !is[key]?.includes(each));
        const parts = [
          ...(added.length > 0 ? [`${joinQuoted(added)} added`] : []),
          ...(removed.length > 0 ? [`${joinQuoted(removed)} removed`] : []),
        ];
        if (parts.length > 0)
          yield inFile(change, 'agencies.yaml', {
            message: `\`${key}\` of agency \`${id}\`: ${parts.join(', ')}`,
          });
      }
    }
  },
};

/** A violation about a file, with the last commit that changed it. */
function inFile({ files, parts }: BranchChange, name: string, violation: ChangeViolation): ChangeViolation {
  const file = files.find(({ path }) => path === name || path.endsWith(`/${name}`));
  const part = file && parts.findLast(({ step }) => step.files.includes(file.path));
  const located = { ...violation, file: file?.file };
  return part ? withCommit(located, part) : located;
}

export const settingsChangeRules = { 'rules-weakened': rulesWeakened, 'agencies-changed': agenciesChanged };
