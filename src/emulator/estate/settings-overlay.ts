// What callers opted in to and out of, and since when.
import type { BackupFate } from './backup-fate.ts';
import { matchesArn } from './selection-match.ts';

export interface SettingsChange {
  at: number;
  optIns: Record<string, boolean>;
  managed: Record<string, boolean>;
}

export interface SettingsOverlay {
  changesIn(region: string): readonly SettingsChange[];
  changeRegion(region: string, change: SettingsChange): void;
  /** Whether the schedule left this backup out without a word, because its type was opted out. */
  skips(fate: BackupFate): boolean;
  global(): { values: Record<string, string>; at: number } | undefined;
  changeGlobal(values: Record<string, string>, at: number): void;
}

/** Types whose ARNs look like another type's: naming the resource does not make up for the opt-out. */
const alwaysAsked = ({ type, arn }: { type: string; arn: string }) =>
  ['Aurora', 'DocumentDB', 'Neptune'].includes(type) || /:rds:.*:cluster:|:fsx:.*:file-system\//.test(arn);

/** By its ARN or its type. `*` and a whole service, as `arn:aws:ec2:*`, take what is opted in. */
const namesType = (pattern: string) => /^arn:[^:]+:(s3:.*|[^:]+:[^:]*:[^:]*:[^*].*)$/.test(pattern);

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html */
const isNamed = ({ by, resource }: BackupFate) =>
  by?.plan.selections.some(({ resources }) =>
    resources.some((pattern) => namesType(pattern) && matchesArn(pattern, resource.arn)),
  ) ?? true;

export function createSettingsOverlay(): SettingsOverlay {
  const changes = new Map<string, SettingsChange[]>();
  let global: { values: Record<string, string>; at: number } | undefined;
  const changesIn = (region: string) => changes.get(region) ?? [];

  return {
    changesIn,
    changeRegion: (region, change) => void changes.set(region, [...changesIn(region), change]),
    skips(fate) {
      const { type } = fate.resource;
      const isOut = changesIn(fate.region).findLast(({ at, optIns }) => at <= fate.createdAt && type in optIns);
      return isOut?.optIns[type] === false && (alwaysAsked(fate.resource) || !isNamed(fate));
    },
    global: () => global,
    changeGlobal(values, at) {
      global = { values: { ...global?.values, ...values }, at };
    },
  };
}
