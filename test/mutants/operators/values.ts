import { isNode } from '../syntax/syntax-node.ts';
import { type Operator, replaced, textOf } from './mutation.ts';
import { otherOperator } from './other-operator.ts';

const isText = (value: unknown): boolean =>
  isNode(value) && (value.type === 'TemplateLiteral' || (value.type === 'Literal' && typeof value.value === 'string'));

const otherArithmetic = otherOperator('BinaryExpression', { '+': '-', '-': '+', '*': '/', '/': '*' });

export const swapArithmetic: Operator = (node, source) =>
  isText(node.left) || isText(node.right) ? [] : otherArithmetic(node, source);

const otherAssignment: Readonly<Record<string, string>> = { '+=': '-=', '-=': '+=', '++': '--', '--': '++' };

/** `+=` and `++` into their opposites. */
export const swapStep: Operator = (node, source) => {
  const { operator } = node;
  const other = typeof operator === 'string' && Object.hasOwn(otherAssignment, operator) && otherAssignment[operator];
  if (!other || isText(node.right)) return [];
  return [replaced(node, textOf(node, source).replace(operator as string, other))];
};

/** Names of members are no values. */
const isKey: (...arguments_: Parameters<Operator>) => boolean = (node, _source, parent) =>
  parent !== undefined && parent.key === node && parent.computed !== true;

export const shiftNumber: Operator = (node, source, parent) => {
  if (node.type !== 'Literal' || typeof node.value !== 'number' || isKey(node, source, parent)) return [];
  return ['+', '-'].map((sign) => replaced(node, `(${textOf(node, source)} ${sign} 1)`));
};

export const replaceText: Operator = (node, source, parent) => {
  if (node.type !== 'Literal' || typeof node.value !== 'string' || isKey(node, source, parent)) return [];
  return [replaced(node, node.value === '' ? "'mutant'" : "''")];
};

export const swapBoolean: Operator = (node) =>
  node.type === 'Literal' && typeof node.value === 'boolean' ? [replaced(node, String(!node.value))] : [];
