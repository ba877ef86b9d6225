// References to a row outside this program: its ARN, its page in AWS's console, and the AWS CLI call that shows it.
import { type BackupPage, backupPages, consoleUrlOfArn } from '../../domain/console/console-pages.ts';
import type { Scope } from '../../domain/scope.ts';
import type { AnyResource } from '../resource.ts';
import { type ReferencedRow, rowReferences } from './row-references.ts';

/** A page of the console; `shows` names the part of the row that the page shows. */
export interface ConsoleLink {
  readonly url: string;
  readonly shows: string;
  /** A browser shows the page of the account that it is signed in to. */
  readonly accountId: string;
}

/** The row's own ARN; undefined: it has none. */
export function arnOfRow({ id }: AnyResource, row: ReferencedRow): string | undefined {
  const arn = rowReferences[id]?.arn?.(row) ?? row.arn;
  return typeof arn === 'string' && arn.startsWith('arn:') ? arn : undefined;
}

/** undefined: no URL of a page for the row is known to be right. */
export function consoleLinkOf({ id }: AnyResource, row: ReferencedRow): ConsoleLink | undefined {
  const found = rowReferences[id]?.page?.(row);
  const { scope }: { scope: Scope } = row;
  const accountId = found?.accountId ?? scope.accountId;
  if (!found) return undefined;
  const region = found.region ?? scope.region;
  const url =
    'arn' in found
      ? consoleUrlOfArn(found.arn, { region, type: found.type })
      : found.name === '' && found.kind !== 'dashboard'
        ? undefined
        : backupPages[found.kind](region, found.name);
  return url === undefined
    ? undefined
    : { url, shows: found.shows ?? ('kind' in found ? found.kind : 'resource'), accountId };
}

interface PlacedPage {
  /** Set if the target is in another Region than the row. */
  readonly region?: string;
  readonly accountId?: string;
  /** Set if the page shows something else than the row. */
  readonly shows?: string;
}

/** A page by ARN, or a page of AWS Backup. */
export type PageOfRow = PlacedPage &
  ({ readonly arn: string; readonly type?: string } | { readonly kind: BackupPage; readonly name: string });
