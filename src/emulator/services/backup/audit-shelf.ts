// What frameworks and report plans of Audit Manager have in common.
import { alreadyExists, conflict, limitExceeded, resourceNotFound } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { checkName } from './plan-checks.ts';
import { required } from './vault-checks.ts';

const deployingMs = 60_000;

export interface Deployed {
  name: string;
  arn: string;
  createdAt: number;
  changedAt: number;
  /** It goes a little later. */
  deletedAt?: number;
}

export type Kind = 'framework' | 'report-plan';

const most: Record<Kind, number> = { framework: 15, 'report-plan': 20 };
const told: Record<Kind, string> = { framework: 'Framework', 'report-plan': 'Report plan' };

export function shelfOf<T extends Deployed>(kind: Kind, { estate, region, now }: Call): Map<string, T> {
  const shelf = estate.overlay.planSide.shelf<T>(kind, region);
  for (const [name, { deletedAt }] of shelf) {
    if (deletedAt !== undefined && now >= deletedAt + deployingMs) shelf.delete(name);
  }
  return shelf;
}

export const byName = (a: Deployed, b: Deployed) => (a.name < b.name ? -1 : 1);

/** What a new one starts with; refuses a name that is taken. */
export function newDeployed(kind: Kind, asked: string | undefined, tags: object | undefined, call: Call): Deployed {
  const name = required(asked, kind === 'framework' ? 'FrameworkName' : 'ReportPlanName');
  checkName(name, /^[a-zA-Z][_a-zA-Z0-9]{0,255}$/, `${told[kind].toLowerCase()} name`);
  const shelf = shelfOf(kind, call);
  const known = shelf.get(name);
  if (known) throw alreadyExists(`${told[kind]} ${name} already exists.`, { Arn: known.arn });
  if (shelf.size >= most[kind]) throw limitExceeded(`There are ${most[kind]} of kind ${kind} already.`);
  const id = `${name}-${call.estate.overlay.nextSerial().toString(16).padStart(8, '0')}`;
  const arn = `arn:aws:backup:${call.region}:${call.account}:${kind}:${id}`;
  return { name, arn, createdAt: call.now, changedAt: call.now, ...(tags && { tags }) };
}

export function findDeployed<T extends Deployed>(kind: Kind, name: string | undefined, call: Call): T {
  const found = shelfOf<T>(kind, call).get(name ?? '');
  if (found === undefined) throw resourceNotFound(`${told[kind]} ${name} does not exist.`);
  return found;
}

export function deploymentOf({ createdAt, changedAt, deletedAt }: Deployed, now: number): string {
  if (deletedAt !== undefined) return 'DELETE_IN_PROGRESS';
  if (now >= changedAt + deployingMs) return 'COMPLETED';
  return changedAt === createdAt ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
}

/** As `findDeployed`, to change it: not while the last change is under way. */
export function findSettled<T extends Deployed>(kind: Kind, name: string | undefined, call: Call): T {
  const found = findDeployed<T>(kind, name, call);
  const status = deploymentOf(found, call.now);
  if (status !== 'COMPLETED') throw conflict(`${told[kind]} ${name} cannot be changed: it is ${status}.`);
  return found;
}
