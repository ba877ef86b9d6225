// Resources that are covered through a container: a volume in its instance's image, a stack's member in the stack's
// recovery point.
import type { CoverageReason } from './coverage-row.ts';
import type { CoveringLookup } from './covering-selections.ts';
import type { ContainerRelation, InventoryContainer, InventoryResource } from './inventory.ts';
import { anyOf, type Truth } from './truth.ts';

export interface Through {
  readonly taken: Truth;
  readonly container?: InventoryContainer;
}

export interface Containment {
  through(resource: InventoryResource): Through;
  /**
   * The reason why the resource may be covered, or not be a resource of its own, without proof; undefined: there is
   * none.
   */
  doubt(resource: InventoryResource): CoverageReason | undefined;
}

interface ContainmentOptions {
  readonly lookup: CoveringLookup;
  readonly unknownRelations: readonly ContainerRelation[];
}

export function createContainment(
  resources: readonly InventoryResource[],
  { lookup, unknownRelations }: ContainmentOptions,
): Containment {
  const byArn = new Map(resources.map((resource) => [resource.arn, resource] as const));
  const known = new Map<string, Truth>();
  const unknown = new Set(unknownRelations);

  /** The resource itself, or one of its containers: a volume of an instance of a stack. */
  function isTaken(arn: string): Truth {
    const found = known.get(arn);
    if (found !== undefined) return found;
    // The value until the result is known: no resource contains itself.
    known.set(arn, 'no');
    const resource = byArn.get(arn);
    const own = lookup.of(resource ?? { arn }).selections.map(({ taken }) => taken);
    const outer = (resource?.containers ?? []).filter(isContaining).map((container) => isTaken(container.arn));
    const taken = anyOf([...own, ...outer]);
    known.set(arn, taken);
    return taken;
  }

  const mayTake = (relation: ContainerRelation): boolean =>
    resources.some(({ arn }) => arn.includes(containerStarts[relation]) && isTaken(arn) !== 'no');

  const doubts = new Map<ContainerRelation, boolean>();
  const isDoubted = (relation: ContainerRelation): boolean => {
    if (!unknown.has(relation)) return false;
    const found = doubts.get(relation) ?? (relation === 'cluster' || mayTake(relation));
    doubts.set(relation, found);
    return found;
  };

  return {
    through({ containers }) {
      const each = containers.filter(isContaining).map((container) => ({ taken: isTaken(container.arn), container }));
      return each.find(({ taken }) => taken === 'yes') ?? each.find(({ taken }) => taken === 'unknown') ?? notContained;
    },
    doubt({ arn, tags }) {
      const relation = (['cluster', 'instance', 'stack'] as const).find(
        (one) => mayBeIn(one, arn, tags) && isDoubted(one),
      );
      return relation && { kind: 'container-unknown', detail: relation };
    },
  };
}

const notContained: Through = { taken: 'no' };

const isContaining = ({ relation }: InventoryContainer): boolean => relation !== 'cluster';

const containerStarts = { instance: ':instance/', stack: ':stack/', cluster: ':cluster:' } as const;

/** CloudFormation tags the resources that it creates, if their type has tags. */
function mayBeIn(relation: ContainerRelation, arn: string, tags: InventoryResource['tags']): boolean {
  if (relation === 'cluster') return /:rds:[^:]*:[^:]*:db:/.test(arn);
  if (relation === 'instance') return /:ec2:[^:]*:[^:]*:volume\//.test(arn);
  return tags === undefined || Object.hasOwn(tags, 'aws:cloudformation:stack-id');
}
