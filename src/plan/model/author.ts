/** Whether a text is an author as git writes it, `Name <mail>`. */
export const isAuthor = (text: string): boolean => /^[^<>\s][^<>]* <[^<>\s]+>$/.test(text);
