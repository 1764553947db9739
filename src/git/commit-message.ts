/** Writes commit messages, so that no text of a plan can pass for a trailer. */

export interface CommitMessage {
  subject: string;
  body?: string | null;
  /** At least one: git reads trailers from the last paragraph alone, and this makes it ours. */
  trailers: readonly (readonly [key: string, value: string])[];
}

/** The subject on one line, the body as it is, and the trailers, each on one line, as the last paragraph. */
export function formatMessage({ subject, body, trailers }: CommitMessage): string {
  const paragraphs = [
    foldLines(subject),
    escapeUnsafe((body ?? '').replace(/\r\n?/g, '\n'))
      // Such a line could begin a block of trailers.
      .replace(/^(?=Plan-)/gm, '  ')
      .replace(/^\s*\n/, '')
      .trimEnd(),
    trailers.map(([key, value]) => `${key}: ${foldLines(value)}`).join('\n'),
  ];
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`;
}

/** A line break in the value of a trailer would start another trailer. */
const foldLines = (text: string) => escapeUnsafe(text.replace(/\s+/g, ' ').trim());

/**
 * Writes control characters as `\x1b`, except tab and line feed; and as `\u{ffff}` the characters that git does not
 * accept as UTF-8, since it would take the whole message for Latin-1.
 */
const escapeUnsafe = (text: string) =>
  text.replace(/(?![\t\n])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
