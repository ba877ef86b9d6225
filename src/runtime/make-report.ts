// Has a report made, and notifies the user of it.
import type { Effect, MonthReportRequest } from '../app/state/events.ts';
import type { Tone } from '../domain/tone.ts';
import { errorMessage } from '../lib/error-message.ts';
import { sanitize } from '../lib/text/text.ts';

export interface MadeReport {
  readonly path: string;
  /** All that the report rests on is known. */
  readonly isWhole: boolean;
}

/** Rejects with a sentence, and leaves no file. `accounts`: ids. */
export type ReportMaker = (request: MonthReportRequest, accounts: readonly string[]) => Promise<MadeReport>;

type ReportEffect = Extract<Effect, { type: 'makeReport' }>;

/** Returns a notice in any case. */
export async function makeReport(
  { request, accounts }: ReportEffect,
  maker: ReportMaker | undefined,
): Promise<readonly [string, Tone]> {
  if (!maker) return ['Reports cannot be written in this run.', 'warn'];
  try {
    const { path, isWhole } = await maker(request, accounts);
    const part = isWhole ? '' : '; parts of the month are not known, and marked in the report';
    return [`Report of ${request.month} written${part}: ${sanitize(path)}`, isWhole ? 'good' : 'warn'];
  } catch (error) {
    return [sanitize(errorMessage(error)), 'bad'];
  }
}
