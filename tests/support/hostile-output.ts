/** What hostile text would do, and where it could. */

/** What a terminal acts on: controls but for the line break, and marks that reorder a line or hide in it. */
export const acting =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/;

export const findingFormats = ['text', 'json', 'github', 'sarif', 'junit', 'markdown'];
