/**
 * The colours of charts, in light and dark mode. The elements have the colours of light mode as attributes, which every
 * program understands; a style sheet changes them in dark mode.
 *
 * Status categories have the colours of Okabe and Ito (Color Universal Design, 2008), which people with any kind of colour
 * vision can tell apart, and a pattern and a text as well. Counts have the colours of ColorBrewer's “Blues” (Cynthia
 * Brewer), darker for more, and the number as well.
 */
import type { StatusValue } from '../../../plan/model/status.ts';

const colors = {
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
  /** Text on a step. */
  on1: { light: '#1a1d21', dark: '#eceef0' },
  on2: { light: '#1a1d21', dark: '#eceef0' },
  on3: { light: '#1a1d21', dark: '#ffffff' },
  on4: { light: '#ffffff', dark: '#15181c' },
  on5: { light: '#ffffff', dark: '#15181c' },
} as const;

export type Color = keyof typeof colors;

/** Attributes that fill or stroke an element with a colour. */
export const fill = (color: Color) => ({ fill: colors[color].light, class: `f-${color}` });
export const stroke = (color: Color) => ({
  stroke: colors[color].light,
  fill: 'none',
  class: `s-${color}`,
});

/** The style sheet for dark mode, which applies to our charts only. Print has the colours of light mode. */
export const style = `@media screen and (prefers-color-scheme:dark){${Object.entries(colors)
  .flatMap(([color, { dark }]) => [
    `.plan-chart .f-${color}{fill:${dark}}`,
    `.plan-chart .s-${color}{stroke:${dark}}`,
  ])
  .join('')}}`;

/** The line colour around filled shapes, in both modes. */
export const outline = '#565c63';

export interface StatusStyle {
  /** Null for the background. */
  color: string | null;
  /** The path of its pattern, in a square of 8 by 8; empty for none. */
  lines: string;
}

/** The lines cross the edges of the square, so that adjacent squares join. */
export const statusStyles: Record<StatusValue, StatusStyle> = {
  completed: { color: '#0072b2', lines: '' },
  'in-place': { color: '#009e73', lines: 'M2 2h1M6 6h1' },
  'in-progress': { color: '#56b4e9', lines: 'M-2 2l4 -4M0 8l8 -8M6 10l4 -4' },
  'not-started': { color: '#f0e442', lines: 'M0 4h8' },
  'on-hold': { color: '#e69f00', lines: 'M4 0v8' },
  superseded: { color: '#cc79a7', lines: 'M-2 6l4 4M0 0l8 8M6 -2l4 4' },
  cancelled: { color: '#d55e00', lines: 'M0 0l8 8M0 8l8 -8' },
  'no-status': { color: null, lines: 'M2 2h1M6 6h1' },
  'not-reported': { color: null, lines: 'M-2 2l4 -4M0 8l8 -8M6 10l4 -4' },
};
