/** What the tests with malicious text look for. */

/** Control characters other than line breaks, and characters that reorder or hide text. */
export const actsOnTerminal =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

export const findingFormats = ['text', 'json', 'github', 'sarif', 'junit', 'markdown'];
