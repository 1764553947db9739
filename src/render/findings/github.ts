/**
 * Findings as workflow commands, which a runner of GitHub Actions makes annotations of: on the lines of a pull request,
 * and on the page of the run.
 */
import type { Finding } from '../../errors.ts';
import { escapeControls } from '../common/escape.ts';
import { adviceOf, messageOf, placeText } from './messages.ts';
import type { FindingsReport } from './result.ts';

/** How many annotations of one level GitHub shows of a step; the rest it drops in silence. */
const shownOfLevel = 10;

type Level = 'error' | 'warning' | 'notice';

/** The worst first, for the last are not shown; every one is in the log. */
export function githubText({ findings }: FindingsReport): string {
  const told = (['error', 'warning', 'notice'] as const).map((level) => ({
    level,
    of: findings.filter((finding) => levelOf(finding) === level),
  }));
  const commands = told.flatMap(({ level, of }) => of.map((finding) => annotation(level, finding)));
  const cut = told
    .filter(({ of }) => of.length > shownOfLevel)
    .map(({ level, of }) => `${shownOfLevel} of ${of.length} ${level}s`);
  if (cut.length > 0)
    commands.push(
      command(
        'notice',
        {},
        `GitHub shows ${cut.join(', ')} here; the log and the job summary have all of them`,
      ),
    );
  return commands.map((line) => `${line}\n`).join('');
}

const levelOf = ({ severity, acknowledged }: Finding): Level => (acknowledged ? 'notice' : severity);

/**
 * The log shows the message alone, so the place is said there too. A file whose name holds what a terminal acts on gets no
 * annotation on its lines for it, for it is named as we show it.
 */
function annotation(level: Level, finding: Finding): string {
  const { rule, file, line, column, length } = finding;
  const lines = [messageOf(finding), adviceOf(finding), placeText(finding)].filter((each) => each !== null);
  return command(
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

/** A workflow command, on one line whatever it says. */
export function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const told = Object.entries(properties).map(([key, value]) => `${key}=${inProperty(String(value))}`);
  return `::${name}${told.length > 0 ? ` ${told.join(',')}` : ''}::${inMessage(message)}`;
}

const inMessage = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const inProperty = (text: string) => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
