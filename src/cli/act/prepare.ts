// From command-line words to contexts of an action: looks up rows, loads facts, and fills and checks fields like a
// form.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { initialValues, problemsOf } from '../../app/forms/form.ts';
import { withExactTimes } from '../../app/forms/time-fields.ts';
import type { Aws } from '../../aws/aws.ts';
import { AwsProblemError, isAbsent } from '../../aws/errors/errors.ts';
import { madeName } from '../../domain/restore/restore-target.ts';
import { restoreTypeOf } from '../../domain/restore/restore-types.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { createRequestContext } from '../../engine/request-context.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { AnyAction, AnyContext, FormField, FormValues } from '../../resources/action.ts';
import { resources } from '../../resources/index.ts';
import type { Params, RequestContext } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { UsageError } from '../options/options.ts';
import { type ActArguments, flagOf } from './arguments.ts';
import { formValuesOf, type RestoreLine, readRestoreLines } from './restore-lines.ts';

export interface Session {
  readonly aws: Aws;
  readonly scope: Scope;
  /** ARN. */
  readonly identity?: string | undefined;
  readonly signal: AbortSignal;
}

export const requestContextIn = ({ aws, scope, signal }: Session, params: Params = {}): RequestContext =>
  createRequestContext({ aws, scope, params, signal, priority: 0, now: aws.now() });

/** One context for each target. */
export async function prepare(args: ActArguments, session: Session): Promise<readonly AnyContext[]> {
  if (args.fromFile !== undefined) return prepareLines(args, args.fromFile, session);
  const { action, targets } = args;
  const rows = args.verb.target ? await Promise.all(targets.map((word) => findRow(args, word, session))) : [undefined];
  const apart = action.apart?.(rows);
  if (apart) throw new UsageError(`${action.title}: ${apart}.`);
  const facts = await Promise.all(
    rows.map((row, index) => action.load?.(requestContextIn(session), row, { isFirst: index === 0 })),
  );
  const chosen = rows.map((row, index) => ({ row, facts: facts[index] }));
  const known = await knownLists(action, session);
  const points = await pointsOfResources(action.knows ?? [], rows, session);
  const token = randomUUID();
  const texts = await readDocuments(args);
  const contexts = rows.map((row, index): AnyContext => {
    const empty: AnyContext = {
      row,
      scope: session.scope,
      facts: facts[index],
      values: {},
      now: session.aws.now(),
      token: `${token}-${index}`,
      chosen,
      known: (resource, { subject } = {}) =>
        (subject === undefined ? known.get(resource) : resource === 'recovery-points' && points.get(subject)) || [],
    };
    const initial = initialValues(action.fields ?? [], empty);
    return { ...empty, initial, values: { ...initial, ...texts } };
  });
  for (const context of contexts) await check(args, context, session);
  return contexts.map((context) => ({ ...context, values: withExactTimes(action.fields ?? [], context) }));
}

/** Each line of the file has a form of its own; what the command line says holds for all of them. */
async function prepareLines(args: ActArguments, path: string, session: Session): Promise<readonly AnyContext[]> {
  const lines = readRestoreLines(await readText(path));
  const texts = await readDocuments(args);
  const token = randomUUID();
  // The budgets of the operations decide how many are requested at once.
  const prepared = await Promise.allSettled(
    lines.map((line, index) => prepareLine(args, { line, texts, token: `${token}-${index}` }, session)),
  );
  const contexts = prepared.map((result, index) => {
    if (result.status === 'fulfilled') return result.value;
    throw new UsageError(`restore ${index + 1} of ${path}: ${errorMessage(result.reason)}`);
  });
  checkNames(args.action, contexts);
  return contexts;
}

interface PreparedLine {
  readonly line: RestoreLine;
  readonly texts: FormValues;
  readonly token: string;
}

async function prepareLine(args: ActArguments, { line, texts, token }: PreparedLine, session: Session) {
  const { action, verb } = args;
  const target = verb.lines;
  const own = { ...args, inVault: line.vault, verb: { ...verb, ...(target ? { target } : {}) } };
  const row = (await findRow(own, line.point, session)) as RecoveryPoint;
  const empty: AnyContext = {
    row,
    scope: session.scope,
    facts: await action.load?.(requestContextIn(session), row),
    values: {},
    now: session.aws.now(),
    token,
    known: () => [],
  };
  const initial = initialValues(action.fields ?? [], empty);
  const typed = formValuesOf(line, restoreTypeOf(row, empty.facts?.metadata ?? {})?.type);
  const context = { ...empty, initial, values: { ...initial, ...texts, ...typed } };
  await check(args, context, session);
  return context;
}

