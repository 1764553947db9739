/** As one word of a command line. */
export const shellQuote = (path: string) =>
  /^[\p{L}\p{N}_./-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
