// The report in Markdown.
import type { MonthReport } from '../../../domain/report/month-report.ts';
import { sanitize } from '../../../lib/text/text.ts';
import * as words from './report-words.ts';

/** Names come from outside: no character of theirs is markup. https://spec.commonmark.org/0.31.2/#backslash-escapes */
const plain = (text: string): string => sanitize(text).replace(/[\\`*_{}[\]()<>#+!|~&]/g, '\\$&');

export function reportMarkdown(report: MonthReport): string {
  const { resources, timeZone } = report;
  const table = {
    title: 'Resources',
    columns: words.resourceColumns,
    ifEmpty: 'No resource is known.',
    rows: resources.map((one) => words.resourceRow(one, timeZone)),
  };
  return `${[
    `# ${words.title(report)}`,
    ...words.introduction(report),
    ...[words.summary(report), words.causes(report), table].flatMap(section),
    words.footnotes.join('  \n'),
    ...[words.changes(report), words.unknowns(report), words.watchedTimes(report)].flatMap(section),
  ].join('\n\n')}\n`;
}

function section({ title, columns, rows, ifEmpty }: words.ReportTable): string[] {
  const heading = `## ${title}`;
  if (rows.length === 0) return [heading, ifEmpty];
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  return [heading, [line(columns), `|${' --- |'.repeat(columns.length)}`, ...rows.map(line)].join('\n')];
}
