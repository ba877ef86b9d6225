// Whether the name of what a restore makes is free, where AWS can be asked: a taken name ends the job in a failure.
import { AwsProblemError } from '../../../aws/errors/errors.ts';
import { metadataValue } from '../../../domain/restore/metadata-keys.ts';
import type { RecoveryPoint } from '../../../domain/vaults/recovery-point.ts';
import type { ActionContext, AnyContext } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { factsOf, fieldId, metadataOf, typeOf } from './restore-metadata.ts';

interface NameQuestion {
  readonly key: string;
  readonly right: string;
  /** Resolves if the name is taken; rejects as not found if it is free. */
  ask(request: RequestContext, name: string): Promise<unknown>;
}

const clusterQuestion: NameQuestion = {
  key: 'dbClusterIdentifier',
  right: 'rds:DescribeDBClusters',
  ask: (request, DBClusterIdentifier) => request.call('rds', 'DescribeDBClusters', { DBClusterIdentifier }),
};

const questions: Readonly<Record<string, NameQuestion>> = {
  RDS: {
    key: 'DBInstanceIdentifier',
    right: 'rds:DescribeDBInstances',
    ask: (request, DBInstanceIdentifier) => request.call('rds', 'DescribeDBInstances', { DBInstanceIdentifier }),
  },
  Aurora: clusterQuestion,
  DocumentDB: clusterQuestion,
  Neptune: clusterQuestion,
  DynamoDB: {
    key: 'targetTableName',
    right: 'dynamodb:DescribeTable',
    ask: (request, TableName) => request.call('dynamodb', 'DescribeTable', { TableName }),
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
  return (await isTaken(request, question, sourceName)) === undefined ? question.right : undefined;
}

/** Whether AWS says if a name of this type is free. */
export function canBeAsked(context: AnyContext): boolean {
  const question = questionOf(typeOf(context)?.type);
  return question !== undefined && factsOf(context)?.refused.includes(question.right) === false;
}

/** The problem of each name that is taken. Names that AWS does not answer for are not refused: the review says so. */
export async function verifyNames(
  request: RequestContext,
  context: Omit<ActionContext<RecoveryPoint>, 'known'>,
): Promise<Readonly<Record<string, string>>> {
  const whole = { ...context, known: () => [] };
  const type = typeOf(whole);
  const question = questionOf(type?.type);
  if (type === undefined || question === undefined) return {};
  const metadata = (context.among ?? [context.row]).map((row) => metadataOf({ ...whole, row }));
  const names = metadata.flatMap((one) => metadataValue(one, question.key) ?? []);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const field = fieldId(type.type, question);
  if (twice !== undefined) return { [field]: `Several restores would be named ${twice}: write {name} in it.` };
  const taken = await Promise.all(names.map(async (name) => ((await isTaken(request, question, name)) ? [name] : [])));
  const [first] = taken.flat();
  return first === undefined ? {} : { [field]: `${first} exists already: AWS fails a restore to a taken name.` };
}

/** undefined: AWS does not say. */
async function isTaken(request: RequestContext, { ask }: NameQuestion, name: string): Promise<boolean | undefined> {
  try {
    await ask(request, name);
    return true;
  } catch (error) {
    return error instanceof AwsProblemError && error.problem.kind === 'not-found' ? false : undefined;
  }
}
