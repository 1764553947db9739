/** Reads a plan file with `yaml` and Zod, which say what is wrong with it and where. */
import type { Finding, Problem } from '../../errors.ts';
import { exceedsLimits, maxFindings } from '../../plan/model/limits.ts';
import { moreFindings, shortenText } from '../../plan/policy/limit-findings.ts';
import type { SchemaName } from '../../plan/rules/is-valid.ts';
import { parseWithProblems } from '../../plan/rules/schema.ts';
import { type ParsedYaml, parse } from './parse.ts';
import type { ParsedFile, Source } from './source.ts';
import type { YamlError } from './syntax-errors.ts';
import { locationAt } from './text-position.ts';

/** The value in a text, or all its YAML errors, or else all the ways in which it does not match its schema. */
export function readWithFindings<Name extends SchemaName>(name: Name, source: Source): ParsedFile<Name> {
  const excess = exceedsLimits(source.text);
  if (excess)
    return {
      value: null,
      findings: [errorFinding(source, { rule: 'unreadable-file', ...excess, length: 1 })],
    };
  const parsed = parse(source.text);
  if (parsed.errors.length > 0)
    return { value: null, findings: limited(source, parsed.errors, (error) => errorFinding(source, error)) };
  const { value, problems } = parseWithProblems(name, parsed.value);
  return { value, findings: limited(source, problems, (problem) => problemFinding(source, parsed, problem)) };
}

/** Problems of the value in a text as findings with their positions. */
export function locateProblems(source: Source, problems: readonly Problem[]): Finding[] {
  const parsed = parse(source.text);
  return limited(source, problems, (problem) => problemFinding(source, parsed, problem));
}

/** At most `maxFindings` of one file, and then a finding that says that there are more. */
function limited<Error>(
  source: Source,
  all: readonly Error[],
  toFinding: (error: Error) => Finding,
): Finding[] {
  const findings = all.slice(0, maxFindings).map(toFinding);
  if (all.length <= maxFindings) return findings;
  return [...findings, errorFinding(source, { ...moreFindings, offset: 0, length: 1 })];
}

function problemFinding(source: Source, parsed: ParsedYaml, problem: Problem): Finding {
  const { offset, length } = parsed.locate(problem.path, problem.atKey);
  const { rule, severity, message, hint = null } = problem;
  return {
    rule,
    severity,
    ...locationAt(source, offset, length),
    message: shortenText(message),
    hint: hint && shortenText(hint),
  };
}

function errorFinding(source: Source, { rule, message, hint, offset, length }: YamlError): Finding {
  return {
    rule,
    severity: 'error',
    ...locationAt(source, offset, length),
    message: shortenText(message),
    hint,
  };
}
