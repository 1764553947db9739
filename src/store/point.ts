/** From a place in a value to a place in the text: problems become findings. */
import type { Finding, Problem } from '../trouble.ts';
import { type Parsed, position, type YamlFault } from './yaml.ts';

/** A plan file as it was read. */
export interface Source {
  /** Absolute. */
  path: string;
  /** As the user would type it. */
  name: string;
  text: string;
}

/** The finding that a problem is in this text. */
export function pointAt(source: Source, parsed: Parsed, problem: Problem): Finding {
  const { offset, length } = parsed.locate(problem.path, problem.atKey);
  const { rule, severity, message, hint = null } = problem;
  return { rule, severity, ...place(source, offset, length), message, hint };
}

/** The finding that a fault of the YAML itself is. */
export function pointAtFault(source: Source, { code, message, offset, length }: YamlFault): Finding {
  return { rule: code, severity: 'error', ...place(source, offset, length), message, hint: null };
}

function place({ name, text }: Source, offset: number, length: number) {
  const { line, column, source } = position(text, offset);
  const onLine = Math.max(1, Math.min(length, source.length - column + 1));
  return { file: name, line, column, length: onLine, source };
}
