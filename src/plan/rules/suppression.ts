/** `# plan-ignore RULE: reason`: what a file says need not be told of it. */
import type { Finding, Severity } from '../../errors.ts';
import { fixedRule, hasFixedSeverity, unknownRule } from './policy-rules.ts';
import { mandatoryRuleIds } from './rule-ids.ts';

/** A comment that suppresses findings, or tries to. */
export interface Suppression extends Pick<Finding, 'file' | 'line' | 'column' | 'length' | 'source'> {
  rules: readonly string[];
  /** Why; empty where it does not say. */
  reason: string;
  /** The line whose findings it is about; null where it is about the file. */
  suppressedLine: number | null;
}

export const suppressionRules = {
  'suppression-unknown-rule': {
    severity: 'error',
    summary: 'What suppresses a finding names the rules it is about.',
  },
  'suppression-unused': { severity: 'warning', summary: 'What suppresses a finding has one to suppress.' },
  'suppression-without-reason': { severity: 'error', summary: 'What suppresses a finding says why.' },
} as const;

/** What a comment says after its mark; null where it is no comment of this kind. */
export function suppressionIn(comment: string): Pick<Suppression, 'rules' | 'reason'> | null {
  const [, said] = /^#+[ \t]*plan-ignore(?![\w-])(.*)$/.exec(comment) ?? [];
  if (said === undefined) return null;
  const [, names = '', reason = ''] = /^([^:]*)(?::(.*))?$/.exec(said)!;
  return { rules: names.split(/[\s,]+/).filter(Boolean), reason: reason.trim() };
}

/**
 * Takes out what is suppressed, and finds what is wrong with the suppressions. While something can't be read, none is
 * called unused: that may be what it is for.
 */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  known: readonly string[],
): { kept: Finding[]; suppressed: Finding[]; faults: Finding[] } {
  const used = new Map(suppressions.map((each) => [each, new Set<string>()]));
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const by = suppressions.filter((each) => covers(each, finding, known));
    for (const each of by) used.get(each)!.add(finding.rule);
    (by.length > 0 ? suppressed : kept).push(finding);
  }
  const isPartial = findings.some(({ rule }) => mandatoryRuleIds.includes(rule));
  const faults = suppressions.flatMap((each) => {
    const idle = each.rules.filter((rule) => isFit(each, rule, known) && !used.get(each)!.has(rule));
    return [...wrongWith(each, known), ...(isPartial ? [] : idle.map((rule) => unused(each, rule)))];
  });
  return { kept, suppressed, faults };
}

/** Whether it can suppress what a rule finds. */
const isFit = ({ reason }: Suppression, rule: string, known: readonly string[]): boolean =>
  reason !== '' && known.includes(rule) && !mandatoryRuleIds.includes(rule);

const covers = (suppression: Suppression, { file, line, rule }: Finding, known: readonly string[]): boolean =>
  suppression.file === file &&
  (suppression.suppressedLine ?? line) === line &&
  suppression.rules.includes(rule) &&
  isFit(suppression, rule, known);

const unused = (suppression: Suppression, rule: string): Finding =>
  faultOf(suppression, 'suppression-unused', 'warning', {
    message: `nothing here is found by \`${rule}\``,
    hint: 'take it out, so that it hides nothing later',
  });

function wrongWith(suppression: Suppression, known: readonly string[]): Finding[] {
  const { rules, reason } = suppression;
  const fault = (rule: keyof typeof suppressionRules | 'fixed-rule', words: Words) =>
    faultOf(suppression, rule, 'error', words);
  if (rules.length === 0)
    return [fault('suppression-unknown-rule', { message: 'this names no rule to suppress', hint: form })];
  return [
    ...(reason === ''
      ? [
          fault('suppression-without-reason', {
            message: 'this does not say why, so it suppresses nothing',
            hint: form,
          }),
        ]
      : []),
    ...rules.flatMap((rule) => {
      if (hasFixedSeverity(rule)) return [fault('fixed-rule', fixedRule(rule))];
      return known.includes(rule) ? [] : [fault('suppression-unknown-rule', unknownRule(rule, known))];
    }),
  ];
}

const form = 'write `# plan-ignore RULE: why`';

interface Words {
  message: string;
  hint: string;
}

const faultOf = (
  { file, line, column, length, source }: Suppression,
  rule: string,
  severity: Severity,
  words: Words,
): Finding => ({ rule, severity, file, line, column, length, source, ...words });
