// The report as machines read it: times in ISO 8601, lengths of time in ms.
import type { MonthGap, MonthReport, MonthTotals, ResourceMonth } from '../../domain/report/month-report.ts';
import { localTime } from '../../domain/time-zones.ts';
import { defined } from '../../lib/defined.ts';
import type { ReportDocument } from './report-schema.ts';

export const reportSchemaName = 'vaultop.report/1';

const iso = (at: number): string => new Date(at).toISOString();

export function reportDocument(report: MonthReport): ReportDocument {
  const { month, timeZone, from, to, madeAt, until, resources, totals, days, changes, unknown, watched } = report;
  return {
    schema: reportSchemaName,
    month,
    timeZone,
    from: iso(from),
    to: iso(to),
    madeAt: iso(madeAt),
    until: iso(until),
    totals: { ...totals, causes: totals.causes.map(causeOf), coverage: coverageOf(totals) },
    days: days.map(({ at, runs }) => ({ day: localTime(at, timeZone).date, runs })),
    resources: resources.map(resourceOf),
    changes: changes.map(({ at, ...change }) => ({ ...change, at: iso(at) })),
    unknown: unknown.map((one) => ({ ...one, from: iso(one.from), to: iso(one.to) })),
    watched: watched.map((one) => ({ ...one, from: iso(one.from), to: iso(one.to) })),
  };
}

type ResourceDocument = ReportDocument['resources'][number];

const causeOf = ({ lastAt, ...cause }: MonthTotals['causes'][number]) => ({ ...cause, lastAt: iso(lastAt) });

const coverageOf = ({ coverage }: MonthTotals): Record<string, number> => defined(coverage);

const gapOf = ({ from, to, ...gap }: MonthGap) => ({ ...gap, from: iso(from), to: iso(to) });

function resourceOf(resource: ResourceMonth): ResourceDocument {
  const { failures, newest, longestGap, restore, coverage, plans, unknownBecause, ...rest } = resource;
  return {
    ...rest,
    plans: [...plans],
    unknownBecause: [...unknownBecause],
    failures: failures.map(causeOf),
    ...(newest ? { newest: { ...newest, at: iso(newest.at) } } : {}),
    ...(longestGap ? { longestGap: gapOf(longestGap) } : {}),
    ...(restore ? { restore: restoreOf(restore) } : {}),
    ...(coverage ? { coverage: { ...coverage, at: iso(coverage.at) } } : {}),
  };
}

function restoreOf({ at, provenAt, ...rest }: NonNullable<ResourceMonth['restore']>) {
  return { ...rest, at: iso(at), ...(provenAt === undefined ? {} : { provenAt: iso(provenAt) }) };
}
