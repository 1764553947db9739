/** Measures, shortens and wraps text in charts by the metrics of a wide font; other fonts need less room. */
import { oneLine } from '../../common/escape.ts';
import { widthOf } from '../../common/text-width.ts';

/** The widths of the characters from space to `~` in DejaVu Sans, in hundredths of the font size. */
const charWidths = [
  ...[32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64],
  ...[
    34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63,
  ],
  ...[61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97],
  ...[63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84],
];

/** Letters with marks are as wide as those without; other characters are taken to be as wide as the font size. */
export function textWidth(text: string, size: number): number {
  let sum = 0;
  for (const letter of oneLine(text).normalize('NFD'))
    sum += charWidths[letter.codePointAt(0)! - 32] ?? (widthOf(letter) === 0 ? 0 : 100);
  return (sum * size) / 100;
}

/** Shortens a text to fit, with `…` at its end. */
export function ellipsize(text: string, size: number, room: number): string {
  const line = oneLine(text);
  if (textWidth(line, size) <= room) return line;
  const letters = [...line];
  let [low, high] = [0, letters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(`${letters.slice(0, middle).join('')}…`, size) <= room) low = middle;
    else high = middle - 1;
  }
  return `${letters.slice(0, low).join('').trimEnd()}…`;
}

/** Wraps a text to at most `most` lines and shortens the last one if necessary. */
export function wrapText(
  text: string,
  size: number,
  room: number,
  most = Number.POSITIVE_INFINITY,
): string[] {
  const lines: string[] = [];
  let line = '';
  const words = oneLine(text).split(' ').filter(Boolean);
  for (const [at, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, size) <= room) line = longer;
    else if (lines.length + 1 >= most)
      return [...lines, ellipsize([line, ...words.slice(at)].filter(Boolean).join(' '), size, room)];
    else {
      if (line !== '') lines.push(line);
      line = ellipsize(word, size, room);
    }
  }
  return line === '' ? lines : [...lines, line];
}
