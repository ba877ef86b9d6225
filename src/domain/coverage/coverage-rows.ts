// The coverage rows of one account-Region: one for each resource that lives there, and one for the account-Region.
import { defined } from '../../lib/defined.ts';
import { dayMs } from '../../lib/duration.ts';
import { regionOf } from '../arn.ts';
import { factsAbout } from '../attention/facts-about.ts';
import { isDone } from '../attention/findings/about-job.ts';
import { evaluateEach, type HeldResults, noteHolds } from '../attention/held-results.ts';
import { livesElsewhere } from '../attention/points/remote-resource.ts';
import { noteNextRuns } from '../attention/runs/expected-runs.ts';
import { emptyCase, type ResourceCase, type ScopeView } from '../attention/scope-view.ts';
import { isRestoreTestResource } from '../resource-type.ts';
import type { Scope } from '../scope.ts';
import { type Containment, createContainment } from './containment.ts';
import type { CoverageReason, CoverageRow, CoverageState, ResourceCoverage } from './coverage-row.ts';
import { protectedStates } from './coverage-row.ts';
import { type CoveringLookup, createCoveringLookup } from './covering-selections.ts';
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

type Subjects = ReadonlyMap<string, Subject>;

export interface CoverageEvaluation {
  /** One row for each resource that lives in the account-Region, and one for the account-Region. */
  readonly rows: readonly CoverageRow[];
  readonly ofResources: HeldResults<ResourceCoverage>;
  readonly subjects: Subjects;
  /** Compiled once for a set of plans and selections. */
  readonly lookup: CoveringLookup;
}

/** An earlier evaluation, and the ARNs of the resources whose facts changed since. */
export interface EarlierCoverage {
  readonly evaluation: CoverageEvaluation;
  readonly changed: ReadonlySet<string>;
}

/** One row for each resource that lives in the account-Region, and one for the account-Region. */
export const coverageRows = (context: CoverageContext): readonly CoverageRow[] => evaluateCoverage(context).rows;

/** With an earlier evaluation only what may differ is evaluated, and the result is the same. */
export function evaluateCoverage(context: CoverageContext, earlier?: EarlierCoverage): CoverageEvaluation {
  const { view, time } = context;
  const source = sourceIn(view);
  const lookup = earlier?.evaluation.lookup ?? createCoveringLookup(view);
  const subjects = earlier ? changedSubjects(earlier, view, source) : byArn(subjectsIn(view, source));
  const unknownRelations = source?.unknownRelations ?? [];
  const containment = createContainment(
    [...subjects.values()].map(({ resource }) => resource),
    { lookup, unknownRelations },
  );
  const changed = earlier && withContents(earlier.changed, subjects);
  const ofResources = evaluateEach(
    subjects,
    (subject, own) => {
      const judged = judgeSubject(subject, { lookup, containment }, { ...context, time: own });
      return source ? { ...judged, inventory: source.inventory } : judged;
    },
    {
      now: time.now,
      // Any resource may be in a container of which nothing is known.
      known: unknownRelations.length === 0 ? earlier?.evaluation.ofResources : undefined,
      isUnchanged: (arn) => !changed?.has(arn),
    },
  );
  noteHolds(ofResources, time);
  const region = regionCoverage(view.facts.scope, source, lookup.unread);
  const rows = [
    ...[...ofResources.values()].map(({ result }) => result),
    source ? { ...region, inventory: source.inventory } : region,
  ];
  return { rows, ofResources, subjects, lookup };
}

interface Judging {
  readonly lookup: CoveringLookup;
  readonly containment: Containment;
}

function judgeSubject(
  { resource, isListed }: Subject,
  { lookup, containment }: Judging,
  context: CoverageContext,
): ResourceCoverage {
  const excluded = exclusionOf(resource, context);
  if (excluded?.certainty === 'yes') return row(resource, 'excluded', excluded.reason);
  const cluster = resource.containers.find(({ relation }) => relation === 'cluster');
  if (cluster) return row(resource, 'member-of-cluster', { kind: 'container', detail: cluster.arn });
  const [unread] = lookup.unread;
  if (unread !== undefined) return row(resource, 'not-known', { kind: 'unread', detail: unread });
  const covering = lookup.of(resource);
  noteNextRuns(covering.rules, context);
  const known = context.view.cases.get(resource.arn) ?? emptyCase(resource.arn, resource.name, resource.type ?? '');
  const judged = judgeCovering(
    known,
    { covering, createdAt: resource.createdAt, through: () => containment.through(resource) },
    context,
  );
  const doubt =
    containment.doubt(resource) ?? (excluded ? excluded.reason : undefined) ?? (isListed ? undefined : notInventoried);
  return { ...row(resource, judged.state, judged.why), ...settled(judged, doubt), selections: covering.selections };
}

/** The resources, and all that they contain: a volume of an instance of a stack. */
function withContents(arns: ReadonlySet<string>, subjects: Subjects): ReadonlySet<string> {
  const contained = [...subjects.values()].filter(({ resource }) => resource.containers.length > 0);
  const found = new Set(arns);
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const { resource } of contained) {
      if (resource.containers.some(({ arn }) => found.has(arn))) found.add(resource.arn);
    }
  }
  return found;
}

const byArn = (subjects: readonly Subject[]): Subjects =>
  new Map(subjects.map((subject) => [subject.resource.arn, subject]));

function changedSubjects(
  { evaluation, changed }: EarlierCoverage,
  view: ScopeView,
  source?: InventorySource,
): Subjects {
  const subjects = new Map(evaluation.subjects);
  for (const arn of changed) subjects.delete(arn);
  const about = factsAbout(changed, view.facts);
  const listed = { rows: about.inventory?.rows ?? [], at: view.facts.inventory?.at ?? 0 };
  const cases = [...changed].flatMap((arn) => {
    const known = view.cases.get(arn);
    return known ? [[arn, known] as const] : [];
  });
  const part = { ...view, facts: { ...view.facts, inventory: listed }, cases: new Map(cases) };
  for (const subject of subjectsIn(part, source)) subjects.set(subject.resource.arn, subject);
  return subjects;
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
