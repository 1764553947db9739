/** `# plan-ignore RULE: reason` comments: which findings they suppress, and what is wrong with them. */
import type { Finding, Severity } from '../../errors.ts';
import type { SuppressionRule } from '../rules/rule-summaries.ts';
import { limitFindings } from './limit-findings.ts';
import { hasFixedSeverity, isMandatory } from './rule-ids.ts';
import { fixedRule, unknownRule } from './validation-settings.ts';

/** A `# plan-ignore` comment and its position. */
export interface Suppression extends Pick<Finding, 'file' | 'line' | 'column' | 'length' | 'source'> {
  rules: readonly string[];
  /** Empty where the comment gives none. */
  reason: string;
  /** The line whose findings it suppresses; null for those of the whole file. */
  suppressedLine: number | null;
}

/** The rules and the reason of a `# plan-ignore` comment; null for any other comment. */
export function suppressionIn(comment: string): Pick<Suppression, 'rules' | 'reason'> | null {
  const [, content] = /^#+[ \t]*plan-ignore(?![\w-])(.*)$/.exec(comment) ?? [];
  if (content === undefined) return null;
  const [, names = '', reason = ''] = /^([^:]*)(?::(.*))?$/.exec(content)!;
  return { rules: [...new Set(names.split(/[\s,]+/).filter(Boolean))], reason: reason.trim() };
}

/**
 * Applies suppressions to findings, and checks the suppressions. While a file cannot be read, no suppression is reported
 * as unused: the findings it is for may be missing.
 * @param known the ids of all rules
 * @returns the findings that are kept, those that are suppressed, and the findings about the suppressions themselves
 */
export function suppress(
  findings: readonly Finding[],
  suppressions: readonly Suppression[],
  known: readonly string[],
): { kept: Finding[]; suppressed: Finding[]; invalid: Finding[] } {
  const used = new Map(suppressions.map((each) => [each, new Set<string>()]));
  const byFile = new Map<string, Suppression[]>();
  for (const each of suppressions) {
    const inFile = byFile.get(each.file);
    if (inFile) inFile.push(each);
    else byFile.set(each.file, [each]);
  }
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const by = (byFile.get(finding.file) ?? []).filter((each) => covers(each, finding, known));
    for (const each of by) used.get(each)!.add(finding.rule);
    (by.length > 0 ? suppressed : kept).push(finding);
  }
  const isPartial = findings.some(({ rule }) => isMandatory(rule));
  function* check(each: Suppression): Generator<Finding> {
    yield* findingsAbout(each, known);
    if (isPartial) return;
    for (const rule of each.rules)
      if (canSuppress(each, rule, known) && !used.get(each)!.has(rule)) yield unused(each, rule);
  }
  return { kept, suppressed, invalid: limitFindings(suppressions.map(check)) };
}

const canSuppress = ({ reason }: Suppression, rule: string, known: readonly string[]): boolean =>
  reason !== '' && known.includes(rule) && !isMandatory(rule);

/** Whether a suppression suppresses a finding of its file. */
const covers = (suppression: Suppression, { line, rule }: Finding, known: readonly string[]): boolean =>
  (suppression.suppressedLine ?? line) === line &&
  suppression.rules.includes(rule) &&
  canSuppress(suppression, rule, known);

const unused = (suppression: Suppression, rule: string): Finding =>
  findingAt(suppression, 'suppression-unused', 'warning', {
    message: `\`${rule}\` finds nothing here`,
    hint: 'remove the suppression, so that it hides nothing later',
  });

function* findingsAbout(suppression: Suppression, known: readonly string[]): Generator<Finding> {
  const { rules, reason } = suppression;
  const error = (rule: SuppressionRule | 'fixed-rule', text: MessageAndHint) =>
    findingAt(suppression, rule, 'error', text);
  if (rules.length === 0) {
    yield error('suppression-unknown-rule', { message: 'this suppression names no rule', hint: howToWrite });
    return;
  }
  if (reason === '')
    yield error('suppression-without-reason', {
      message: 'this suppression gives no reason, so it suppresses nothing',
      hint: howToWrite,
    });
  for (const rule of rules)
    if (hasFixedSeverity(rule)) yield error('fixed-rule', fixedRule(rule));
    else if (!known.includes(rule)) yield error('suppression-unknown-rule', unknownRule(rule, known));
}

const howToWrite = 'write `# plan-ignore RULE: why`';

interface MessageAndHint {
  message: string;
  hint: string;
}

const findingAt = (
  { file, line, column, length, source }: Suppression,
  rule: string,
  severity: Severity,
  text: MessageAndHint,
): Finding => ({ rule, severity, file, line, column, length, source, ...text });
