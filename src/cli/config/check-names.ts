// Checks that the contexts, views, lists and columns that the file names exist, which the schema cannot check.

import { parseQueueUrl } from '../../events/queue-url.ts';
import { defined } from '../../lib/defined.ts';
import { didYouMean } from '../../lib/text/did-you-mean.ts';
import { sanitize } from '../../lib/text/text.ts';
import { resourceByName } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { listIds } from '../../resources/resource-id.ts';
import type { ContextSettings } from '../../settings/contexts.ts';
import type { Issue, Path } from '../../settings/issue.ts';
import type { Config } from '../../settings/schema.ts';
import type { ConfigView } from '../../settings/views.ts';
import { queueExample, type RoleNames, roleProblem } from '../options/where.ts';
import { checkKeys } from './key-table.ts';
import { themesOf } from './own-themes.ts';

/** `base`: the config that it is laid over, whose contexts, views and themes may be named. */
export const checkNames = (config: Config, base: Config = {}): readonly Issue[] => [
  ...checkContext(config, base),
  ...Object.entries(config.contexts ?? {}).flatMap(([name, context]) => checkPlace(['contexts', name], context)),
  ...checkFirstView(config, base),
  ...checkTheme(config, base),
  ...checkKeys(config.keys),
  ...Object.entries(config.views ?? {}).flatMap(([name, view]) => checkView(['views', name], view)),
  ...Object.entries(config.columns ?? {}).flatMap(([name, columns]) => {
    const path = ['columns', name];
    const resource = listByName(name);
    return resource ? checkColumns(path, resource, columns) : [{ ...noList(path, name), atKey: true }];
  }),
];

/** Metrics are drawn by the overview and have no list. */
export function listByName(name: string): AnyResource | undefined {
  const found = resourceByName(name);
  return found && listIds.includes(found.id) ? found : undefined;
}

function checkContext({ context, ...own }: Config, base: Config): Issue[] {
  const contexts = { ...base.contexts, ...own.contexts };
  if (context === undefined || Object.hasOwn(contexts, context)) return [];
  return [unknown(['context'], { what: 'context', name: context, known: Object.keys(contexts) })];
}

/** Keys as written in the file. */
const keyNames = {
  roleArns: 'roles',
  externalId: 'externalId',
  mfaSerial: 'mfaSerial',
  accounts: 'accounts',
  excludedAccounts: 'excludedAccounts',
} as const satisfies RoleNames;

/** The same constraints as for flags. */
function checkPlace(path: Path, context: ContextSettings): Issue[] {
  const { roles: roleArns = [], accounts = [], excludedAccounts = [], externalId, mfaSerial } = context;
  const problem = roleProblem(
    { roleArns, accounts, excludedAccounts, ...defined({ externalId, mfaSerial }) },
    keyNames,
  );
  const invalid = context.eventQueues?.findIndex((url) => !parseQueueUrl(url)) ?? -1;
  return [
    ...(problem ? [errorAt([...path, keyNames[problem.about]], problem.text)] : []),
    ...(invalid < 0 ? [] : [errorAt([...path, 'eventQueues', invalid], `expected ${queueExample}`)]),
  ];
}

const errorAt = (path: Path, message: string): Issue => ({ severity: 'error', path, message: sanitize(message) });

function checkFirstView({ view, ...own }: Config, base: Config): Issue[] {
  const views = { ...base.views, ...own.views };
  if (view === undefined || view === 'overview' || Object.hasOwn(views, view) || listByName(view)) return [];
  return [unknown(['view'], { what: 'view or list', name: view, known: [...Object.keys(views), ...listIds] })];
}

function checkTheme({ theme, themes }: Config, base: Config): Issue[] {
  const known = themesOf({ ...base.themes, ...themes });
  if (theme === undefined || known.has(theme)) return [];
  return [unknown(['theme'], { what: 'theme', name: theme, known: [...known.keys()] })];
}

function checkView(path: Path, { resource: name, sort, columns = [] }: ConfigView): Issue[] {
  const resource = listByName(name);
  if (!resource) return [noList([...path, 'resource'], name)];
  const sorted = sort?.replace(/^[+-]/, '');
  const known = columnIds(resource);
  const isColumn = sorted === undefined || known.includes(sorted);
  return [
    ...(isColumn ? [] : [unknown([...path, 'sort'], { what: columnOf(resource), name: sorted, known })]),
    ...checkColumns([...path, 'columns'], resource, columns),
  ];
}

function checkColumns(path: Path, resource: AnyResource, columns: readonly string[]): Issue[] {
  const known = columnIds(resource);
  return columns.flatMap((id, index) =>
    known.includes(id) ? [] : [unknown([...path, index], { what: columnOf(resource), name: id, known })],
  );
}

const columnOf = ({ plural }: AnyResource): string => `column of ${plural}`;

/** Region and account are columns of every list. */
const columnIds = (resource: AnyResource): string[] => [...resource.columns.map(({ id }) => id), 'region', 'account'];

const noList = (path: Path, name: string): Issue => unknown(path, { what: 'list', name, known: listIds });

interface UnknownName {
  /** The kind of thing that has no such name. */
  readonly what: string;
  readonly name: string;
  readonly known: readonly string[];
}

function unknown(path: Path, { what, name, known }: UnknownName): Issue {
  const meant = didYouMean(name, known);
  const help = meant === undefined ? `there are: ${known.join(', ') || 'none'}` : `did you mean ${meant}?`;
  return { severity: 'error', path, message: `there is no ${what} "${sanitize(name)}"; ${help}` };
}
