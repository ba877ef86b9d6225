// Tags of resources that callers changed, with the times of the changes: a scheduled run selects by the tags at its time.
import type { ResourceSpec } from '../spec.ts';

export interface TagOverlay {
  change(arn: string, at: number, tags: Record<string, string>): void;
  /** The resource with its tags at that time. */
  tagged(resource: ResourceSpec, at: number): ResourceSpec;
  isEmpty(): boolean;
}

interface TagChange {
  at: number;
  tags: Record<string, string>;
}

export function createTagOverlay(): TagOverlay {
  const changes = new Map<string, TagChange[]>();
  return {
    change: (arn, at, tags) => void changes.set(arn, [...(changes.get(arn) ?? []), { at, tags }]),
    tagged(resource, at) {
      const last = changes.get(resource.arn)?.findLast((change) => change.at <= at);
      if (last === undefined) return resource;
      const { isNeverTagged: _, ...others } = resource;
      return { ...others, tags: last.tags };
    },
    isEmpty: () => changes.size === 0,
  };
}
