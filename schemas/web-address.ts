/** URLs that a plan may hold and outputs may link to. Apart from the schemas, so that commands need not load Zod. */
/**
 * A host, then anything but blanks, backslashes and characters that are invisible or reorder text. No `@` before the
 * path: `https://police.govt.nz@example.org` leads to example.org, although it looks different. The surrogate is the
 * first half of the invisible tag characters.
 */
export const webAddress =
  /^https?:\/\/[^\s\\/?#@\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff\udb40]+(?:[/?#][^\s\\\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff\udb40]*)?$/;

/** Whether a text is a URL that the plan may hold and that outputs may link to. */
export const isWebAddress = (text: string): boolean => webAddress.test(text) && URL.canParse(text);
