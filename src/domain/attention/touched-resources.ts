// Which resources the newest answers say something else of: thousands stay as they were when one job moves on.
import { forEach, type Steps } from '../../lib/steps.ts';
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
export function* touchedResources(old: ScopeFacts, facts: ScopeFacts): Steps<Set<string> | undefined> {
  const touched = new Set<string>();
  for (const list of lists) {
    const [before, after] = [old[list]?.rows, facts[list]?.rows];
    if (before === after) continue;
    if (!before || !after) return undefined;
    if (yield* changeComposites(before, after, (row) => touched.add(arnOf(row)))) return undefined;
  }
  return touched;
}

/**
 * Tells of each row that changed. Rows keep their places, and new ones come last: where some went, all after them count
 * as changed.
 */
function* changeComposites(
  before: readonly AnyRow[],
  after: readonly AnyRow[],
  tell: (row: AnyRow) => void,
): Steps<boolean> {
  let at = 0;
  let found = false;
  const compare = () => {
    const [one, other] = [before[at], after[at]];
    at += 1;
    if (one === other) return;
    for (const row of [one, other]) {
      if (!row) continue;
      found ||= isComposite(row);
      tell(row);
    }
  };
  yield* forEach(before.length > after.length ? before : after, compare, () => 2);
  return found;
}

/** Whether it counts depends on rows of other resources. */
const isComposite = ({ isParent, parentId, parentArn }: AnyRow): boolean =>
  isParent === true || parentId !== undefined || parentArn !== undefined;

const arnOf = (row: AnyRow): string => row.resourceArn ?? row.arn ?? '';

/** The facts of these resources alone, with the parents of composites' parts. */
export function* only(facts: ScopeFacts, arns: ReadonlySet<string>): Steps<ScopeFacts> {
  const narrowed: Record<string, unknown> = {};
  for (const list of lists) {
    const answer = facts[list];
    if (!answer) continue;
    const rows: AnyRow[] = [];
    yield* forEach<AnyRow>(answer.rows, (row) => {
      if (arns.has(arnOf(row)) || row.isParent === true) rows.push(row);
    });
    narrowed[list] = { rows, at: answer.at };
  }
  return { ...facts, ...narrowed };
}
