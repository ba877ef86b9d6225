// The metrics of the account-Regions in the store: evaluated by the same rules as on the screen, from responses that
// are not too old. What is not known is left out, never 0.
import { createEvaluationTime } from '../../domain/attention/evaluation-time.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import type { Protection } from '../../domain/attention/lists/protection.ts';
import type { ScheduledRun } from '../../domain/attention/lists/scheduled-run.ts';
import { newestPoint } from '../../domain/attention/points/newest-point.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import type { Storage } from '../../domain/vaults/storage.ts';
import { type EvaluatedPlace, evaluateOnce } from '../../engine/evaluation/evaluate-once.ts';
import type { FactPlace, WatchedPlaces } from '../../engine/evaluation/facts/fact-places.ts';
import { createStoredFacts } from '../../engine/evaluation/facts/stored-facts.ts';
import { dayMs } from '../../lib/duration.ts';
import { attentionSources } from '../../resources/derived/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { MetricName, MetricSample, MetricSamples } from './metric-family.ts';

export interface ReadMetricsOptions {
  readonly reader: StoreReader;
  readonly watched: WatchedPlaces;
  readonly settings: AttentionSettings;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  /** Ms: an older response to the request for a list does not count. */
  longestAgeOf(id: ResourceId): number;
  /** Connections that cannot sign in now. */
  readonly signedOut?: ReadonlySet<string>;
  /** Adds the age of each resource. */
  readonly ofResources: boolean;
}

type Samples = { [Name in MetricName]?: MetricSample[] };
type Labels = Readonly<Record<string, string>>;
type Add = (name: MetricName, value: number, labels?: Labels) => void;

export function readMetrics(options: ReadMetricsOptions): MetricSamples {
  const { reader, watched, settings, now, longestAgeOf, signedOut } = options;
  const isFresh = (id: ResourceId, at: number) => now - at <= longestAgeOf(id);
  const facts = createStoredFacts({ reader, isAnswered: (id, _, at) => isFresh(id, at) });
  const places = facts.places(watched);
  const evaluated = new Map(
    evaluateOnce({ facts, watched, settings, now, lists: ['protection', 'runs', 'storage'] }).places.map(
      (place) => [placeKey(place.scope), place] as const,
    ),
  );
  const samples: Samples = {};
  for (const place of places) {
    const add = adderFor(samples, place.scope);
    const answeredAt = newestResponse(reader, place, 'backup-jobs');
    const isUp = answeredAt !== undefined && isFresh('backup-jobs', answeredAt);
    add('up', isUp && !signedOut?.has(place.scope.connection) ? 1 : 0);
    const found = evaluated.get(place.key);
    if (!isUp || !found) continue;
    addResponseAges(place, options, add);
    addJobs(place, options, add);
    addProtection(found, options, add);
    addRuns(found, now, add);
    addVaults(found, add);
    addFindings(found, add);
  }
  return samples;
}

function adderFor(samples: Samples, { accountId, region }: Scope): Add {
  return (name, value, labels = {}) => {
    const all = samples[name] ?? [];
    samples[name] = all;
    all.push({ labels: { account: accountId, region, ...labels }, value });
  };
}

