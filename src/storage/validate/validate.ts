/** The rules applied to files: what `validate` reports, each problem at its place in the text. */

import type { Finding, Problem } from '../../errors.ts';
import { idOf } from '../../plan/model/plan.ts';
import { checkAgencies, checkAgencyUse, checkItem, checkSettings } from '../../plan/rules/index.ts';
import { sortFindings } from '../../plan/rules/sort-findings.ts';
import { type Progress, withProgress } from '../../progress.ts';
import { type CleanParts, nothingClean } from '../plan-cache/plan-cache.ts';
import type { LoadedPlan, PlanReading } from '../plan-files/read-plan.ts';
import type { Source } from '../yaml/source.ts';
import { checkEvidence, hasStoredEvidence } from './evidence-rules.ts';
import { hasSuppressions } from './suppressions.ts';

/**
 * Everything wrong with a plan, in the order of file and place. While `plan.yaml` or `agencies.yaml` can't be read,
 * nothing can be said of the items but what keeps them from being read.
 * @param sound what need not be judged again
 * @param progress is told how many items are judged
 */
export async function validatePlan(
  reading: PlanReading,
  today: string,
  sound = nothingClean,
  progress?: Progress,
): Promise<Finding[]> {
  const { settings, agencies, sources, findings } = reading;
  const judged: [Source, Problem[]][] = [];
  const whole = [...findings];
  if (settings && sources.settings && !sound.settings) {
    judged.push([sources.settings, checkSettings(settings)]);
    if (settings.validation) {
      const { checkPolicy: judgePolicy } = await import('../../plan/policy/validation-settings.ts');
      judged.push([sources.settings, judgePolicy(settings)]);
    }
  }
  const items = findings.length > 0 ? null : reading.items;
  if (agencies && sources.agencies)
    judged.push([
      sources.agencies,
      (sound.agencies ? checkAgencyUse : checkAgencies)(agencies, { items, clean: sound.items }),
    ]);
  if (settings && agencies) {
    const loaded: LoadedPlan = Object.assign(Object.create(reading), {
      plan: { settings, agencies, items: reading.items },
    });
    const loud = reading.items.filter((item) => !sound.items.has(item));
    if (loud.length > 0) {
      const { ruleContexts } = await import('../plan-files/rule-context.ts');
      const contextOf = ruleContexts(loaded, today);
      for (const item of withProgress(loud, progress)) {
        const problems = checkItem(item, contextOf(item));
        if (problems.length > 0) judged.push([sources.items.get(item)!, problems]);
      }
    }
    const evidence = await checkEvidence(reading, loud);
    judged.push(...evidence.judged);
    whole.push(...evidence.unused);
    if (settings.queries && !sound.settings) {
      const { checkSavedQueries } = await import('./saved-queries.ts');
      whole.push(...(await checkSavedQueries(loaded, today)));
    }
    if (settings.validation?.rules?.length) {
      const { checkCustomRules } = await import('./custom-rules.ts');
      const own = await checkCustomRules(loaded, today);
      judged.push(...own.judged);
      whole.push(...own.bad);
    }
  }
  const broken = judged.filter(([, problems]) => problems.length > 0);
  if (broken.length === 0) return sortFindings(whole);
  const { locateProblems } = await import('../yaml/read-with-findings.ts');
  return sortFindings([
    ...whole,
    ...broken.flatMap(([source, problems]) => locateProblems(source, problems)),
  ]);
}

/**
 * What each rule has already said that nothing is wrong with, nor is anything in those items' files that has to be looked
 * at each time. An id that another item has taken meanwhile is news.
 */
export function cleanParts({ cache, items, findings }: PlanReading, today: string): CleanParts {
  // A file that can't be read may bear on any.
  const clean = (findings.length === 0 && cache?.cleanOn(today)) || nothingClean;
  if (clean.items.size === 0 || clean.items.size === items.length) return clean;
  const taken = new Set(items.filter((item) => !clean.items.has(item)).map(idOf));
  return { ...clean, items: new Set([...clean.items].filter((item) => !taken.has(idOf(item)))) };
}

/** Has what was found in a reading remembered. Loud are items with a finding, and those whose files have to be looked at each time. */
export function recordClean(
  { cache, items, sources, findings: unread }: PlanReading,
  today: string,
  sound: CleanParts,
  findings: readonly Finding[],
): void {
  if (!cache || unread.length > 0) return;
  const found = new Set(findings.map(({ file }) => file));
  const toCheck = items.filter((item) => {
    if (sound.items.has(item)) return false;
    const source = sources.items.get(item)!;
    return found.has(source.name) || hasSuppressions(source) || hasStoredEvidence(item);
  });
  const isSound = (source: Source | null) => source !== null && !found.has(source.name);
  cache.setClean(today, new Set(toCheck), {
    settings: isSound(sources.settings),
    agencies: isSound(sources.agencies),
  });
}
