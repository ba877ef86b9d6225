// Opt-in settings that callers changed, with the times of the changes.
import type { SimulatedBackup } from '../jobs/simulated-backup.ts';
import { isChosen, matchesArn } from '../selection-match.ts';

export interface SettingsChange {
  at: number;
  optIns: Record<string, boolean>;
  managed: Record<string, boolean>;
  incremental?: Record<string, boolean>;
}

export interface SettingsOverlay {
  changesIn(region: string): readonly SettingsChange[];
  changeRegion(region: string, change: SettingsChange): void;
  /** Whether the schedule skipped this backup without a message, because its type was opted out. */
  skips(job: SimulatedBackup): boolean;
  global(): { values: Record<string, string>; at: number } | undefined;
  changeGlobal(values: Record<string, string>, at: number): void;
}

/** Types whose ARNs have the form of another type's: a selection by ARN does not replace the opt-in. */
const needsOptIn = ({ type, arn }: { type: string; arn: string }) =>
  ['Aurora', 'DocumentDB', 'Neptune'].includes(type) || /:rds:.*:cluster:|:fsx:.*:file-system\//.test(arn);

/** Matches an ARN or a type. `*` and a whole service, such as `arn:aws:ec2:*`, select opted-in types only. */
const namesType = (pattern: string) => /^arn:[^:]+:(s3:.*|[^:]+:[^:]*:[^:]*:[^*].*)$/.test(pattern);

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html */
const isNamed = ({ by, resource }: SimulatedBackup) =>
  by?.plan.selections.some(
    ({ document, resources }) =>
      resources.some((pattern) => namesType(pattern) && matchesArn(pattern, resource.arn)) &&
      (document === undefined || isChosen(document, resource)),
  ) ?? true;

export function createSettingsOverlay(): SettingsOverlay {
  const changes = new Map<string, SettingsChange[]>();
  let global: { values: Record<string, string>; at: number } | undefined;
  const changesIn = (region: string) => changes.get(region) ?? [];

  return {
    changesIn,
    changeRegion: (region, change) => void changes.set(region, [...changesIn(region), change]),
    skips(job) {
      const { type } = job.resource;
      const isOut = changesIn(job.region).findLast(({ at, optIns }) => at <= job.createdAt && type in optIns);
      return isOut?.optIns[type] === false && (needsOptIn(job.resource) || !isNamed(job));
    },
    global: () => global,
    changeGlobal(values, at) {
      global = { values: { ...global?.values, ...values }, at };
    },
  };
}
