// Metrics as plain data, before a library formats them.

export interface MetricSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface MetricFamily {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  /** One sentence. */
  readonly help: string;
  /** The names of the labels of each sample, in order. */
  readonly labels: readonly string[];
  readonly samples: readonly MetricSample[];
}

/** The families of the program, each with its meaning. Zeros of states and kinds are left out; what is unknown is absent. */
export const metricNames = {
  up: gauge('vaultop_up', '1 if the account-Region answered within three intervals and its credentials are valid.'),
  jobs: gauge('vaultop_backup_jobs', 'Backup jobs created in the last 24 hours.', ['state', 'resource_type']),
  pointAge: gauge(
    'vaultop_recovery_point_age_seconds',
    'Age of the newest recovery point of the resource that exceeds its objective most, by vault and type.',
    ['vault', 'resource_type'],
  ),
  pointObjective: gauge('vaultop_recovery_point_objective_seconds', 'Objective of the same resource.', [
    'vault',
    'resource_type',
  ]),
  resourceAge: gauge('vaultop_resource_recovery_point_age_seconds', 'Age of the newest recovery point of a resource.', [
    'resource',
    'resource_type',
  ]),
  resourceObjective: gauge('vaultop_resource_recovery_point_objective_seconds', 'Objective of the same resource.', [
    'resource',
    'resource_type',
  ]),
  missedRuns: gauge('vaultop_missed_runs', 'Backups that scheduled runs of the last 24 hours should have started.'),
  findings: gauge('vaultop_findings', 'Findings that are not muted.', ['kind', 'severity']),
  vaultPoints: gauge('vaultop_vault_recovery_points', 'Recovery points of a vault, as AWS counts them.', ['vault']),
  vaultBytes: gauge('vaultop_vault_bytes', 'Sum of the known sizes of the recovery points of a vault.', ['vault']),
  copiesMissing: gauge('vaultop_copies_missing', 'Resources whose copy is missing or failed in a destination vault.', [
    'destination',
  ]),
  responseAge: gauge('vaultop_answer_age_seconds', 'Age of the newest complete response to the request for a list.', [
    'list',
  ]),
  calls: counter('vaultop_api_calls_total', 'Calls of AWS by this process.'),
  throttles: counter('vaultop_api_throttles_total', 'Calls that AWS throttled.'),
  errors: counter('vaultop_api_errors_total', 'Calls that failed, by the kind of the problem.', ['kind']),
} as const;

export type MetricName = keyof typeof metricNames;
type Declared = Omit<MetricFamily, 'samples'>;

function gauge(name: string, help: string, labels: readonly string[] = []): Declared {
  return { name, type: 'gauge', help, labels: ['account', 'region', ...labels] };
}

function counter(name: string, help: string, labels: readonly string[] = []): Declared {
  return { name, type: 'counter', help, labels: ['account', 'region', ...labels] };
}

export type MetricSamples = { readonly [Name in MetricName]?: readonly MetricSample[] };

/** In the order of the declarations, without families that have no sample. */
export const familiesOf = (...parts: readonly MetricSamples[]): MetricFamily[] =>
  (Object.keys(metricNames) as MetricName[]).flatMap((name) => {
    const samples = parts.flatMap((part) => part[name] ?? []);
    return samples.length > 0 ? [{ ...metricNames[name], samples }] : [];
  });
