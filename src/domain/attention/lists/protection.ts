// The protection of each resource: one row for each, whether good or bad.
import { defined } from '../../../lib/defined.ts';
import { hourMs } from '../../../lib/duration.ts';
import type { Scope } from '../../scope.ts';
import type { Tone } from '../../tone.ts';
import { createEvaluationTime } from '../evaluation-time.ts';
import { noTroubles, type ResourceFinding, type Troubles, troubledTone, worseTone } from '../findings/trouble.ts';
import { type LocationAge, locationAges } from '../points/location-age.ts';
import { newestPoint } from '../points/newest-point.ts';
import { promiseFor } from '../points/objective.ts';
import { type CopyState, placeOfVault, promisedCopies } from '../points/promised-copies.ts';
import { lastProof, newestProof } from '../points/restore-proof.ts';
import { runRecords } from '../runs/expected-runs.ts';
import type { ResourceCase } from '../scope-view.ts';
import type { AttentionSettings } from '../settings.ts';
import type { LaneContext } from './timeline.ts';

export interface Protection {
  readonly scope: Scope;
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /** Epoch ms of the newest data to which the resource can be restored. */
  readonly newestAt?: number;
  readonly continuous: boolean;
  /** The RPO objective in ms; absent: there is none. */
  readonly promisedMs?: number;
  readonly promiseSource?: 'configured' | 'derived';
  /** The locations that objectives require, and the age of the newest recovery point in each. */
  readonly locations: readonly LocationAge[];
  /** The worst finding about the resource's backups. */
  readonly trouble?: ResourceFinding;
  readonly plans: readonly string[];
  readonly copies: readonly CopyProtection[];
  /** Epoch ms of the last successful restore. */
  readonly provenAt?: number;
  /** The worst finding about the resource's restores. */
  readonly restoreTrouble?: ResourceFinding;
}

export interface CopyProtection {
  readonly vaultArn: string;
  /** 'dr in eu-west-1'. */
  readonly place: string;
  readonly state: CopyState;
  /** Epoch ms of the newest data that arrived. */
  readonly dataAt?: number;
  readonly lagMs?: number;
  /** Ms between two runs of the rule that makes the copies. */
  readonly everyMs?: number;
  /** The worst finding about these copies. */
  readonly trouble?: ResourceFinding;
}

export interface ProtectionContext extends LaneContext, Pick<AttentionSettings, 'objectives'> {}

export function protectionOf(
  resource: ResourceCase,
  { view, book, now, objectives }: ProtectionContext,
  troubles: Troubles = noTroubles,
): Protection {
  const context = { view, book, time: createEvaluationTime(now), missedPlans: new Set<string>() };
  const records = runRecords(resource, context);
  const newest = newestPoint(resource, context);
  const planned = { resource, rules: records.map(({ rule }) => rule) };
  const promise = promiseFor(planned, objectives, context);
  const provenAt = newestProof(lastProof(resource.restores), resource);
  const { scope } = view.facts;
  return {
    scope,
    arn: resource.arn,
    name: resource.name,
    type: resource.type,
    continuous: newest?.continuous ?? false,
    plans: [...new Set(planned.rules.map(({ planName }) => planName))],
    copies: promisedCopies(resource, context).map(({ rule, vaultArn, state, arrivedDataAt, lagMs }) =>
      defined({
        vaultArn,
        state,
        place: placeOfVault(vaultArn, scope),
        dataAt: arrivedDataAt,
        lagMs,
        everyMs: book.longestGap(rule, now),
        trouble: troubles.of(resource.arn, 'copy', vaultArn),
      }),
    ),
    ...(newest ? { newestAt: newest.at } : {}),
    ...(promise ? { promisedMs: promise.everyMs, promiseSource: promise.source } : {}),
    locations: locationAges(planned, objectives, context).map(withoutFinding),
    ...defined({
      provenAt,
      trouble: troubles.of(resource.arn, 'backup'),
      restoreTrouble: troubles.of(resource.arn, 'restore'),
    }),
  };
}

const withoutFinding = ({ in: location, everyMs, state, newestAt, continuous }: LocationAge): LocationAge => ({
  in: location,
  everyMs,
  state,
  ...defined({ newestAt, continuous }),
});

const locationTones = { met: 'good', waiting: 'busy', unknown: 'muted', missed: 'warn' } as const;

/** Bad if the age exceeds twice the objective. */
export function locationTone({ state, newestAt, everyMs }: LocationAge, now: number): Tone {
  return state === 'missed' && (newestAt === undefined || now - newestAt > 2 * everyMs) ? 'bad' : locationTones[state];
}

export const locationsTone = (locations: readonly LocationAge[], now: number): Tone =>
  locations.length === 0 ? 'muted' : locations.map((age) => locationTone(age, now)).reduce(worseTone);

/** Good within the objective, a warning beyond it, bad beyond twice the objective; never good if there is a finding. */
export const ageTone = (row: Protection, now: number): Tone => troubledTone(toneOfAge(row, now), row.trouble);

function toneOfAge({ newestAt, continuous, promisedMs, promiseSource }: Protection, now: number): Tone {
  if (newestAt === undefined) return 'bad';
  if (continuous) return 'good';
  if (promisedMs === undefined) return 'muted';
  const age = now - newestAt;
  if (age <= promisedMs) return 'good';
  // The job of the next run may still be running.
  if (promiseSource !== 'configured' && age <= promisedMs + Math.max(hourMs, promisedMs / 8)) return 'plain';
  return age > 2 * promisedMs ? 'bad' : 'warn';
}

/** Good only if all copies arrived in time. */
export function copyTone({ state, dataAt, everyMs, trouble }: CopyProtection, now: number): Tone {
  if (state === 'failed' || state === 'missing') return 'bad';
  const isOld = dataAt !== undefined && everyMs !== undefined && now - dataAt > 2 * everyMs;
  if (state === 'cannot-cross' || isOld) return troubledTone('warn', trouble);
  return troubledTone(state === 'arrived' ? 'good' : 'busy', trouble);
}

export const copiesTone = (copies: readonly CopyProtection[], now: number): Tone =>
  copies.length === 0 ? 'muted' : copies.map((copy) => copyTone(copy, now)).reduce(worseTone);

/**
 * The tone of the whole row: never better than the tone of its backups, and never better than bad copies or restores
 * allow.
 */
export function protectionTone(row: Protection, now: number): Tone {
  const others = [locationsTone(row.locations, now), copiesTone(row.copies, now), provenTone(row)].filter(
    (tone) => tone === 'bad' || tone === 'warn',
  );
  return others.reduce(worseTone, ageTone(row, now));
}

/** The tone of the last successful restore. AWS keeps restore jobs for 30 days. */
export const provenTone = ({ provenAt, restoreTrouble }: Protection): Tone =>
  troubledTone(provenAt === undefined ? 'muted' : 'good', restoreTrouble);
