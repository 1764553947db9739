/** Quotes a text as one word of a POSIX shell. */
export const shellQuote = (text: string) =>
  /^[\p{L}\p{N}_./:@+-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
