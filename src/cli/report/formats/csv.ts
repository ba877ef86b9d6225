// The resources of a report, a line for each. Times in ISO 8601, lengths of time in seconds.
import type { MachineValue } from '../../../app/list/machine-row.ts';
import type { MonthReport, ResourceMonth } from '../../../domain/report/month-report.ts';
import { csvLine } from '../../get/csv.ts';

const iso = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
const seconds = (ms: number | undefined) => (ms === undefined ? undefined : Math.round(ms / 1_000));

type Cell = (one: ResourceMonth, report: MonthReport) => MachineValue | undefined;

/** By the name of the column. */
const columns: Readonly<Record<string, Cell>> = {
  month: (_, { month }) => month,
  timeZone: (_, { timeZone }) => timeZone,
  until: (_, { until }) => iso(until),
  account: ({ accountId }) => accountId,
  region: ({ region }) => region,
  arn: ({ arn }) => arn,
  name: ({ name }) => name,
  type: ({ type }) => type,
  plans: ({ plans }) => plans,
  objectiveSeconds: ({ objective }) => seconds(objective?.everyMs),
  objectiveSource: ({ objective }) => objective?.source,
  objectiveBasis: ({ objective }) => objective?.basis,
  scheduled: ({ runs }) => runs.scheduled,
  met: ({ runs }) => runs.met,
  late: ({ runs }) => runs.late,
  failed: ({ runs }) => runs.failed,
  missed: ({ runs }) => runs.missed,
  open: ({ runs }) => runs.open,
  unknown: ({ runs }) => runs.unknown,
  unknownBecause: ({ unknownBecause }) => unknownBecause,
  causes: ({ failures }) => failures.map(({ cause, count }) => `${count} × ${cause}`).join('; '),
  completedWithIssues: ({ issues }) => issues,
  onDemand: ({ onDemand }) => onDemand,
  newestPointAt: ({ newest }) => iso(newest?.at),
  newestPointBasis: ({ newest }) => newest?.basis,
  newestPointContinuous: ({ newest }) => newest?.isContinuous,
  copiesPromised: ({ copies }) => copies.promised,
  copiesArrived: ({ copies }) => copies.arrived,
  copiesFailed: ({ copies }) => copies.failed,
  copiesMissing: ({ copies }) => copies.missing,
  copiesOpen: ({ copies }) => copies.open,
  copiesUnknown: ({ copies }) => copies.unknown,
  longestGapSeconds: ({ longestGap }) => seconds(longestGap?.ms),
  longestGapFrom: ({ longestGap }) => iso(longestGap?.from),
  longestGapTo: ({ longestGap }) => iso(longestGap?.to),
  longestGapUnsure: ({ longestGap }) => longestGap?.isUnsure,
  withinObjective: ({ isWithinObjective }) => isWithinObjective,
  restoreAt: ({ restore }) => iso(restore?.at),
  restoreState: ({ restore }) => restore?.state,
  restoreValidation: ({ restore }) => restore?.validation,
  restoreTest: ({ restore }) => restore?.isTest,
  restoreProvenAt: ({ restore }) => iso(restore?.provenAt),
  coverage: ({ coverage }) => coverage?.state,
  coverageAt: ({ coverage }) => iso(coverage?.at),
};

export function reportCsv(report: MonthReport): string {
  const values = Object.values(columns);
  const lines = report.resources.map((one) => csvLine(values.map((cell) => cell(one, report))));
  return [csvLine(Object.keys(columns)), ...lines].join('');
}
