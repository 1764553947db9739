/** Who made an item what it is, fact by fact. */
import type { Blame } from '../plan/diff/blame.ts';
import type { Theme } from './common/colors.ts';
import { oneLine } from './common/escape.ts';
import { updateJson } from './common/json.ts';
import { pad, wrap } from './common/text-width.ts';
import { evidenceText } from './evidence.ts';
import { valueText } from './log.ts';

const labelWidth = 24;

export interface Blamed {
  id: string;
  facts: readonly Blame[];
  report: Blame | null;
}

/** Labels on the left, values beside them, and below each value who set it. */
export function blameText({ id, facts, report }: Blamed, width: number, theme: Theme): string {
  const all = report ? [...facts, report] : facts;
  const beside = (text: string) => wrap(text, width, ' '.repeat(labelWidth));
  const rows = all.map((each) => {
    const label = pad(oneLine(each.field), labelWidth);
    const value = each === report ? reportText(each) : valueText(each.field, each.value);
    const first = beside(value);
    const head = label.length > labelWidth ? `${label}\n${first}` : label + first.slice(labelWidth);
    return `${head}\n${theme.dim(beside(whoText(each)))}`;
  });
  return `${theme.heading(`item ${id}`)}\n${rows.join('\n')}\n`;
}

/** The newest report says first what it is about. */
function reportText({ value }: Blame): string {
  const { asOf, milestone, status, rating } = updateJson(value as Parameters<typeof updateJson>[0]);
  return [`as of ${asOf}`, milestone && `milestone ${milestone}`, status, rating].filter(Boolean).join(' · ');
}

function whoText({ how, step, entry, amendment }: Blame): string {
  if (!step) return 'set before what this clone can see';
  const day = `${step.date} ${step.commit.slice(0, 7)}`;
  if (how === 'added') return `${day} as it was added`;
  const why = {
    set: [
      entry?.agency && `for ${entry.agency}`,
      entry?.note,
      entry?.reason && `reopened: ${entry.reason}`,
      amendment && `amended: ${amendment.reason}; ${amendment.authority}`,
      ...(entry?.evidence ?? []).map((each) => `evidence: ${evidenceText(each)}`),
    ],
    added: [],
    unreadable: ['at the latest: the file could not be read before or after'],
    unknown: [],
  }[how].filter(Boolean);
  return `${day} ${oneLine(step.author)}: ${why.length > 0 ? why.join('\n').replace(/\n(?=.)/g, '\n  ') : oneLine(step.subject)}`;
}

export const blameJson = ({ id, facts, report }: Blamed) => ({
  id,
  facts: facts.map((each) => ({ field: each.field, value: each.value, ...whoJson(each) })),
  report: report && {
    ...updateJson(report.value as Parameters<typeof updateJson>[0]),
    ...whoJson(report),
  },
});

const whoJson = ({ how, step, entry, amendment }: Blame) => ({
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
