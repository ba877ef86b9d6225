// Reads the stored rows that relations follow from.
import { shortName } from '../../domain/arn.ts';
import { consoleUrlOfArn } from '../../domain/console/console-pages.ts';
import type { Scope } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { Data } from '../state/data.ts';
import { everywhere } from '../state/lists/list-requests.ts';
import type { Relation } from './relation.ts';

export interface RelationRows {
  /** The rows of a list in all scopes. */
  all<Row>(list: ResourceId): readonly Row[];
  /** `at`: epoch ms. */
  ago(at: number): string;
}

export const createRelationRows = (data: Data): RelationRows => ({
  all: <Row>(list: ResourceId) => data.listed(everywhere(list, data)) as readonly Row[],
  ago: (at) => `${formatAge(data.now - at)} ago`,
});

/** Whether a row is of the same account and Region. */
export const isAt = (scope: Scope) => (row: { readonly scope: Scope }) =>
  row.scope.accountId === scope.accountId && row.scope.region === scope.region;

export const newestFirst = <Row extends { readonly createdAt: number }>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => b.createdAt - a.createdAt);

/** Something that no list contains: its page in AWS's console. */
export function outside(kind: 'key' | 'role' | 'topic', arn: string, { region, accountId }: Scope): Relation {
  const url = consoleUrlOfArn(arn, { region });
  return {
    id: `${kind} ${arn}`,
    text: `${kind} ${shortName(arn)}`,
    tone: 'muted',
    target: url === undefined ? undefined : { link: { url, shows: kind, accountId } },
  };
}
