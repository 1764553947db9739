/** The careful reading of a text, by the library that knows where everything stands: problems become findings. */

import type { Finding, Problem } from '../../errors.ts';
import { exceedsLimits, maxFindings } from '../../plan/model/limits.ts';
import type { SchemaName } from '../../plan/rules/is-valid.ts';
import { parseWithProblems } from '../../plan/rules/schema.ts';
import { type Parsed, parse, position } from './parse.ts';
import type { ParsedFile, Source } from './source.ts';
import type { YamlError } from './syntax-errors.ts';

/** The value in a text, and every fault of its YAML, or else of its shape. */
export function readWithFindings<Name extends SchemaName>(name: Name, source: Source): ParsedFile<Name> {
  const beyond = exceedsLimits(source.text);
  if (beyond) {
    const fault: YamlError = { rule: 'unreadable-file', ...beyond, length: 1 };
    return { value: null, findings: [pointAtFault(source, fault)] };
  }
  const parsed = parse(source.text);
  if (parsed.faults.length > 0)
    return { value: null, findings: upTo(source, parsed.faults, (fault) => pointAtFault(source, fault)) };
  const { value, problems } = parseWithProblems(name, parsed.value);
  return { value, findings: upTo(source, problems, (problem) => pointAt(source, parsed, problem)) };
}

/** The findings that problems are in this text. */
export function pointed(source: Source, problems: readonly Problem[]): Finding[] {
  const parsed = parse(source.text);
  return upTo(source, problems, (problem) => pointAt(source, parsed, problem));
}

/** The findings that these are, up to so many as anybody reads; then one that says that there are more. */
function upTo<Wrong>(source: Source, all: readonly Wrong[], finding: (wrong: Wrong) => Finding): Finding[] {
  const findings = all.slice(0, maxFindings).map(finding);
  if (all.length <= maxFindings) return findings;
  const more: YamlError = {
    rule: 'too-many-findings',
    message: `more is wrong with this file than the ${maxFindings} findings that are told`,
    hint: 'mend those, and validate again',
    offset: 0,
    length: 1,
  };
  return [...findings, pointAtFault(source, more)];
}

/** The finding that a problem is in this text. */
function pointAt(source: Source, parsed: Parsed, problem: Problem): Finding {
  const { offset, length } = parsed.locate(problem.path, problem.atKey);
  const { rule, severity, message, hint = null } = problem;
  return {
    rule,
    severity,
    ...locationAt(source, offset, length),
    message: short(message),
    hint: hint && short(hint),
  };
}

/** The finding that a fault of the YAML itself is. */
function pointAtFault(source: Source, { rule, message, hint, offset, length }: YamlError): Finding {
  return { rule, severity: 'error', ...locationAt(source, offset, length), message: short(message), hint };
}

/** A message says names as the file has them, and those may be of any length. */
const short = (text: string) => (text.length > 600 ? `${text.slice(0, 599)}…` : text);

/** Where in a file an offset is, as findings say it. */
export function locationAt({ name, text }: Pick<Source, 'name' | 'text'>, offset: number, length: number) {
  // Editors neither show nor count a byte order mark.
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const { line, column, source } = position(text.slice(mark), Math.max(0, offset - mark));
  const onLine = Math.max(1, Math.min(length, source.length - column + 1));
  return { file: name, line, column, length: onLine, ...excerpt(source, column) };
}

/** As much of a line as is kept: a paragraph. */
const longest = 1000;

/** A line, or of one that is longer than any paragraph, what stands around a column. */
function excerpt(line: string, column: number): Pick<Finding, 'source' | 'sourceColumn'> {
  if (line.length <= longest) return { source: line };
  const start = Math.max(0, Math.min(column - 1 - longest / 4, line.length - longest));
  return { source: line.slice(start, start + longest), sourceColumn: start + 1 };
}
