/** The careful reading of a text, by the library that knows where everything stands: problems become findings. */

import { type ShapeName, shape } from '../plan/shape.ts';
import type { Finding, Problem } from '../trouble.ts';
import type { Source, Valued } from './source.ts';
import { type Parsed, parse, position } from './yaml.ts';
import type { YamlFault } from './yaml-faults.ts';

/** The value in a text, and every fault of its YAML, or else of its shape. */
export function readCarefully<Name extends ShapeName>(name: Name, source: Source): Valued<Name> {
  const parsed = parse(source.text);
  if (parsed.faults.length > 0)
    return { value: null, findings: parsed.faults.map((fault) => pointAtFault(source, fault)) };
  const { value, problems } = shape(name, parsed.value);
  return { value, findings: problems.map((problem) => pointAt(source, parsed, problem)) };
}

/** The findings that problems are in this text. */
export function pointed(source: Source, problems: readonly Problem[]): Finding[] {
  const parsed = parse(source.text);
  return problems.map((problem) => pointAt(source, parsed, problem));
}

/** The finding that a problem is in this text. */
function pointAt(source: Source, parsed: Parsed, problem: Problem): Finding {
  const { offset, length } = parsed.locate(problem.path, problem.atKey);
  const { rule, severity, message, hint = null } = problem;
  return { rule, severity, ...place(source, offset, length), message, hint };
}

/** The finding that a fault of the YAML itself is. */
function pointAtFault(source: Source, { rule, message, hint, offset, length }: YamlFault): Finding {
  return { rule, severity: 'error', ...place(source, offset, length), message, hint };
}

/** Where in a file an offset is, as findings say it. */
export function place({ name, text }: Pick<Source, 'name' | 'text'>, offset: number, length: number) {
  // Editors neither show nor count a byte order mark.
  const mark = text.startsWith('\ufeff') ? 1 : 0;
  const { line, column, source } = position(text.slice(mark), Math.max(0, offset - mark));
  const onLine = Math.max(1, Math.min(length, source.length - column + 1));
  return { file: name, line, column, length: onLine, source };
}
