/** Shrinks a text that shows a difference. */

/** Removes lines, then characters, and replaces the rest by `a`, as long as `holds` is true of the result. */
export function shrink(text: string, holds: (text: string) => boolean): string {
  let least = text;
  for (let before = ''; before !== least; ) {
    before = least;
    least = without(least.split(/(?<=\n)/), holds);
    least = without([...least.split('')], holds);
    least = simpler(least, holds);
  }
  return least;
}

function without(parts: readonly string[], holds: (text: string) => boolean): string {
  let left = [...parts];
  for (let run = left.length; run >= 1; run = Math.floor(run / 2))
    for (let at = left.length - run; at >= 0; at--) {
      const fewer = [...left.slice(0, at), ...left.slice(at + run)];
      if (fewer.length > 0 && holds(fewer.join(''))) left = fewer;
    }
  return left.join('');
}

function simpler(text: string, holds: (text: string) => boolean): string {
  let now = text;
  for (let at = 0; at < now.length; at++) {
    const plainer = `${now.slice(0, at)}a${now.slice(at + 1)}`;
    if (/[b-zA-Z2-9]/.test(now[at]!) && holds(plainer)) now = plainer;
  }
  return now;
}
