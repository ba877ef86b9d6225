// The syntax tree of a TypeScript source, as ESTree describes it.
import { parseAst } from 'vitest/node';

/** A node with its place in the text. Its other members differ by type. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export function parseSource(file: string, text: string): SyntaxNode {
  return parseAst(text, { lang: file.endsWith('x') ? 'tsx' : 'ts' }, file) as unknown as SyntaxNode;
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';

/** Types, imports and exports from elsewhere: nothing of them runs. */
const isInert = ({ type, source }: SyntaxNode): boolean =>
  (type.startsWith('TS') && !carriesExpression.has(type)) || (/^(?:Import|Export)/.test(type) && isNode(source));

const carriesExpression = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

/** The nodes below a node that run, in the order of the text. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const members = Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]));
  const nodes = members.filter((member) => isNode(member) && !isInert(member)) as SyntaxNode[];
  return nodes.sort((a, b) => a.start - b.start);
}

/** Calls `visit` for the node and all below it that run, with its parent. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent?: SyntaxNode) => void,
  parent?: SyntaxNode,
): void {
  visit(node, parent);
  for (const child of childrenOf(node)) walk(child, visit, node);
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
export const isFunction = ({ type }: SyntaxNode): boolean => functionTypes.has(type);
