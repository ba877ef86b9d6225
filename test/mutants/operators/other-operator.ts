import { isNode } from '../syntax/syntax-node.ts';
import { type Operator, replaced, textOf } from './mutation.ts';

/**
 * Replaces the operator between two operands. Both get parentheses, because the new operator could bind them otherwise.
 */
export const otherOperator =
  (type: string, others: Readonly<Record<string, string>>): Operator =>
  (node, source) => {
    const { left, right, operator } = node;
    const other = typeof operator === 'string' && Object.hasOwn(others, operator) ? others[operator] : undefined;
    if (node.type !== type || other === undefined || !isNode(left) || !isNode(right)) return [];
    return [replaced(node, `((${textOf(left, source)}) ${other} (${textOf(right, source)}))`)];
  };
