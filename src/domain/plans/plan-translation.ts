// Translates the document of a plan member by member into the names of another tool, and notes what the tool does not
// have.
import { type Bag, isBag } from '../../lib/bag.ts';
import { sanitize } from '../../lib/text/text.ts';

/** A plan with its resource assignments, as AWS Backup's own operations take them. */
export interface PlanToExport {
  readonly region: string;
  readonly plan: Bag;
  readonly selections: readonly Bag[];
}

/** AWS's member → the tool's name, and the members inside. Maps of texts, such as tags, have no `shape`. */
export type Shape = Readonly<Record<string, string | { readonly name: string; readonly shape: Shape }>>;

export interface Translation {
  readonly members: Bag;
  /** Paths of members that the tool has no name for: they are not in `members`. */
  readonly leftOut: readonly string[];
}

export function translate(document: Bag, shape: Shape): Translation {
  const leftOut: string[] = [];
  return { members: translated(document, shape, { path: '', leftOut }), leftOut };
}

interface Notes {
  readonly path: string;
  readonly leftOut: string[];
}

function translated(document: Bag, shape: Shape, { path, leftOut }: Notes): Bag {
  const members = Object.entries(document).flatMap(([member, value]) => {
    if (isAbsent(member, value)) return [];
    const known = Object.hasOwn(shape, member) ? shape[member] : undefined;
    if (known === undefined) {
      leftOut.push(sanitize(`${path}${member}`));
      return [];
    }
    if (typeof known === 'string') return [[known, value] as const];
    const inner = (one: unknown) =>
      isBag(one) ? translated(one, known.shape, { path: `${path}${member}.`, leftOut }) : one;
    return [[known.name, Array.isArray(value) ? value.map(inner) : inner(value)] as const];
  });
  return Object.fromEntries(members);
}

/** Of days AWS also returns -1, which means never and is an error in some tools. */
function isAbsent(member: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value) || isBag(value)) return Object.keys(value).length === 0;
  return /AfterDays$/.test(member) && typeof value === 'number' && value < 0;
}
