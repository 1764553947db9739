/** How findings are told, by whichever command found them: in every format, and the count beside it. */
import { countText, findingsText } from '../render/findings/text.ts';
import type { Finding } from '../trouble.ts';
import type { Session } from './session.ts';

/** The formats of findings, for `formats` of a verb. */
export const findingFormats = ['text', 'text', 'json'] as const;

/** What a command found, and among what. */
export interface Found {
  /** In the order of telling, those that do not count for being acknowledged among them. */
  findings: readonly Finding[];
  /** What the findings are among, for people: `30 files`. */
  among: string;
  /** The same for programs, numbers by name. */
  summary: object;
  /** The files that were looked at, as the user would type them. */
  files: readonly string[];
}

type Telling = (session: Session, found: Found) => Promise<void> | void;

/** Each puts the data on standard output. */
const tellings: Record<(typeof findingFormats)[number], Telling> = {
  text: async (session, { findings }) => session.io.out(findingsText(findings, await session.paintOut())),
  json: (session, { findings, summary }) => session.json('findings', { findings, summary }),
};

/** Tells findings in the format that was asked for. */
export async function tellFindings(session: Session, found: Found): Promise<void> {
  await tellings[session.format as keyof typeof tellings](session, found);
  if (session.format === 'json') return;
  const open = unacknowledged(found.findings);
  const rest = found.findings.length - open.length;
  session.io.err(`${countText(open)} in ${found.among}${rest > 0 ? `; ${rest} acknowledged` : ''}\n`);
}

/** Those that count. */
export const unacknowledged = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ acknowledged }) => !acknowledged);
