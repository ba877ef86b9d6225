// What an operator makes of a node.
import type { SyntaxNode } from '../syntax/syntax-node.ts';

/** A range of the source, and its replacement. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Mutations of one node; none for nodes that an operator does not change. */
export type Operator = (node: SyntaxNode, source: string, parent?: SyntaxNode) => readonly Mutation[];

export const textOf = ({ start, end }: SyntaxNode, source: string): string => source.slice(start, end);

export const replaced = ({ start, end }: SyntaxNode, text: string): Mutation => ({ start, end, text });
