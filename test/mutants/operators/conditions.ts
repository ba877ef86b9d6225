import { isNode } from '../syntax/syntax-node.ts';
import { type Operator, replaced, textOf } from './mutation.ts';
import { otherOperator } from './other-operator.ts';

const conditional = new Set(['IfStatement', 'ConditionalExpression', 'WhileStatement', 'DoWhileStatement']);

export const negateCondition: Operator = ({ type, test }, source) =>
  conditional.has(type) && isNode(test) ? [replaced(test, `!(${textOf(test, source)})`)] : [];

/** A boundary moves by one; an equality turns into its opposite. */
const otherComparison: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
};

export const swapComparison = otherOperator('BinaryExpression', otherComparison);
export const swapLogical = otherOperator('LogicalExpression', { '&&': '||', '||': '&&' });
