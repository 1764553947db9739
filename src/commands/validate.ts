import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { countText, findingsText } from '../render/findings.ts';
import { judge } from '../store/judge.ts';
import { type Reading, read } from '../store/read.ts';
import { exits, Fault } from '../trouble.ts';
import type { Session } from './session.ts';
import type { Verb } from './verb.ts';

export const verb: Verb = {
  summary:
    'Everything that is wrong with the plan: file, line and column, the rule, and what to write instead.',
  examples: [
    ['plan validate', 'the whole plan'],
    ['plan validate plan/items/05.yaml', 'what is wrong in one file'],
    ['plan validate --json', 'the same for a program'],
  ],
  formats: ['text', 'text', 'json'],
  arguments: [['[paths...]', 'tell only what is wrong in these files or folders']],

  async run(session, paths) {
    await session.mend();
    const reading = await read(session.root, session.io.cwd);
    const { today } = session.clock(reading.about ?? { 'time-zone': 'UTC' });
    const isAsked = within(session, reading, paths);
    const findings = (await judge(reading, today)).filter(({ file }) => isAsked(file));
    const files = reading.files.filter(isAsked).length;
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    if (session.format === 'json')
      session.json('findings', { findings, summary: { files, errors, warnings: findings.length - errors } });
    else {
      session.io.out(findingsText(findings, await session.paintOut()));
      session.io.err(`${countText(findings)} in ${files} file${files === 1 ? '' : 's'}\n`);
    }
    return errors > 0 ? exits.findings : exits.done;
  },
};

/** Which files the user asked about. The whole plan is read all the same: names cross from file to file. */
function within(
  { io: { cwd } }: Session,
  { files, root }: Reading,
  paths: readonly string[],
): (file: string) => boolean {
  if (paths.length === 0) return () => true;
  const asked = paths.map((path) => {
    const place = resolve(cwd, path);
    if (!existsSync(place)) throw new Fault('not-found', `there is no file \`${path}\``, null);
    const isPartOf = (file: string) => !relative(place, resolve(cwd, file)).startsWith('..');
    if (!files.some(isPartOf))
      throw new Fault(
        'not-found',
        `\`${path}\` is not a file of the plan in \`${relative(cwd, root) || '.'}\``,
        null,
      );
    return isPartOf;
  });
  return (file) => asked.some((isPartOf) => isPartOf(file));
}
