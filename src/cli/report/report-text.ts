// The text of a report in each format.
import type { MonthReport } from '../../domain/report/month-report.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import type { ReportFormat } from './arguments.ts';
import { reportDocument } from './document.ts';
import { reportCsv } from './formats/csv.ts';
import { reportHtml } from './formats/html.ts';
import { reportMarkdown } from './formats/markdown.ts';

const writers: Readonly<Record<ReportFormat, (report: MonthReport) => string>> = {
  csv: reportCsv,
  html: reportHtml,
  json: (report) => `${jsonText(reportDocument(report), 2)}\n`,
  md: reportMarkdown,
};

export const reportText = (report: MonthReport, format: ReportFormat): string => writers[format](report);
