// Related things as a tree: each line leads to the thing that it names.
import type { Scope } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import type { ConsoleLink } from '../../resources/references/row-reference.ts';
import type { Params } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';

/** The target of a line: a single row, a list, or a page of AWS's console. */
export type RelationTarget =
  | { readonly to: ResourceId; readonly params: Params; readonly scope: Scope; readonly isList?: true }
  | { readonly link: ConsoleLink };

export interface Relation {
  /** Equal wherever the thing is reached from: a thing does not occur in its own branch. */
  readonly id: string;
  readonly text: string;
  readonly tone?: Tone;
  readonly target?: RelationTarget | undefined;
  /** Called only when the line is shown. */
  children?(): readonly Relation[];
}

export interface RelationLine extends Pick<Relation, 'text' | 'tone' | 'target'> {
  readonly depth: number;
}

const mostDeep = 6;
const mostWide = 6;
const mostLines = 200;

/** Depth first, each branch cut after a number of children: '12 more'. */
export function relationLines(root: Relation): readonly RelationLine[] {
  const lines: RelationLine[] = [];
  const add = (relation: Relation, depth: number, above: ReadonlySet<string>) => {
    if (lines.length >= mostLines) return;
    const { id, text, tone, target } = relation;
    lines.push({ depth, text, target, ...(tone ? { tone } : {}) });
    if (depth >= mostDeep || above.has(id)) return;
    const path = new Set([...above, id]);
    const children = (relation.children?.() ?? []).filter((child) => !path.has(child.id));
    for (const child of children.slice(0, mostWide)) add(child, depth + 1, path);
    const more = children.length - mostWide;
    if (more > 0 && lines.length < mostLines) {
      lines.push({ depth: depth + 1, text: `${more} more`, tone: 'muted', target });
    }
  };
  add(root, 0, new Set());
  return lines;
}