function newestResponse(reader: StoreReader, { across, own }: FactPlace, id: ResourceId): number | undefined {
  const times = [...across, ...own].flatMap(({ requested }) => reader.wholeAt(id, requested) ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}

const seconds = (ms: number): number => Math.max(0, ms) / 1_000;

function addResponseAges(place: FactPlace, { reader, now }: ReadMetricsOptions, add: Add): void {
  for (const list of attentionSources) {
    const at = newestResponse(reader, place, list);
    if (at !== undefined) add('responseAge', seconds(now - at), { list });
  }
}

interface Sum {
  readonly labels: Labels;
  value: number;
}

/** The sum of each group of rows with the same labels. */
function sumsOf<Row>(
  rows: Iterable<Row>,
  labelsOf: (row: Row) => Labels,
  amountOf: (row: Row) => number = () => 1,
): Iterable<Sum> {
  const groups = new Map<string, Sum>();
  for (const row of rows) {
    const labels = labelsOf(row);
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { labels, value: 0 };
    group.value += amountOf(row);
    groups.set(key, group);
  }
  return groups.values();
}

/** A job that several identities see counts once. */
function addJobs({ across }: FactPlace, { reader, now }: ReadMetricsOptions, add: Add): void {
  const jobs = new Map<string, Job>();
  for (const { stored, scope } of across) {
    const query = { resource: 'backup-jobs', scope: stored, since: now - dayMs, rowScope: scope };
    for (const { key, row } of reader.openRows(query)) if (!jobs.has(key)) jobs.set(key, row as unknown as Job);
  }
  const counts = sumsOf(jobs.values(), ({ state, resourceType }) => ({ state, resource_type: resourceType }));
  for (const { labels, value } of counts) add('jobs', value, labels);
}

interface ResourceAge {
  readonly ageMs: number;
  readonly promisedMs: number | undefined;
}

/** Of a vault and a type the resource that is furthest behind its objective, or without any objective the oldest. */
const isWorse = (one: ResourceAge, other: ResourceAge): boolean =>
  one.promisedMs !== undefined && other.promisedMs !== undefined
    ? one.ageMs / one.promisedMs > other.ageMs / other.promisedMs
    : one.promisedMs === other.promisedMs
      ? one.ageMs > other.ageMs
      : one.promisedMs !== undefined;

function addProtection(place: EvaluatedPlace, { now, ofResources }: ReadMetricsOptions, add: Add): void {
  const { view } = place.evaluation;
  const { points, backupJobs, rules, copyJobs } = view.facts;
  const rows = place.rows('protection').rows as unknown as readonly Protection[];
  if (rules && copyJobs && backupJobs) {
    const missing = rows.flatMap(({ copies }) =>
      copies.filter(({ state }) => state === 'missing' || state === 'failed'),
    );
    const counts = sumsOf(missing, ({ vaultArn }) => ({ destination: vaultArn }));
    for (const { labels, value } of counts) add('copiesMissing', value, labels);
  }
  // The newest recovery point follows from both lists.
  if (!points || !backupJobs) return;
  const time = createEvaluationTime(now);
  const worst = new Map<string, ResourceAge & { readonly labels: { vault: string; resource_type: string } }>();
  for (const { arn, promisedMs, type } of rows) {
    const resource = view.cases.get(arn);
    const newest = resource && newestPoint(resource, { view, time });
    if (ofResources && promisedMs !== undefined)
      add('resourceObjective', seconds(promisedMs), { resource: arn, resource_type: type });
    if (!newest) continue;
    const ageMs = now - newest.at;
    if (ofResources) add('resourceAge', seconds(ageMs), { resource: arn, resource_type: type });
    const labels = { vault: newest.vaultName ?? '', resource_type: type };
    const key = JSON.stringify(labels);
    const known = worst.get(key);
    if (!known || isWorse({ ageMs, promisedMs }, known)) worst.set(key, { ageMs, promisedMs, labels });
  }
  for (const { ageMs, promisedMs, labels } of worst.values()) {
    add('pointAge', seconds(ageMs), labels);
    if (promisedMs !== undefined) add('pointObjective', seconds(promisedMs), labels);
  }
}

/** Of a whole plan that did not run it may be unknown which resources it should have backed up: that is one. */
function addRuns(place: EvaluatedPlace, now: number, add: Add): void {
  const { backupJobs, rules, selections } = place.evaluation.view.facts;
  if (!backupJobs || !rules || !selections) return;
  const runs = place.rows('runs').rows as unknown as readonly ScheduledRun[];
  const recent = runs.filter(({ at }) => at > now - dayMs);
  const missedIn = ({ absent, state }: ScheduledRun) => absent ?? (state === 'absent' ? 1 : 0);
  add(
    'missedRuns',
    recent.reduce((sum, run) => sum + missedIn(run), 0),
  );
}

function addVaults(place: EvaluatedPlace, add: Add): void {
  const { vaults, points } = place.evaluation.view.facts;
  for (const { name, pointCount } of vaults?.rows ?? []) {
    if (pointCount !== undefined) add('vaultPoints', pointCount, { vault: name });
  }
  if (!points) return;
  const rows = place.rows('storage').rows as unknown as readonly Storage[];
  const sizes = sumsOf(
    rows.filter(({ sizeBytes }) => sizeBytes !== undefined),
    ({ vaultName }) => ({ vault: vaultName }),
    ({ sizeBytes = 0 }) => sizeBytes,
  );
  for (const { labels, value } of sizes) add('vaultBytes', value, labels);
}

function addFindings(place: EvaluatedPlace, add: Add): void {
  const rows = place.rows('findings').rows as unknown as readonly LineRow[];
  const counts = sumsOf(
    rows.filter(({ muted }) => !muted),
    ({ kind, severity }) => ({ kind, severity }),
  );
  for (const { labels, value } of counts) add('findings', value, labels);
}
