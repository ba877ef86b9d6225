// The attention list as text, as JSON, and in Nagios's format.

import { toFinding } from '../../app/overview/summary.ts';
import { reasonOf, type ScopeListState } from '../../app/state/lists/responses.ts';
import { severalOf } from '../../app/state/places.ts';
import { capitalized } from '../../aws/errors/problem.ts';
import { type Alert, growthWords } from '../../domain/alerts/evaluate-alerts.ts';
import type { AttentionLine } from '../../domain/attention/findings/attention-line.ts';
import type { Severity } from '../../domain/attention/findings/severity.ts';
import { type CoverageTotals, coverageSentence } from '../../domain/coverage/coverage-totals.ts';
import type { Scope } from '../../domain/scope.ts';
import { defined } from '../../lib/defined.ts';
import { formatAge } from '../../lib/text/format.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { CheckFormat } from './arguments.ts';

export interface Report {
  /** Epoch ms. */
  readonly at: number;
  /** Worst first. */
  readonly items: readonly AttentionLine[];
  readonly muted: number;
  /** Lines that a person has acknowledged, and that have neither grown nor risen since. */
  readonly acknowledged: number;
  /** Requests that AWS refused or did not answer in time: one sentence each. */
  readonly unanswered: readonly string[];
  /** By sentence of `unanswered`. */
  readonly nextSteps?: ReadonlyMap<string, string>;
  /** Each list without a response from which findings follow. */
  readonly lists: readonly ScopeListState[];
  /** Lists that were left out by flag. */
  readonly without: readonly ResourceId[];
  /** With `--new-only`: the reason why each finding is printed. */
  readonly alerts?: ReadonlyMap<AttentionLine, Alert>;
  /** Absent: coverage by backup plans was not judged. */
  readonly coverage?: CoverageTotals;
  /** Known names of accounts by id. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** Nagios's exit codes. https://nagios-plugins.org/doc/guidelines.html#AEN78 */
export type CheckStatus = 0 | 1 | 2 | 3;
const stateNames = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;
export const unknown = 3 satisfies CheckStatus;

/**
 * Critical findings stay critical, whatever is unknown; with only warnings, an unknown list may hide a critical
 * finding.
 */
export function stateOf({ items, unanswered }: Pick<Report, 'items' | 'unanswered'>): CheckStatus {
  if (items.some(({ severity }) => severity === 'critical')) return 2;
  if (unanswered.length > 0) return unknown;
  return items.some(({ severity }) => severity === 'warning') ? 1 : 0;
}

export function formatReport(report: Report, format: CheckFormat): string {
  if (format === 'json') return `${jsonText(toJson(report), 2)}\n`;
  const lines = format === 'nagios' ? nagiosLines(report) : textLines(report);
  return `${lines.join('\n')}\n`;
}

const count = ({ items }: Report, severity: Severity): number =>
  items.filter((item) => item.severity === severity).length;

const summary = (report: Report): string =>
  [
    `${count(report, 'critical')} critical`,
    `${count(report, 'warning')} warning`,
    `${count(report, 'notice')} notice`,
    ...(report.muted > 0 ? [`${report.muted} muted`] : []),
    ...(report.acknowledged > 0 ? [`${report.acknowledged} acknowledged`] : []),
    ...(report.unanswered.length > 0 ? [`${report.unanswered.length} unanswered`] : []),
    ...(report.without.length > 0 ? [`without ${report.without.join(', ')}`] : []),
    report.coverage ? `coverage: ${coverageSentence(report.coverage)}` : 'coverage not evaluated',
  ].join(', ');

/** For a group of findings, the number of accounts or Regions if there are several. */
function placeIn({ accounts }: Report, { scope: { accountId, region }, ...line }: AttentionLine): string {
  const account = severalOf(line.accounts, 'accounts') ?? accounts.get(accountId) ?? accountId;
  return `${account}/${severalOf(line.regions, 'Regions') ?? region}`;
}

const reasonWidth = 'grown'.length;

const reasonColumn = ({ alerts }: Report, item: AttentionLine): string =>
  alerts === undefined ? '' : `${(alerts.get(item)?.reason ?? '').padEnd(reasonWidth)}  `;

/** For a line that has grown, the growth. */
function sentenceIn({ alerts }: Report, item: AttentionLine): string {
  const alert = alerts?.get(item);
  return alert ? `${item.text}${growthWords(alert)}` : item.text;
}

const severityWidth = 'critical'.length;

/** The line below a finding, or below what is not known. */
const nextLine = (nextStep: string | undefined): string[] =>
  nextStep === undefined ? [] : [`${' '.repeat(severityWidth)}  Next: ${capitalized(nextStep)}`];

function textLines(report: Report): string[] {
  return [
    ...report.items.flatMap((item) => [
      `${item.severity.padEnd(severityWidth)}  ${reasonColumn(report, item)}${placeIn(report, item)}  ${formatAge(report.at - item.since).padStart(6)}  ${sentenceIn(report, item)}`,
      ...nextLine(item.nextStep),
    ]),
    ...report.unanswered.flatMap((sentence) => [
      `${'unknown'.padEnd(severityWidth)}  ${sentence}`,
      ...nextLine(report.nextSteps?.get(sentence)),
    ]),
    `${stateNames[stateOf(report)]}: ${summary(report)}`,
  ];
}

/** A pipe character would begin Nagios's performance data. */
const withoutPipes = (text: string): string => text.replaceAll('|', '/');

/** label=value;warning;critical;minimum. https://nagios-plugins.org/doc/guidelines.html#AEN200 */
const performance = (report: Report): string =>
  [
    `critical=${count(report, 'critical')};;0;0`,
    `warning=${count(report, 'warning')};0;;0`,
    `notice=${count(report, 'notice')};;;0`,
    `muted=${report.muted};;;0`,
    `acknowledged=${report.acknowledged};;;0`,
    `unanswered=${report.unanswered.length};;;0`,
  ].join(' ');

function nagiosLines(report: Report): string[] {
  const { items, unanswered } = report;
  const state = stateOf(report);
  const first = state === unknown ? unanswered[0] : items[0] && sentenceIn(report, items[0]);
  return [
    `VAULTOP ${stateNames[state]}: ${withoutPipes(summary(report) + (first ? ` - ${first}` : ''))} | ${performance(report)}`,
    ...[
      ...items.flatMap((item) => [
        `${item.severity} ${placeIn(report, item)} ${sentenceIn(report, item)}`,
        ...nextLine(item.nextStep),
      ]),
      ...unanswered.flatMap((sentence) => [`unknown ${sentence}`, ...nextLine(report.nextSteps?.get(sentence))]),
    ].map(withoutPipes),
  ];
}

/** Nagios's format if there is no report. */
export const formatFailure = (message: string): string =>
  `VAULTOP ${stateNames[unknown]}: ${withoutPipes(message.replaceAll(/\s*\n\s*/g, ' '))}\n`;

const alertMembers = (alert: Alert | undefined) =>
  alert ? defined({ reason: alert.reason, countBefore: alert.countBefore }) : {};

const toJson = (report: Report) => ({
  schema: 'vaultop.check/1',
  at: new Date(report.at).toISOString(),
  state: stateNames[stateOf(report)],
  counts: {
    critical: count(report, 'critical'),
    warning: count(report, 'warning'),
    notice: count(report, 'notice'),
    muted: report.muted,
    acknowledged: report.acknowledged,
    unanswered: report.unanswered.length,
  },
  findings: report.items.map((item) => ({
    ...toFinding(item),
    ...named(report, item.scope),
    ...alertMembers(report.alerts?.get(item)),
  })),
  unanswered: report.unanswered,
  unansweredLists: report.lists.map((response) => toUnanswered(report, response)),
  without: report.without,
  coverage: report.coverage ?? 'not judged',
});

function named({ accounts }: Report, { accountId }: Scope) {
  const name = accounts.get(accountId);
  return name === undefined ? {} : { accountName: name };
}

function toUnanswered(report: Report, { list, scope, state, asOf, ...response }: ScopeListState) {
  const silence =
    response.lacks === undefined ? 'AWS did not answer in time.' : `AWS did not return the ${response.lacks}.`;
  const { message = silence, nextStep } = response.problem ?? {};
  return {
    list,
    account: scope.accountId,
    ...named(report, scope),
    region: scope.region,
    state,
    reason: reasonOf(response),
    message,
    ...(nextStep === undefined ? {} : { nextStep }),
    ...(asOf === undefined ? {} : { asOf: new Date(asOf).toISOString() }),
  };
}
