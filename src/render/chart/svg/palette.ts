/**
 * The colours of pictures, on white and on dark. A picture carries those for white on its elements, where every program
 * finds them, and a style that says what they are in the dark.
 *
 * Where work stands is told by the colours of Okabe and Ito (Color Universal Design, 2008), which people with any kind of
 * colour vision tell apart, and always by a pattern and a word or a number too. How many there are is told by ColorBrewer's
 * “Blues” (Cynthia Brewer), lighter to darker, and by the number.
 */
import type { StatusCategory } from '../../../plan/chart/status-category.ts';

const tones = {
  paper: { light: '#ffffff', dark: '#15181c' },
  ink: { light: '#1a1d21', dark: '#eceef0' },
  quiet: { light: '#565c63', dark: '#a9b0b7' },
  line: { light: '#d5d9de', dark: '#3a4047' },
  panel: { light: '#f4f5f7', dark: '#1f2429' },
  late: { light: '#b84300', dark: '#ff9a5c' },
  ahead: { light: '#bfc5cc', dark: '#59616a' },
  step1: { light: '#c6dbef', dark: '#1b2f4a' },
  step2: { light: '#9ecae1', dark: '#1f4468' },
  step3: { light: '#6baed6', dark: '#2f6ea3' },
  step4: { light: '#3182bd', dark: '#6baed6' },
  step5: { light: '#08519c', dark: '#bdd7e7' },
  /** Words on a step. */
  on1: { light: '#1a1d21', dark: '#eceef0' },
  on2: { light: '#1a1d21', dark: '#eceef0' },
  on3: { light: '#1a1d21', dark: '#ffffff' },
  on4: { light: '#ffffff', dark: '#15181c' },
  on5: { light: '#ffffff', dark: '#15181c' },
} as const;

export type Color = keyof typeof tones;

/** Attributes that fill with a tone, or draw in it. */
export const fill = (tone: Color) => ({ fill: tones[tone].light, class: `f-${tone}` });
export const stroke = (tone: Color) => ({ stroke: tones[tone].light, fill: 'none', class: `s-${tone}` });

/** What the tones are in the dark; on paper they are as on white. Every rule is about these pictures alone. */
export const style = `@media screen and (prefers-color-scheme:dark){${Object.entries(tones)
  .flatMap(([tone, { dark }]) => [
    `.plan-chart .f-${tone}{fill:${dark}}`,
    `.plan-chart .s-${tone}{stroke:${dark}}`,
  ])
  .join('')}}`;

export interface Look {
  /** Null for the paper's own. */
  color: string | null;
  /** The lines of its pattern, in a square of 8; empty for none. */
  lines: string;
}

/** The lines are drawn past the square's edges, so that squares join. */
export const statusStyles: Record<StatusCategory, Look> = {
  completed: { color: '#0072b2', lines: '' },
  'in-place': { color: '#009e73', lines: 'M2 2h1M6 6h1' },
  'in-progress': { color: '#56b4e9', lines: 'M-2 2l4 -4M0 8l8 -8M6 10l4 -4' },
  'not-started': { color: '#f0e442', lines: 'M0 4h8' },
  'on-hold': { color: '#e69f00', lines: 'M4 0v8' },
  superseded: { color: '#cc79a7', lines: 'M-2 6l4 4M0 0l8 8M6 -2l4 4' },
  cancelled: { color: '#d55e00', lines: 'M0 0l8 8M0 8l8 -8' },
  'not-reported': { color: null, lines: 'M-2 2l4 -4M0 8l8 -8M6 10l4 -4' },
};
