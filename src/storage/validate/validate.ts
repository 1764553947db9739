/** Checks all rules on the files of a plan. */
import type { Finding } from '../../errors.ts';
import { idOf } from '../../plan/model/plan.ts';
import { checkAgencies, checkAgencyUse, checkItem, checkSettings } from '../../plan/rules/index.ts';
import { sortFindings } from '../../plan/rules/sort-findings.ts';
import { type Progress, withProgress } from '../../progress-line.ts';
import { type CleanParts, nothingClean } from '../plan-cache/plan-cache.ts';
import type { LoadedPlan, PlanReading } from '../plan-files/read-plan.ts';
import type { Source } from '../yaml/source.ts';
import type { CheckedFile, CheckResult } from './check-result.ts';
import { checkEvidence, hasStoredEvidence } from './evidence-rules.ts';
import { hasSuppressions } from './suppressions.ts';

/**
 * All findings of a plan, sorted. While `plan.yaml` or `agencies.yaml` cannot be read, items are not checked.
 *
 * @param clean the parts to skip, because they are known to have no findings
 * @param progress reports how many items have been checked
 */
export async function validatePlan(
  reading: PlanReading,
  today: string,
  clean: CleanParts = nothingClean,
  progress?: Progress,
): Promise<Finding[]> {
  const { settings, agencies, sources } = reading;
  const problems: CheckedFile[] = [];
  const findings = [...reading.findings];
  if (settings && sources.settings && !clean.settings) {
    problems.push([sources.settings, checkSettings(settings)]);
    if (settings.validation) {
      const { checkPolicy } = await import('../../plan/policy/validation-settings.ts');
      problems.push([sources.settings, checkPolicy(settings)]);
    }
  }
  if (agencies && sources.agencies) {
    const check = clean.agencies ? checkAgencyUse : checkAgencies;
    const items = reading.findings.length > 0 ? null : reading.items;
    problems.push([sources.agencies, check(agencies, { items, clean: clean.items })]);
  }
  if (settings && agencies) {
    const loaded: LoadedPlan = Object.assign(Object.create(reading), {
      plan: { settings, agencies, items: reading.items },
    });
    for (const result of await checkPlan(loaded, today, clean, progress)) {
      problems.push(...result.problems);
      findings.push(...result.findings);
    }
  }
  const broken = problems.filter((file) => file[1].length > 0);
  if (broken.length === 0) return sortFindings(findings);
  const { locateProblems } = await import('../yaml/read-with-findings.ts');
  return sortFindings([
    ...findings,
    ...broken.flatMap(([source, problems]) => locateProblems(source, problems)),
  ]);
}

/** The checks that need valid settings and agencies. */
async function checkPlan(
  loaded: LoadedPlan,
  today: string,
  clean: CleanParts,
  progress: Progress | undefined,
): Promise<CheckResult[]> {
  const { settings } = loaded.plan;
  const items = loaded.items.filter((item) => !clean.items.has(item));
  const results: CheckResult[] = [];
  if (items.length > 0) {
    const { ruleContexts } = await import('../plan-files/rule-context.ts');
    const contextOf = ruleContexts(loaded, today);
    const problems: CheckedFile[] = [];
    for (const item of withProgress(items, progress))
      problems.push([loaded.sources.items.get(item)!, checkItem(item, contextOf(item))]);
    results.push({ problems, findings: [] });
  }
  results.push(await checkEvidence(loaded, items));
  if (settings.queries && !clean.settings) {
    const { checkSavedQueries } = await import('./saved-queries.ts');
    results.push(await checkSavedQueries(loaded, today));
  }
  if (settings.validation?.rules?.length) {
    const { checkCustomRules } = await import('./custom-rules.ts');
    results.push(await checkCustomRules(loaded, today));
  }
  return results;
}

/** The parts of a plan that the cache knows to be clean. An item is not if its id is that of a changed item. */
export function cleanParts({ cache, items, findings }: PlanReading, today: string): CleanParts {
  // A file that cannot be read may affect any other.
  const clean = (findings.length === 0 && cache?.cleanOn(today)) || nothingClean;
  if (clean.items.size === 0 || clean.items.size === items.length) return clean;
  const changedIds = new Set(items.filter((item) => !clean.items.has(item)).map(idOf));
  return { ...clean, items: new Set([...clean.items].filter((item) => !changedIds.has(idOf(item)))) };
}

/**
 * Records in the cache which parts of a plan have no findings. Items with suppressions or stored evidence are never
 * recorded as clean, because they are checked each time.
 */
export function recordClean(
  { cache, items, sources, findings: unreadable }: PlanReading,
  today: string,
  clean: CleanParts,
  findings: readonly Finding[],
): void {
  if (!cache || unreadable.length > 0) return;
  const filesWithFindings = new Set(findings.map(({ file }) => file));
  const dirty = items.filter((item) => {
    if (clean.items.has(item)) return false;
    const source = sources.items.get(item)!;
    return filesWithFindings.has(source.name) || hasSuppressions(source) || hasStoredEvidence(item);
  });
  const isClean = (source: Source | null) => source !== null && !filesWithFindings.has(source.name);
  cache.setClean(today, new Set(dirty), {
    settings: isClean(sources.settings),
    agencies: isClean(sources.agencies),
  });
}
