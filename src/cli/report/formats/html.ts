// The report as one HTML file without references: it opens offline, runs no script, and prints on paper.
import type { MonthReport } from '../../../domain/report/month-report.ts';
import { sanitize } from '../../../lib/text/text.ts';
import { daysChart, outcomesChart } from './charts.ts';
import * as words from './report-words.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names come from outside. */
export const escapeHtml = (text: string): string => sanitize(text).replace(/[&<>"']/g, (one) => entities[one] ?? one);

const style = `
:root { color-scheme: light; }
body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem; color: #1b1f24; background: #fff; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; font-size: 12px; } th { text-align: left; background: #f0f2f4; }
th, td { border: 1px solid #c9ced4; padding: .2rem .45rem; vertical-align: top; overflow-wrap: anywhere; }
thead { display: table-header-group; } tr { break-inside: avoid; }
svg { max-width: 100%; height: auto; } .notes { font-size: 12px; color: #444c56; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { margin: 0; } h2 { break-after: avoid; } table { font-size: 8pt; } th, td { padding: .1rem .25rem; } }
`;

export function reportHtml(report: MonthReport): string {
  const { resources, timeZone } = report;
  const rows = resources.map((one) => words.resourceRow(one, timeZone));
  const table = { title: 'Resources', columns: words.resourceColumns, ifEmpty: 'No resource is known.', rows };
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.title(report))}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(words.title(report))}</h1>
${words.introduction(report).map(paragraph).join('\n')}
<h2>Scheduled runs</h2>
${outcomesChart(report.totals.runs)}
${daysChart(report)}
${[words.summary(report), words.causes(report), table].map(section).join('\n')}
<div class="notes">${words.footnotes.map(paragraph).join('')}</div>
${[words.changes(report), words.unknowns(report), words.watchedTimes(report)].map(section).join('\n')}
</body>
</html>
`;
}

const paragraph = (text: string): string => `<p>${escapeHtml(text)}</p>`;

function section({ title, columns, rows, ifEmpty }: words.ReportTable): string {
  const heading = `<h2>${escapeHtml(title)}</h2>`;
  if (rows.length === 0) return `${heading}\n${paragraph(ifEmpty)}`;
  const cells = (row: readonly string[], tag: 'th' | 'td') =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const body = rows.map((row) => cells(row, 'td')).join('\n');
  return `${heading}\n<table>\n<thead>${cells(columns, 'th')}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
}
