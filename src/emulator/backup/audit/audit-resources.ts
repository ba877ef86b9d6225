// Common parts of Audit Manager's frameworks and report plans.

import type { Call } from '../../protocols/service.ts';
import { alreadyExists, conflict, limitExceeded, resourceNotFound } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkName } from '../plans/plan-checks.ts';

const deploymentMs = 60_000;

export interface AuditResource {
  name: string;
  arn: string;
  createdAt: number;
  changedAt: number;
  /** Epoch ms of the delete request; the deletion takes a minute. */
  deletedAt?: number;
}

export type AuditKind = 'framework' | 'report-plan';

const most: Record<AuditKind, number> = { framework: 15, 'report-plan': 20 };
const kindNames: Record<AuditKind, string> = { framework: 'Framework', 'report-plan': 'Report plan' };

export function collectionOf<T extends AuditResource>(kind: AuditKind, { estate, region, now }: Call): Map<string, T> {
  const collection = estate.overlay.planOverlay.collection<T>(kind, region);
  for (const [name, { deletedAt }] of collection) {
    if (deletedAt !== undefined && now >= deletedAt + deploymentMs) collection.delete(name);
  }
  return collection;
}

export const byName = (a: AuditResource, b: AuditResource) => (a.name < b.name ? -1 : 1);

interface RequestedResource {
  name: string | undefined;
  tags: Record<string, string> | undefined;
}

/** The initial record of a new framework or report plan. Refuses an existing name. */
export function newAuditResource(
  kind: AuditKind,
  { name: requested, tags }: RequestedResource,
  call: Call,
): AuditResource {
  const name = required(requested, kind === 'framework' ? 'FrameworkName' : 'ReportPlanName');
  checkName(name, /^[a-zA-Z][_a-zA-Z0-9]{0,255}$/, `${kindNames[kind].toLowerCase()} name`);
  const collection = collectionOf(kind, call);
  const known = collection.get(name);
  if (known) throw alreadyExists(`${kindNames[kind]} ${name} already exists.`, { Arn: known.arn });
  if (collection.size >= most[kind]) throw limitExceeded(`There are ${most[kind]} of kind ${kind} already.`);
  const id = `${name}-${call.estate.overlay.nextSerial().toString(16).padStart(8, '0')}`;
  const arn = `arn:aws:backup:${call.region}:${call.account}:${kind}:${id}`;
  return { name, arn, createdAt: call.now, changedAt: call.now, ...(tags && { tags }) };
}

export function findAuditResource<T extends AuditResource>(kind: AuditKind, name: string | undefined, call: Call): T {
  const found = collectionOf<T>(kind, call).get(name ?? '');
  if (found === undefined) throw resourceNotFound(`${kindNames[kind]} ${name} does not exist.`);
  return found;
}

export function deploymentOf({ createdAt, changedAt, deletedAt }: AuditResource, now: number): string {
  if (deletedAt !== undefined) return 'DELETE_IN_PROGRESS';
  if (now >= changedAt + deploymentMs) return 'COMPLETED';
  return changedAt === createdAt ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
}

/** Like `findAuditResource`, but refuses a record whose last change is in progress. */
export function findChangeable<T extends AuditResource>(kind: AuditKind, name: string | undefined, call: Call): T {
  const found = findAuditResource<T>(kind, name, call);
  const status = deploymentOf(found, call.now);
  if (status !== 'COMPLETED') throw conflict(`${kindNames[kind]} ${name} cannot be changed: it is ${status}.`);
  return found;
}
