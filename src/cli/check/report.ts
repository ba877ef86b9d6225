// The attention list on paper: as text, as JSON, as Nagios reads it.
import { toFinding } from '../../app/summary.ts';
import type { AttentionItem, Severity } from '../../domain/attention/item.ts';
import { formatAge } from '../../lib/format.ts';
import type { Format } from './arguments.ts';

export interface Report {
  /** Epoch ms. */
  readonly at: number;
  /** Worst first. */
  readonly items: readonly AttentionItem[];
  readonly muted: number;
  /** What AWS refused or did not answer in time: one sentence each. */
  readonly unanswered: readonly string[];
}

/** Nagios's own. https://nagios-plugins.org/doc/guidelines.html#AEN78 */
export type State = 0 | 1 | 2 | 3;
const stateNames = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;

export function stateOf({ items, unanswered }: Report): State {
  if (items.some(({ severity }) => severity === 'critical')) return 2;
  if (items.some(({ severity }) => severity === 'warning')) return 1;
  return unanswered.length > 0 ? 3 : 0;
}

export function formatReport(report: Report, format: Format): string {
  if (format === 'json') return `${JSON.stringify(toJson(report), null, 2)}\n`;
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
    ...(report.unanswered.length > 0 ? [`${report.unanswered.length} unanswered`] : []),
  ].join(', ');

const place = ({ scope }: AttentionItem): string => `${scope.accountId}/${scope.region}`;

function textLines(report: Report): string[] {
  const severityWidth = 'critical'.length;
  return [
    ...report.items.map(
      (item) =>
        `${item.severity.padEnd(severityWidth)}  ${place(item)}  ${formatAge(report.at - item.since).padStart(6)}  ${item.text}`,
    ),
    ...report.unanswered.map((sentence) => `${'unknown'.padEnd(severityWidth)}  ${sentence}`),
    `${stateNames[stateOf(report)]}: ${summary(report)}`,
  ];
}

/** A pipe would begin Nagios's performance data. */
const withoutPipes = (text: string): string => text.replaceAll('|', '/');

function nagiosLines(report: Report): string[] {
  const [worst] = report.items;
  const first = worst ? ` - ${worst.text}` : '';
  const data = (['critical', 'warning', 'notice'] as const).map((name) => `${name}=${count(report, name)}`);
  return [
    `VAULTOP ${stateNames[stateOf(report)]}: ${withoutPipes(summary(report) + first)} | ${data.join(' ')} muted=${report.muted}`,
    ...report.items.map((item) => withoutPipes(`${item.severity} ${place(item)} ${item.text}`)),
    ...report.unanswered.map((sentence) => withoutPipes(`unknown ${sentence}`)),
  ];
}

const toJson = (report: Report) => ({
  schema: 'vaultop.check/1',
  at: new Date(report.at).toISOString(),
  state: stateNames[stateOf(report)],
  counts: {
    critical: count(report, 'critical'),
    warning: count(report, 'warning'),
    notice: count(report, 'notice'),
    muted: report.muted,
  },
  findings: report.items.map(toFinding),
  unanswered: report.unanswered,
});
