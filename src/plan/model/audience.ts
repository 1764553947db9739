/** Who reads an output. */

/** The public reads it without internal updates and names of people; internally, everything is shown. */
export const audiences = ['public', 'internal'] as const;
export type Audience = (typeof audiences)[number];
