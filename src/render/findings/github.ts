/** Renders findings as workflow commands, which GitHub Actions shows as annotations of a pull request and a run. */
import type { Finding } from '../../errors.ts';
import { escapeControls } from '../common/escape.ts';
import { adviceOf, messageOf, placeText } from './messages.ts';
import type { FindingsReport } from './result.ts';

/** GitHub shows this many annotations of each level for a step, and drops the others. */
const maxPerLevel = 10;

type Level = 'error' | 'warning' | 'notice';

/** Errors first, as the last annotations may be dropped; the log has all of them. */
export function githubText({ findings }: FindingsReport): string {
  const levels = (['error', 'warning', 'notice'] as const).map((level) => ({
    level,
    findings: findings.filter((finding) => levelOf(finding) === level),
  }));
  const commands = levels.flatMap(({ level, findings }) =>
    findings.map((finding) => annotation(level, finding)),
  );
  const cut = levels
    .filter(({ findings }) => findings.length > maxPerLevel)
    .map(({ level, findings }) => `${maxPerLevel} of ${findings.length} ${level}s`);
  if (cut.length > 0)
    commands.push(
      workflowCommand(
        'notice',
        {},
        `GitHub shows ${cut.join(', ')} here; the log and the job summary have all of them`,
      ),
    );
  return commands.map((line) => `${line}\n`).join('');
}

const levelOf = ({ severity, acknowledged }: Finding): Level =>
  acknowledged || severity === 'note' ? 'notice' : severity;

/** The message includes the position, because the log shows the message only. */
function annotation(level: Level, finding: Finding): string {
  const { rule, file, line, column, length } = finding;
  const lines = [messageOf(finding), adviceOf(finding), placeText(finding)].filter((each) => each !== null);
  return workflowCommand(
    level,
    {
      title: rule,
      file: escapeControls(file),
      line,
      endLine: line,
      col: column,
      endColumn: column + length - 1,
    },
    lines.join('\n'),
  );
}

export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${name}${list.length > 0 ? ` ${list.join(',')}` : ''}::${escapeMessage(message)}`;
}

const escapeMessage = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string) => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
