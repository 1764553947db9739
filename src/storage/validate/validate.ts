/** The rules applied to files: what `validate` reports, each problem at its place in the text. */

import type { Finding, Problem } from '../../errors.ts';
import { idOf } from '../../plan/model/plan.ts';
import { judgeItem, judgePlan, judgeRegister, judgeRegisterUse } from '../../plan/rules/index.ts';
import { sortFindings } from '../../plan/rules/sort-findings.ts';
import { type Progress, told } from '../../progress.ts';
import { noneSound, type SoundParts } from '../plan-cache/plan-cache.ts';
import type { Loaded, Reading } from '../plan-files/read-plan.ts';
import type { Source } from '../yaml/source.ts';
import { judgeEvidence, namesFile } from './evidence-rules.ts';
import { isMarked } from './suppressions.ts';

/**
 * Everything wrong with a plan, in the order of file and place. While `plan.yaml` or `agencies.yaml` can't be read,
 * nothing can be said of the items but what keeps them from being read.
 * @param sound what need not be judged again
 * @param progress is told how many items are judged
 */
export async function judge(
  reading: Reading,
  today: string,
  sound = noneSound,
  progress?: Progress,
): Promise<Finding[]> {
  const { about, agencies, sources, findings } = reading;
  const judged: [Source, Problem[]][] = [];
  const whole = [...findings];
  if (about && sources.about && !sound.plan) {
    judged.push([sources.about, judgePlan(about)]);
    if (about.validation) {
      const { judgePolicy } = await import('../../plan/rules/policy-rules.ts');
      judged.push([sources.about, judgePolicy(about)]);
    }
  }
  const items = findings.length > 0 ? null : reading.items;
  if (agencies && sources.agencies)
    judged.push([
      sources.agencies,
      (sound.register ? judgeRegisterUse : judgeRegister)(agencies, { items, sound: sound.items }),
    ]);
  if (about && agencies) {
    const loaded: Loaded = Object.assign(Object.create(reading), {
      plan: { about, agencies, items: reading.items },
    });
    const loud = reading.items.filter((item) => !sound.items.has(item));
    if (loud.length > 0) {
      const { contexts } = await import('../plan-files/rule-context.ts');
      const contextOf = contexts(loaded, today);
      for (const item of told(loud, progress)) {
        const problems = judgeItem(item, contextOf(item));
        if (problems.length > 0) judged.push([sources.items.get(item)!, problems]);
      }
    }
    const evidence = await judgeEvidence(reading, loud);
    judged.push(...evidence.judged);
    whole.push(...evidence.unused);
    if (about.queries && !sound.plan) {
      const { judgeQueries } = await import('./saved-queries.ts');
      whole.push(...(await judgeQueries(loaded, today)));
    }
    if (about.validation?.rules?.length) {
      const { judgeOwn } = await import('./custom-rules.ts');
      const own = await judgeOwn(loaded, today);
      judged.push(...own.judged);
      whole.push(...own.bad);
    }
  }
  const broken = judged.filter(([, problems]) => problems.length > 0);
  if (broken.length === 0) return sortFindings(whole);
  const { pointed } = await import('../yaml/read-with-findings.ts');
  return sortFindings([...whole, ...broken.flatMap(([source, problems]) => pointed(source, problems))]);
}

/**
 * What each rule has already said that nothing is wrong with, nor is anything in those items' files that has to be looked
 * at each time. An id that another item has taken meanwhile is news.
 */
export function soundParts({ indexed, items, findings }: Reading, today: string): SoundParts {
  // A file that can't be read may bear on any.
  const sound = (findings.length === 0 && indexed?.sound(today)) || noneSound;
  if (sound.items.size === 0 || sound.items.size === items.length) return sound;
  const taken = new Set(items.filter((item) => !sound.items.has(item)).map(idOf));
  return { ...sound, items: new Set([...sound.items].filter((item) => !taken.has(idOf(item)))) };
}

/** Has what was found in a reading remembered. Loud are items with a finding, and those whose files have to be looked at each time. */
export function remember(
  { indexed, items, sources, findings: unread }: Reading,
  today: string,
  sound: SoundParts,
  findings: readonly Finding[],
): void {
  if (!indexed || unread.length > 0) return;
  const found = new Set(findings.map(({ file }) => file));
  const loud = items.filter((item) => {
    if (sound.items.has(item)) return false;
    const source = sources.items.get(item)!;
    return found.has(source.name) || isMarked(source) || namesFile(item);
  });
  const isSound = (source: Source | null) => source !== null && !found.has(source.name);
  indexed.judged(today, new Set(loud), { plan: isSound(sources.about), register: isSound(sources.agencies) });
}
