/** Reads the file of `plan apply`, and locates problems in its rows. */
import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { CommandContext } from '../../../cli/context.ts';
import { type Finding, PlanError } from '../../../errors.ts';
import type { RowProblem } from '../../../plan/changes/import-rows.ts';
import { limitFindings } from '../../../plan/policy/limit-findings.ts';
import { readBytes } from '../../../storage/fs.ts';
import {
  type CellRange,
  detectRowFormat,
  type RawRows,
  type RowFileFormat,
  readRows,
} from '../../../storage/import/rows.ts';
import { locationAt } from '../../../storage/yaml/text-position.ts';

export interface RowFile extends RawRows {
  /** Relative to the current folder, for messages. */
  name: string;
  text: string;
}

/**
 * @param name a file, or `-` for standard input
 * @param format by default the extension or the first line decides
 * @throws PlanError `not-found`, `disk`, `refused`; `usage`, with findings if it cannot be parsed
 */
export async function readRowFile(
  { io }: CommandContext,
  name: string,
  format: RowFileFormat | undefined,
): Promise<RowFile> {
  const text = name === '-' ? await io.readStdin() : fileText(resolve(io.cwd, name), name);
  // Node replaces bytes that are not UTF-8 with this character.
  if (text.includes('\ufffd'))
    throw new PlanError(
      'usage',
      `\`${name}\` is not UTF-8 text`,
      'save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)',
    );
  const shownName = name === '-' ? name : relative(io.cwd, resolve(io.cwd, name));
  const file = { name: shownName, text, ...readRows(text, format ?? detectRowFormat(name, text)) };
  if (file.errors.length > 0) {
    const findings = limitFindings([file.errors.map((error) => findingAt(file, error, error))]);
    throw new PlanError(
      'usage',
      `\`${name}\` can’t be read: nothing was changed`,
      'fix the findings',
      findings,
    );
  }
  return file;
}

/** The largest file, in bytes. */
const maxBytes = 10_000_000;

function fileText(path: string, name: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory())
    throw new PlanError('not-found', `\`${name}\` is a folder`, 'give a file, or `-` for standard input');
  if (stats && !stats.isFile() && !stats.isFIFO())
    throw new PlanError('refused', `\`${name}\` is not a file`, 'give a file, or `-` for standard input');
  if (stats && stats.size > maxBytes)
    throw new PlanError(
      'refused',
      `\`${name}\` is larger than ${maxBytes / 1_000_000} MB`,
      'check that it is the right file',
    );
  const bytes = readBytes(path);
  if (!bytes)
    throw new PlanError(
      'not-found',
      `there is no file \`${name}\``,
      'give a file, or `-` for standard input',
    );
  return isUtf8(bytes) ? bytes.toString() : '\ufffd';
}

/** The problems as findings, by position, at most as many as are reported for a file. A problem of a whole column is listed once. */
export function rowFindings(file: RowFile, problems: readonly RowProblem[]): Finding[] {
  const findings = problems.map((problem) => {
    const row = file.rows[problem.row]!;
    const cell = problem.cell === null ? undefined : row.cells.get(problem.cell);
    return findingAt(file, (problem.atKey ? cell?.key : cell) ?? row, problem);
  });
  const key = ({ line, column, rule, message }: Finding) => JSON.stringify([line, column, rule, message]);
  const unique = [...new Map(findings.map((each) => [key(each), each])).values()];
  return limitFindings([unique.sort((a, b) => a.line - b.line || a.column - b.column)]);
}

const findingAt = (
  file: RowFile,
  { offset, length }: CellRange,
  { rule, message, hint }: Pick<Finding, 'rule' | 'message' | 'hint'>,
): Finding => ({ rule, severity: 'error', ...locationAt(file, offset, length), message, hint });
