// Whether the name of what a restore makes is free, where AWS can be asked: a taken name ends the job in a failure.
import { AwsProblemError } from '../../../aws/errors/errors.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { AnyContext } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { factsOf, typeOf } from './restore-context.ts';

interface NameQuestion {
  readonly right: string;
  /** Resolves if the name is taken; rejects as not found if it is free. */
  ask(request: RequestContext, name: string, scope: Scope): Promise<unknown>;
}

export interface PlacedName {
  readonly name: string;
  readonly scope: Scope;
}

const clusterQuestion: NameQuestion = {
  right: 'rds:DescribeDBClusters',
  ask: (request, DBClusterIdentifier, scope) =>
    request.callsWith({ scope }).call('rds', 'DescribeDBClusters', { DBClusterIdentifier }),
};

const questions: Readonly<Record<string, NameQuestion>> = {
  RDS: {
    right: 'rds:DescribeDBInstances',
    ask: (request, DBInstanceIdentifier, scope) =>
      request.callsWith({ scope }).call('rds', 'DescribeDBInstances', { DBInstanceIdentifier }),
  },
  Aurora: clusterQuestion,
  DocumentDB: clusterQuestion,
  Neptune: clusterQuestion,
  DynamoDB: {
    right: 'dynamodb:DescribeTable',
    ask: (request, TableName, scope) => request.callsWith({ scope }).call('dynamodb', 'DescribeTable', { TableName }),
  },
};

const questionOf = (type: string | undefined): NameQuestion | undefined =>
  type !== undefined && Object.hasOwn(questions, type) ? questions[type] : undefined;

/** Asks about the source itself: the operation that AWS does not answer; undefined if it answers, or is not needed. */
export async function unansweredQuestion(
  request: RequestContext,
  type: string | undefined,
  sourceName: string,
): Promise<string | undefined> {
  const question = questionOf(type);
  if (question === undefined) return undefined;
  const source = { name: sourceName, scope: request.scope };
  return (await isTakenBy(request, question, source)) === undefined ? question.right : undefined;
}

/** Whether AWS says if a name of this type is free. */
export function canBeAsked(context: AnyContext): boolean {
  const question = questionOf(typeOf(context)?.type);
  return question !== undefined && factsOf(context)?.refused.includes(question.right) === false;
}

/** undefined: AWS does not say. */
async function isTakenBy(
  request: RequestContext,
  { ask }: NameQuestion,
  { name, scope }: PlacedName,
): Promise<boolean | undefined> {
  try {
    await ask(request, name, scope);
    return true;
  } catch (error) {
    return error instanceof AwsProblemError && error.problem.kind === 'not-found' ? false : undefined;
  }
}

/** The first of the names that AWS has. */
export async function firstTaken(
  request: RequestContext,
  type: string,
  names: readonly PlacedName[],
): Promise<string | undefined> {
  const question = questionOf(type);
  if (question === undefined) return undefined;
  const taken = await Promise.all(names.map((name) => isTakenBy(request, question, name)));
  return names.find((_, index) => taken[index] === true)?.name;
}
