// `:report MONTH`: the evidence of a month out of the store, written to a file.
import type { UpdateContext } from '../state/context.ts';
import type { MonthReportRequest } from '../state/events.ts';
import { knownAccounts } from '../state/places.ts';
import type { State } from '../state/state.ts';
import { type UpdateResult, withEffects } from '../state/step.ts';

const formats: readonly string[] = ['csv', 'json', 'html', 'md'];
const usage =
  'Type :report 2026-10 FILE, which ends in .html, .md, .csv or .json; --timezone ZONE is for another zone.';

/** Parses the words after `:report`; returns a text if they are invalid. Without a file it is named after the month. */
export function readReport(text: string, replace: boolean): MonthReportRequest | string {
  const [, before = text, timezone] = /^(.*?)\s+--timezone[= ]\s*(\S+)$/.exec(text) ?? [];
  const [, month, rest = ''] = /^(\d{4}-(?:0[1-9]|1[0-2]))(?:\s+(.*))?$/.exec(before.trim()) ?? [];
  if (month === undefined) return usage;
  const file = rest.trim() || `vaultop-report-${month}.html`;
  const extension = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  if (!formats.includes(extension) || file.startsWith('--')) return usage;
  return { month, file, replace, ...(timezone === undefined ? {} : { timezone }) };
}

/** The report has the accounts that are watched. */
export const makeReport = (state: State, request: MonthReportRequest, { data }: UpdateContext): UpdateResult =>
  withEffects(state, { type: 'makeReport', request, accounts: knownAccounts(data) });
