/** The output of `plan blame`: who set each field of an item, when and why. */
import type { Update } from '../../schemas/update.ts';
import type { Blame } from '../plan/diff/blame.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { updateJson } from './common/json.ts';
import { pad, wrap } from './common/text-width.ts';
import { evidenceText, updateReasonText, updateValues, valueText } from './common/values.ts';

const labelWidth = 24;

export interface BlamedItem {
  id: string;
  facts: readonly Blame[];
  report: Blame | null;
}

/** Fields on the left, values beside them, and below each value who set it. */
export function blameText({ id, facts, report }: BlamedItem, width: number, theme: Theme): string {
  const all = report ? [...facts, report] : facts;
  const beside = (text: string) => wrap(text, width, ' '.repeat(labelWidth));
  const rows = all.map((each) => {
    const label = pad(oneLine(each.field), labelWidth);
    const value = each === report ? updateSummary(each) : oneLine(valueText(each.field, each.value));
    const first = beside(value);
    const head = label.length > labelWidth ? `${label}\n${first}` : label + first.slice(labelWidth);
    return `${head}\n${theme.dim(beside(originText(each)))}`;
  });
  return `${theme.heading(`item ${id}`)}\n${rows.join('\n')}\n`;
}

function updateSummary({ value }: Blame): string {
  const update = value as Update;
  return [`as of ${update['as-of']}`, updateValues(update)].filter(Boolean).join(' · ');
}

function originText({ how, step, entry, amendment }: Blame): string {
  if (!step) return 'set before the history in this clone';
  const day = `${step.date} ${step.commit.slice(0, 7)}`;
  if (how === 'added') return `${day} when the item was added`;
  const why = {
    set: [
      entry?.agency && `for ${entry.agency}`,
      entry?.note,
      ...(entry ? updateReasonText(entry) : []),
      amendment && `amended: ${amendment.reason}; ${amendment.authority}`,
      ...(entry?.evidence ?? []).map((each) => `evidence: ${evidenceText(each)}`),
    ],
    added: [],
    unreadable: ['or earlier: the file could not be read before or after'],
    unknown: [],
  }[how].filter(Boolean);
  return `${day} ${oneLine(step.author)}: ${why.length > 0 ? why.join('\n').replace(/\n(?=.)/g, '\n  ') : oneLine(step.subject)}`;
}

export const blameJson = ({ id, facts, report }: BlamedItem) => ({
  id,
  facts: facts.map((each) => ({ field: each.field, value: each.value, ...originJson(each) })),
  report: report && {
    ...updateJson(report.value as Update),
    ...originJson(report),
  },
});

const originJson = ({ how, step, entry, amendment }: Blame) => ({
  how,
  commit: step?.commit ?? null,
  date: step?.date ?? null,
  author: step?.author ?? null,
  mail: step?.mail ?? null,
  subject: step?.subject ?? null,
  note: entry?.note ?? null,
  reason: entry?.reason ?? amendment?.reason ?? null,
  authority: amendment?.authority ?? null,
  evidence: entry ? updateJson(entry).evidence : [],
});
