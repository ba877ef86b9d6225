// The coverage rows of one account-Region: one for each resource that lives there, and one for the account-Region.
import { defined } from '../../lib/defined.ts';
import { dayMs } from '../../lib/duration.ts';
import { regionOf } from '../arn.ts';
import { isDone } from '../attention/findings/about-job.ts';
import { livesElsewhere } from '../attention/points/remote-resource.ts';
import { emptyCase, type ResourceCase, type ScopeView } from '../attention/scope-view.ts';
import { isRestoreTestResource } from '../resource-type.ts';
import type { Scope } from '../scope.ts';
import { createContainment } from './containment.ts';
import type { CoverageReason, CoverageRow, CoverageState, ResourceCoverage } from './coverage-row.ts';
import { protectedStates } from './coverage-row.ts';
import { createCoveringLookup } from './covering-selections.ts';
import { exclusionOf } from './exclusion.ts';
import type { InventoryResource, InventorySource } from './inventory.ts';
import type { CoverageContext, Judgement } from './judge-coverage.ts';
import { judgeCovering } from './judge-coverage.ts';
import { regionCoverage } from './region-coverage.ts';

interface Subject {
  readonly resource: InventoryResource;
  /** The inventory lists the resource, so it exists. */
  readonly isListed: boolean;
}

/** One row for each resource that lives in the account-Region, and one for the account-Region. */
export function coverageRows(context: CoverageContext): CoverageRow[] {
  const { view } = context;
  const source = sourceIn(view);
  const lookup = createCoveringLookup(view);
  const subjects = subjectsIn(view, source);
  const containment = createContainment(
    subjects.map(({ resource }) => resource),
    { lookup, unknownRelations: source?.unknownRelations ?? [] },
  );
  const judge = (subject: Subject): ResourceCoverage => {
    const { resource } = subject;
    const excluded = exclusionOf(resource, context);
    if (excluded?.certainty === 'yes') return row(resource, 'excluded', excluded.reason);
    const cluster = resource.containers.find(({ relation }) => relation === 'cluster');
    if (cluster) return row(resource, 'member-of-cluster', { kind: 'container', detail: cluster.arn });
    const [unread] = lookup.unread;
    if (unread !== undefined) return row(resource, 'not-known', { kind: 'unread', detail: unread });
    const covering = lookup.of(resource);
    const known = view.cases.get(resource.arn) ?? emptyCase(resource.arn, resource.name, resource.type ?? '');
    const judged = judgeCovering(
      known,
      { covering, createdAt: resource.createdAt, through: () => containment.through(resource) },
      context,
    );
    const doubt =
      containment.doubt(resource) ??
      (excluded ? excluded.reason : undefined) ??
      (subject.isListed ? undefined : notInventoried);
    return { ...row(resource, judged.state, judged.why), ...settled(judged, doubt), selections: covering.selections };
  };
  return [...subjects.map(judge), regionCoverage(view.facts.scope, source, lookup.unread)].map((one) =>
    source ? { ...one, inventory: source.inventory } : one,
  );
}

const notInventoried: CoverageReason = { kind: 'not-inventoried' };

const sourceIn = ({ facts }: ScopeView): InventorySource | undefined =>
  facts.inventory?.rows.find((row) => row.kind === 'source');

function subjectsIn(view: ScopeView, source: InventorySource | undefined): Subject[] {
  const { inventory, scope } = view.facts;
  if (!source) return [];
  const listed = (inventory?.rows ?? []).flatMap((resource): Subject[] => {
    if (resource.kind !== 'resource') return [];
    if (livesElsewhere(resource.arn, scope) || isRestoreTestResource(resource.arn, resource.name)) return [];
    return [{ resource, isListed: source.inventory !== 'backup' }];
  });
  const arns = new Set(listed.map(({ resource }) => resource.arn));
  const isWhole = source.inventory === 'resource-explorer' && source.partial === undefined;
  const missing = new Set(source.missingTypes);
  const isLost = (known: ResourceCase) =>
    !isWhole || missing.has(known.type) || wasBackedUpRecently(known, inventory?.at);
  const others = [...view.cases.values()].filter(
    (known) => known.isEvaluatedHere && !arns.has(known.arn) && livesHere(known, scope) && isLost(known),
  );
  return [
    ...listed,
    ...others.map(({ arn, name, type }): Subject => {
      const resource = { kind: 'resource', scope, arn, name, containers: [] } as const;
      return { resource: type === '' ? resource : { ...resource, type }, isListed: false };
    }),
  ];
}

/**
 * The ARN of a bucket contains no Region: the bucket lives where it was backed up, not where copies of its recovery
 * points are.
 */
const livesHere = ({ arn, backups, points }: ResourceCase, scope: Scope): boolean =>
  regionOf(arn) === ''
    ? backups.length > 0 || points.some(({ sourceVaultArn }) => sourceVaultArn === undefined)
    : !livesElsewhere(arn, scope);

/** The resource existed a day before the inventory was read, and is absent in it: the inventory may be late. */
const wasBackedUpRecently = ({ backups, listed }: ResourceCase, inventoryAt = 0): boolean =>
  Math.max(backups.find(isDone)?.createdAt ?? 0, listed?.lastBackupAt ?? 0) > inventoryAt - dayMs;

function row(resource: InventoryResource, state: CoverageState, why: CoverageReason): ResourceCoverage {
  const { scope, arn, name, type = '', tags } = resource;
  return defined({ kind: 'resource' as const, scope, arn, name, type, state, why, selections: [], tags });
}

/** A protected resource stays protected, whatever else is in doubt. */
function settled(judged: Judgement, doubt: CoverageReason | undefined): Judgement {
  const isDoubtful = doubt && !protectedStates.has(judged.state) && !sureStates.has(judged.state);
  return isDoubtful ? { ...judged, state: 'not-known', why: doubt } : judged;
}

const sureStates: ReadonlySet<CoverageState> = new Set(['waiting', 'too-old', 'not-known']);
