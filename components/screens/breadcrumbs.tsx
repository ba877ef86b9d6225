// The line above a list or a detail: the path of screens, and notes about the contents.
import type { Glyphs } from '../../config/themes/glyphs.ts';
import { fitPieces, Line, type Piece, spread, widthOf } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';

export interface BreadcrumbsProps {
  /** Oldest first; the last one is the present screen. */
  readonly crumbs: readonly string[];
  readonly right: readonly Piece[];
  readonly width: number;
}

export function Breadcrumbs({ crumbs, right, width }: BreadcrumbsProps) {
  const { glyphs } = useAppearance();
  const end = fitPieces(right, Math.max(0, width - 20));
  const room = width - widthOf(end) - 2;
  return <Line pieces={spread(wayPieces(crumbs, room, glyphs), end, width)} />;
}

/** Shortened at the beginning: the present screen is more important than the first one. */
function wayPieces(crumbs: readonly string[], room: number, { crumb: separator, ellipsis }: Glyphs): Piece[] {
  for (let skipped = 0; skipped < crumbs.length - 1; skipped += 1) {
    const pieces = joined(skipped > 0 ? [ellipsis, ...crumbs.slice(skipped)] : crumbs, separator);
    if (widthOf(pieces) <= room) return pieces;
  }
  return joined([...(crumbs.length > 1 ? [ellipsis] : []), ...crumbs.slice(-1)], separator);
}

const joined = (crumbs: readonly string[], separator: string): Piece[] =>
  crumbs.flatMap((crumb, index): Piece[] => {
    const last = index === crumbs.length - 1;
    return last ? [{ text: crumb, tone: 'accent' }] : [{ text: `${crumb} ${separator} `, tone: 'muted' }];
  });
