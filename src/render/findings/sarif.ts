/** Findings as SARIF 2.1.0, which code scanning reads. */
import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../../errors.ts';
import { safeJson } from '../common/escape.ts';
import { messageOf } from './messages.ts';
import type { FindingsReport } from './result.ts';

/** What must hold by a rule, in one sentence. */
export type Abouts = ReadonlyMap<string, string>;

/** @param abouts of every rule that has a sentence; one of the plan's own need not */
export function sarifText({ command, findings }: FindingsReport, abouts: Abouts, version: string): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  const fingerprints = fingerprintsOf(findings);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'plantrail', version, rules: ids.map((id) => described(id, abouts.get(id))) },
        },
        automationDetails: { id: `${command.replaceAll(' ', '-')}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository.' } } },
        results: findings.map((finding, index) => ({
          ruleId: finding.rule,
          ruleIndex: ids.indexOf(finding.rule),
          ...result(finding),
          partialFingerprints: { primaryLocationLineHash: fingerprints[index] },
        })),
      },
    ],
  };
  return `${safeJson(log, 2)}\n`;
}

const described = (id: string, about: string | undefined) => ({
  id,
  ...(about === undefined ? {} : { shortDescription: { text: about } }),
  help: { text: `See \`plan explain ${id}\`.` },
});

const levels: Record<Severity, string> = { error: 'error', warning: 'warning' };

function result(finding: Finding) {
  const { severity, file, line, column, length, source, hint, commit, date, author, acknowledged } = finding;
  const region =
    source === null
      ? { startLine: line }
      : {
          ...{ startLine: line, startColumn: column, endLine: line, endColumn: column + length },
          snippet: { text: source.slice(column - 1, column - 1 + length) },
        };
  const context = source === null ? {} : { contextRegion: { startLine: line, snippet: { text: source } } };
  return {
    level: levels[severity],
    message: { text: inMessage(hint === null ? messageOf(finding) : `${messageOf(finding)}\n${hint}`) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uri(file), uriBaseId: 'SRCROOT' }, region, ...context },
      },
    ],
    ...(acknowledged
      ? { suppressions: [{ kind: 'external', status: 'accepted', justification: acknowledged.note }] }
      : {}),
    ...(commit === undefined ? {} : { properties: { commit, date, author } }),
  };
}

/** In a message `[words](place)` would be a link. */
const inMessage = (text: string) => text.replaceAll('](', '\\](');

const uri = (file: string) =>
  file
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');

/**
 * What stays the same of a finding when the lines about it move: its rule, its file, what stands on its line and the
 * commit it is about; with a count, for the same may be found twice.
 */
function fingerprintsOf(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, file, source, commit }) => {
    const what = JSON.stringify([rule, file, source?.trim() ?? null, commit ?? null]);
    const hash = createHash('sha256').update(what).digest('hex').slice(0, 16);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}
