/** Renders findings as SARIF 2.1.0, for code scanning. */
import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../../errors.ts';
import { safeJson } from '../common/escape.ts';
import { messageOf } from './messages.ts';
import type { FindingsReport } from './result.ts';

/** @param summaries by rule id; rules that are defined in the plan have none */
export function sarifText(
  { command, findings }: FindingsReport,
  summaries: ReadonlyMap<string, string>,
  version: string,
): string {
  const ids = [...new Set(findings.map(({ rule }) => rule))].toSorted();
  const fingerprints = fingerprintsOf(findings);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'plantrail', version, rules: ids.map((id) => ruleObject(id, summaries.get(id))) },
        },
        automationDetails: { id: `${command.replaceAll(' ', '-')}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
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

const ruleObject = (id: string, summary: string | undefined) => ({
  id,
  ...(summary === undefined ? {} : { shortDescription: { text: summary } }),
  help: { text: `See \`plan explain ${id}\`.` },
});

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'note' };

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
    message: { text: escapeMessage(hint === null ? messageOf(finding) : `${messageOf(finding)}\n${hint}`) },
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

/** In a message, `[text](target)` would be a link. */
const escapeMessage = (text: string) => text.replaceAll('](', '\\](');

const uri = (file: string) =>
  file
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');

/**
 * Fingerprints that do not change when lines move: a hash of the rule, the file, the text of the line and the commit, with a
 * count for equal ones.
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
