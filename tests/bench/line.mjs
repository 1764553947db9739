/** How one comparison is told in a line, where there is no table of many. */
import { ratio } from './table.mjs';

export const opening = (pairs) =>
  `Node ${process.version}, ${pairs} pairs each; ratios: median (least to most)\n`;

/** @param memory of ours and theirs, in megabytes; null where it is not known */
export function line(name, { median, min, max, ours, bare }, other, memory) {
  const range = `${ratio(min)} to ${ratio(max)}`;
  const room =
    memory.mine === null ? '' : `, ${Math.round(memory.mine)} MB beside ${Math.round(memory.its)} MB`;
  return `${name.padEnd(22)} ${ratio(median)} (${range}) × ${other}: ${ours.toFixed(0)} ms beside ${bare.toFixed(0)} ms${room}`;
}
