/** Conflict markers around the lines of both sides, labelled with what each side says. */
import type { Conflict } from '../../plan/merge/conflict.ts';
import { differingRange, type Lines } from './diff3.ts';

export type ConflictLabels = Pick<Conflict, 'ours' | 'theirs'>;

/** The lines of both sides between markers. Lines that both begin or end with stay outside. */
export function withMarkers(ours: Lines, theirs: Lines, labels: ConflictLabels, size: number): string[] {
  const { start, ourEnd, theirEnd } = differingRange(ours, theirs);
  const marker = (sign: string, label = '') => `${sign.repeat(size)}${label}`;
  return [
    ...ours.slice(0, start),
    marker('<', ` ours: ${withoutBreaks(labels.ours)}`),
    ...ours.slice(start, ourEnd),
    marker('='),
    ...theirs.slice(start, theirEnd),
    marker('>', ` theirs: ${withoutBreaks(labels.theirs)}`),
    ...ours.slice(ourEnd),
  ];
}

/** The lines with one side's lines in place of each conflict. */
export function withoutMarkers(lines: Lines, side: 'ours' | 'theirs', size: number): string[] {
  const marker = new RegExp(`^([<=>])\\1{${size - 1}}(?: |$)`);
  let section = '';
  return lines.filter((line) => {
    const sign = marker.exec(line)?.[1];
    if (sign) section = sign === '>' ? '' : sign;
    return sign === undefined && (section === '' || (section === '<') === (side === 'ours'));
  });
}

/** Labels stay on the marker's line, whatever characters an item holds. */
const withoutBreaks = (label: string) => label.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
