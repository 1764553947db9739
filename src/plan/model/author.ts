/** True for `Name <mail>`. */
export const isAuthor = (text: string): boolean => /^[^<>\s][^<>]* <[^<>\s]+>$/.test(text);