/** AWS fails the second of two restores to one name. */
function checkNames(action: ActArguments['action'], contexts: readonly AnyContext[]): void {
  const names = contexts.flatMap((context) => {
    const [request] = action.requests(context);
    const name = madeName(context.row.resourceType, (request?.input.Metadata ?? {}) as Record<string, string>);
    return name === undefined ? [] : [`${context.row.resourceType} ${name}`];
  });
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`several restores have the target name ${twice}.`);
}

async function findRow({ verb, inVault }: ActArguments, word: string, session: Session): Promise<unknown> {
  const { target, resource } = verb;
  if (target?.row) return { ...target.row(word), scope: session.scope };
  const { title, list } = resources[resource];
  try {
    for await (const page of list(requestContextIn(session, target?.params?.(word, inVault))))
      for (const row of page) if (target?.isRow?.(row, word) ?? true) return row;
  } catch (error) {
    if (!(error instanceof AwsProblemError) || !isAbsent(error.problem)) throw error;
    throw new Error(`${title} ${word}: ${error.message}`, { cause: error });
  }
  throw new Error(`There is no ${title} ${word} in ${session.scope.region}.`);
}

/** Lists of which a field's check reads rows. Jobs are only used to suggest roles, and nothing is suggested here. */
const checkedLists: ReadonlySet<ResourceId> = new Set([
  'vaults',
  'plans',
  'selections',
  'region-settings',
  'restore-testing-plans',
]);

/** Without permission to list, most actions are still possible: fewer values are checked beforehand. */
async function knownLists(
  { knows = [], needs = [] }: AnyAction,
  session: Session,
): Promise<ReadonlyMap<ResourceId, unknown[]>> {
  const lists = knows
    .filter((id) => checkedLists.has(id))
    .map(async (id) => {
      const rows = listAll(id, session);
      return [id, await (needs.includes(id) ? rows : rows.catch(() => []))] as const;
    });
  return new Map(await Promise.all(lists));
}

/** By ARN of the resource, of this account and Region: what remains after a deletion is told from them. */
async function pointsOfResources(ids: readonly ResourceId[], rows: readonly unknown[], session: Session) {
  const found = new Map<string, unknown[]>();
  if (!ids.includes('recovery-points')) return found;
  const arns = new Set((rows as readonly { resourceArn?: string }[]).flatMap(({ resourceArn }) => resourceArn || []));
  for (const resourceArn of arns)
    found.set(resourceArn, await listAll('recovery-points', session, { resourceArn }).catch(() => []));
  return found;
}

async function listAll(id: ResourceId, session: Session, params: Params = {}): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of resources[id].list(requestContextIn(session, params))) rows.push(...page);
  return rows;
}

async function readDocuments({ action, values }: ActArguments): Promise<FormValues> {
  const documents = (action.fields ?? []).filter(({ id, kind }) => kind === 'document' && values[id] !== undefined);
  const texts = documents.map(async ({ id }) => [id, await readText(values[id] ?? '')] as const);
  return { ...values, ...Object.fromEntries(await Promise.all(texts)) };
}

async function readText(path: string): Promise<string> {
  if (path === '-') return readAll(process.stdin);
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${errorMessage(error)}`);
  }
}

async function check(args: ActArguments, context: AnyContext, session: Session): Promise<void> {
  checkFields(args, context);
  const { verb, action } = args;
  const problems = await action.verify?.(requestContextIn(session), context);
  throwFirstProblem(verb, action.fields ?? [], problems ?? {});
}

/** Throws the first reason against the action, without asking AWS. */
export function checkFields({ verb, action }: Pick<ActArguments, 'verb' | 'action'>, context: AnyContext): void {
  const reason = context.row === undefined ? undefined : action.disabled?.(context.row, context);
  if (reason) throw new Error(`${action.title} cannot be done: ${reason}.`);
  const fields = action.fields ?? [];
  throwFirstProblem(verb, fields, problemsOf(fields, context, true));
}

function throwFirstProblem(
  verb: ActArguments['verb'],
  fields: readonly FormField[],
  problems: Readonly<Record<string, string>>,
): void {
  const [first] = Object.entries(problems);
  if (!first) return;
  const field = fields.find(({ id }) => id === first[0]);
  throw new UsageError(field ? `--${flagOf(verb, field)}: ${first[1]}` : first[1]);
}
