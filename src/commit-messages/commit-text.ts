/** The parts of a commit message: a subject for people, a body, and trailers for programs. */
import type { Trailer } from '../plan/changes/commit-trailers.ts';

export interface CommitText {
  subject: string;
  body: string | null;
  trailers: readonly Trailer[];
}

/** The longest subject that `git log --oneline` shows whole in 80 columns. */
const maxLength = 72;

/** The full subject, or the short one when the full one is too long. */
export const fitSubject = (full: string, short: string): string => (full.length <= maxLength ? full : short);

/** Cuts a subject that is too long, and ends it with `…`. */
export function cutSubject(text: string): string {
  const characters = [...text];
  if (characters.length <= maxLength) return text;
  const start = characters.slice(0, maxLength - 1).join('');
  return `${start.trimEnd()}…`;
}
