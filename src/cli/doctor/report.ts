// The output of `vaultop doctor`.
import { jsonText } from '../../lib/text/json-text.ts';
import { sanitize } from '../../lib/text/text.ts';
import type { CheckLine } from './check-line.ts';
import { type PlaceRight, placeRead } from './places.ts';
import type { ReadRight } from './rights.ts';

export interface DoctorReport {
  /** Epoch ms. */
  readonly at: number;
  readonly lines: readonly CheckLine[];
  readonly rights: readonly ReadRight[];
  readonly places: readonly PlaceRight[];
}

export const hasFailed = ({ lines }: DoctorReport): boolean => lines.some(({ state }) => state === 'fail');

export function reportText({ lines }: DoctorReport): string {
  const groups = [...new Set(lines.map(({ group }) => group))];
  return groups
    .map(
      (name) =>
        `${name}\n${lines
          .filter(({ group }) => group === name)
          .map(lineText)
          .join('')}`,
    )
    .join('\n');
}

function lineText({ state, text, nextStep }: CheckLine): string {
  const next = nextStep === undefined ? '' : `        Next: ${sanitize(nextStep)}\n`;
  return `  ${state.padEnd(4)}  ${sanitize(text)}\n${next}`;
}

export const reportJson = (report: DoctorReport): string => `${jsonText(reportDocument(report), 2)}\n`;

export function reportDocument(report: DoctorReport) {
  return {
    schema: 'vaultop.doctor/1',
    at: new Date(report.at).toISOString(),
    ok: !hasFailed(report),
    checks: report.lines.map(({ nextStep = null, ...rest }) => ({ ...rest, nextStep })),
    rights: report.rights.map(({ operation, state, lists, problem }) => ({
      operation,
      state,
      lists,
      problem: problem?.message ?? null,
    })),
    places: report.places.map(({ scope: { accountId, region }, problem }) => ({
      account: accountId,
      region,
      operation: placeRead,
      state: problem === undefined ? 'allowed' : problem.kind === 'denied' ? 'denied' : 'unanswered',
      problem: problem?.message ?? null,
    })),
  };
}
