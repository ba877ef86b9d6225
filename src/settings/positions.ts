// Finds the position of a path in the file.
import { type Document, isMap, isNode, isScalar, isSeq, type LineCounter } from 'yaml';
import type { Path } from './issue.ts';

export interface FilePosition {
  /** Both start at 1. */
  readonly line: number;
  readonly column: number;
}

/** The position of the value, or with `atKey` of its key; if neither exists, of the nearest enclosing value. */
export type PositionOf = (path: Path, atKey?: boolean) => FilePosition;

export const positionsIn =
  (document: Document, lines: LineCounter): PositionOf =>
  (path, atKey = false) => {
    let node: unknown = document.contents;
    let offset = offsetOf(node) ?? 0;
    path.forEach((part, index) => {
      const isLast = index === path.length - 1;
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(part));
        node = pair?.value;
        offset = (atKey && isLast ? undefined : offsetOf(node)) ?? offsetOf(pair?.key) ?? offset;
      } else if (isSeq(node)) {
        node = node.items[Number(part)];
        offset = offsetOf(node) ?? offset;
      } else node = undefined;
    });
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };

const offsetOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
