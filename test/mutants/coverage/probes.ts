// Which pieces of a source a test runs: each statement inside of a function, each arm of a condition, and each arrow function's
// expression is a piece, and notes that it has run.
import { createHash } from 'node:crypto';
import { childrenOf, isFunction, isNode, parseSource, type SyntaxNode, walk } from '../syntax/syntax-node.ts';

/** A range of the source's text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly isExpression: boolean;
}

const asNodes = (value: unknown): SyntaxNode[] =>
  Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];

/** Declarations run nothing themselves. */
const runs = ({ type }: SyntaxNode): boolean => type !== 'FunctionDeclaration' && !type.startsWith('TS');
const statement = ({ start, end }: SyntaxNode): Piece => ({ start, end, isExpression: false });
const expression = ({ start, end }: SyntaxNode): Piece => ({ start, end, isExpression: true });

/** Single statements below `if`, without braces, get braces with their probe. */
function loneStatements(node: SyntaxNode): SyntaxNode[] {
  const bodies =
    node.type === 'IfStatement'
      ? [node.consequent, node.alternate]
      : /^(?:For|While)/.test(node.type)
        ? [node.body]
        : [];
  return bodies.flatMap(asNodes).filter(({ type }) => type !== 'BlockStatement');
}

function piecesAt(node: SyntaxNode): Piece[] {
  if (node.type === 'BlockStatement') return asNodes(node.body).filter(runs).map(statement);
  if (node.type === 'SwitchCase') return asNodes(node.consequent).filter(runs).map(statement);
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate].flatMap(asNodes).map(expression);
  if (node.type === 'LogicalExpression') return asNodes(node.right).map(expression);
  if (isFunction(node))
    return asNodes(node.body)
      .filter(({ type }) => type !== 'BlockStatement')
      .map(expression);
  return loneStatements(node).map(statement);
}

/** In a fixed order. */
export function piecesOf(file: string, text: string): Piece[] {
  const found: Piece[] = [];
  const visit = (node: SyntaxNode, isInFunction: boolean) => {
    if (isInFunction || isFunction(node)) found.push(...piecesAt(node));
    for (const child of childrenOf(node)) visit(child, isInFunction || isFunction(node));
  };
  visit(parseSource(file, text), false);
  return found;
}

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Insertions of wider nodes are outside of those of narrower ones. */
  readonly order: number;
}

function insertionsFor(piece: Piece, index: number, isLone: boolean): Insertion[] {
  const { start, end } = piece;
  const width = end - start;
  const [before, after] = piece.isExpression
    ? [`(__ran[${index}]=1,`, ')']
    : isLone
      ? [`{__ran[${index}]=1;`, '}']
      : [`__ran[${index}]=1;`, ''];
  return [
    { at: start, text: before, order: -width },
    { at: end, text: after, order: width },
  ];
}

/** The source with its probes. */
export function withProbes(file: string, text: string): string {
  const pieces = piecesOf(file, text);
  const lone = new Set<number>();
  walk(parseSource(file, text), (node) => {
    for (const { start } of loneStatements(node)) lone.add(start);
  });
  const insertions = pieces.flatMap((piece, index) => insertionsFor(piece, index, lone.has(piece.start)));
  insertions.sort((a, b) => a.at - b.at || sideOf(a) - sideOf(b) || a.order - b.order);
  let at = 0;
  let result = `const __ran = globalThis.createProbes('${file}', '${digestOf(text)}', ${pieces.length});`;
  for (const insertion of insertions) {
    result += text.slice(at, insertion.at) + insertion.text;
    at = insertion.at;
  }
  return result + text.slice(at);
}

/** What ends at a place comes before what begins there. */
const sideOf = ({ order }: Insertion): number => (order > 0 ? 0 : 1);

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
