import { isFunction, isNode, type SyntaxNode, walk } from '../syntax/syntax-node.ts';
import { type Operator, replaced } from './mutation.ts';

/** Without what awaits it or throws its value away. */
function bare(node: unknown): unknown {
  if (!isNode(node)) return node;
  const isWrapped = node.type === 'AwaitExpression' || (node.type === 'UnaryExpression' && node.operator === 'void');
  return isWrapped || node.type === 'ChainExpression' ? bare(node.argument ?? node.expression) : node;
}

export const removeCall: Operator = (node) => {
  const called = node.type === 'ExpressionStatement' ? bare(node.expression) : undefined;
  return isNode(called) && called.type === 'CallExpression' ? [replaced(node, '{}')] : [];
};

/** Whether a return of the function itself has a value. */
function returnsValue(body: SyntaxNode): boolean {
  let found = false;
  const inner: SyntaxNode[] = [];
  walk(body, (node) => {
    if (isFunction(node)) inner.push(node);
    if (node.type !== 'ReturnStatement' || !isNode(node.argument)) return;
    found ||= !inner.some(({ start, end }) => start <= node.start && node.end <= end);
  });
  return found;
}

export const returnEarly: Operator = (node) => {
  const { body } = node;
  if (!isFunction(node) || !isNode(body) || body.type !== 'BlockStatement') return [];
  const statements = body.body as readonly SyntaxNode[];
  if (statements.length < 2) return [];
  const at = body.start + 1;
  const text = returnsValue(body) ? ' return undefined as never;' : ' return;';
  return [{ start: at, end: at, text }];
};
