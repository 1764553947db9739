/** A commit's message, put together so that nobody's words can pass for the program's. */

export interface Message {
  subject: string;
  body?: string | null;
  /** At least one: git reads trailers from the last paragraph alone, and this keeps it ours. */
  trailers: readonly (readonly [key: string, value: string])[];
}

/** The subject on one line, the body as it is, and the trailers, each on one line, in a paragraph at the end. */
export function formatMessage({ subject, body, trailers }: Message): string {
  const paragraphs = [
    oneLine(subject),
    visible((body ?? '').replace(/\r\n?/g, '\n')).replace(/^\s*\n|\s+$/g, ''),
    trailers.map(([key, value]) => `${key}: ${oneLine(value)}`).join('\n'),
  ];
  return `${paragraphs.filter(Boolean).join('\n\n')}\n`;
}

/** A line break in a trailer's value would begin the next trailer. */
const oneLine = (text: string) => visible(text.replace(/\s+/g, ' ').trim());

/**
 * What moves cursors is written out, `\x1b`; and so is what git does not take for UTF-8, `\u{ffff}`, since it would
 * then take the whole message for Latin-1. Tab and line feed stay.
 */
const visible = (text: string) =>
  text.replace(/(?![\t\n])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}/gu, (character) => {
    const code = character.codePointAt(0)!;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
