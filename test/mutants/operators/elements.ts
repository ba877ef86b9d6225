import { isNode, type SyntaxNode } from '../syntax/syntax-node.ts';
import type { Mutation, Operator } from './mutation.ts';

const membersOf = ({ type, elements, properties }: SyntaxNode): readonly unknown[] => {
  if (type === 'ArrayExpression') return elements as readonly unknown[];
  return type === 'ObjectExpression' ? (properties as readonly unknown[]) : [];
};

/** With the comma that follows, or the one before where it is the last. */
function without(source: string, member: SyntaxNode): Mutation {
  const comma = /^\s*,/.exec(source.slice(member.end));
  const before = /,\s*$/.exec(source.slice(0, member.start));
  const start = comma || !before ? member.start : before.index;
  return { start, end: member.end + (comma?.[0].length ?? 0), text: '' };
}

/** Of arrays and objects. */
export const dropElement: Operator = (node, source) =>
  membersOf(node)
    .filter(isNode)
    .map((member) => without(source, member));
