// Which resources the newest answers say something else of: thousands stay as they were when one job moves on.
import type { ScopeFacts } from './facts.ts';

const jobLists = ['backupJobs', 'copyJobs', 'restoreJobs'] as const;
const lists = [...jobLists, 'points', 'resources'] as const;

interface AnyRow {
  readonly arn?: string;
  readonly resourceArn?: string;
  readonly isParent?: boolean;
  readonly parentId?: string;
  readonly parentArn?: string;
}

/** undefined: not to be told, since whole answers came or went, or a composite's parts are among it. */
export function touchedResources(old: ScopeFacts, facts: ScopeFacts): Set<string> | undefined {
  const touched = new Set<string>();
  for (const list of lists) {
    if (old[list] === facts[list]) continue;
    const [before, after] = [old[list]?.rows, facts[list]?.rows];
    if (!before || !after) return undefined;
    for (const row of changedRows(before, after)) {
      if (isComposite(row)) return undefined;
      touched.add(arnOf(row));
    }
  }
  return touched;
}

/** Rows keep their places, and new ones come last: where some went, all after them count as changed. */
function changedRows(before: readonly AnyRow[], after: readonly AnyRow[]): AnyRow[] {
  const changed: AnyRow[] = [];
  const length = Math.max(before.length, after.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [before[at], after[at]];
    if (one === other) continue;
    if (one) changed.push(one);
    if (other) changed.push(other);
  }
  return changed;
}

/** Whether it counts depends on rows of other resources. */
const isComposite = ({ isParent, parentId, parentArn }: AnyRow): boolean =>
  isParent === true || parentId !== undefined || parentArn !== undefined;

const arnOf = (row: AnyRow): string => row.resourceArn ?? row.arn ?? '';

/** The facts of these resources alone, with the parents of composites' parts. */
export function only(facts: ScopeFacts, arns: ReadonlySet<string>): ScopeFacts {
  const narrowed = lists.flatMap((list) => {
    const answer = facts[list];
    if (!answer) return [];
    const rows = (answer.rows as readonly AnyRow[]).filter((row) => arns.has(arnOf(row)) || row.isParent === true);
    return [[list, { rows, at: answer.at }] as const];
  });
  return { ...facts, ...Object.fromEntries(narrowed) };
}
