import { AwsProblemError } from '../../aws/errors/errors.ts';
import { parseArn, shortName } from '../../domain/arn.ts';
import { scopeKey } from '../../domain/scope.ts';
import { isDeprecatedEvent, publishedFailures, type VaultNotification } from '../../domain/vaults/notification.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { isDenial, toDocument } from '../document.ts';
import { eachPart } from '../parts.ts';
import { defined, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries } from '../sections.ts';
import { listVaults } from './vaults.ts';

/** The notifications of each vault. AWS has no list of them: each vault costs one call. */
export const notifications: Resource<VaultNotification> = {
  id: 'notifications',
  title: 'notification',
  plural: 'notifications',
  aliases: ['notif', 'sns'],
  cadence: 'settings',
  params: {},
  fields: ['vaultName', 'vaultArn', 'topicArn', 'events', 'refused'],
  async *list(request) {
    yield* eachPart({
      list: () => listVaults(request),
      key: ({ name }) => name,
      rows: (vault) => notificationOf(request, vault),
    });
  },
  key: ({ scope, vaultArn }) => `${scopeKey(scope)}/${vaultArn}`,
  stored: {},
  columns: [
    {
      id: 'vault',
      title: 'VAULT',
      width: 'grow',
      keep: 100,
      text: ({ vaultName }) => vaultName,
      identity: ({ vaultName }) => vaultName,
    },
    {
      id: 'topic',
      title: 'TELLS',
      width: 'grow',
      keep: 95,
      text: (row) => row.refused ?? (row.topicArn === undefined ? 'nobody' : shortName(row.topicArn)),
      identity: ({ topicArn }) => topicArn,
      tone: ({ topicArn }) => (topicArn === undefined ? 'warn' : 'plain'),
    },
    {
      id: 'failures',
      title: 'FAILURES',
      width: 19,
      keep: 90,
      text: (row) => failuresText(row),
      tone: (row) => (row.refused ? 'muted' : publishedFailures(row).includes('backup') ? 'good' : 'warn'),
      sortBy: (row) => (row.refused ? -1 : publishedFailures(row).length),
    },
    {
      id: 'events',
      title: 'OF',
      width: 'grow',
      keep: 80,
      text: ({ events }) => events.join(' '),
      sortBy: ({ events }) => events.length,
    },
  ],
  sort: { column: 'failures', descending: false },
  label: ({ vaultName }) => vaultName,
  copyText: ({ topicArn, vaultArn }) => topicArn ?? vaultArn,
  async describe(request, { vaultName }) {
    try {
      return toDocument(await request.call('backup', 'GetBackupVaultNotifications', { BackupVaultName: vaultName }));
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  },
  detail: (row) => [
    fieldsSection('Notifications', [
      ['Vault', row.vaultName],
      ['Topic', row.refused ?? row.topicArn ?? 'none: the vault publishes no failure'],
      ['Topic in', row.topicArn && parseArn(row.topicArn)?.region],
      ['Failures', row.refused ? undefined : failuresText(row)],
      ...row.events.map((event): [string, string] => ['Event', eventText(event)]),
      ...scopeEntries(row.scope),
    ]),
  ],
  drillDowns: [{ to: 'vaults', title: 'vault', single: true, params: ({ vaultName }) => ({ name: vaultName }) }],
};

const failuresText = (row: VaultNotification): string =>
  row.refused ? '?' : publishedFailures(row).join(' ') || 'silent';

const eventText = (event: string): string =>
  isDeprecatedEvent(event) ? `${event}: deprecated, AWS sends nothing for it` : event;

async function* notificationOf(request: RequestContext, vault: Vault): AsyncGenerator<VaultNotification[]> {
  const row = { scope: vault.scope, vaultName: vault.name, vaultArn: vault.arn };
  try {
    const answer = await request.call('backup', 'GetBackupVaultNotifications', { BackupVaultName: vault.name });
    const events = (answer.BackupVaultEvents ?? []).flatMap((event) => wordsOf(event) ?? []);
    yield [defined({ ...row, topicArn: wordsOf(answer.SNSTopicArn), events })];
  } catch (error) {
    if (!isDenial(error)) throw error;
    // AWS responds with ResourceNotFoundException if there is no configuration.
    yield [{ ...row, events: [], ...(isNotFound(error) ? {} : { refused: refusalOf(error) }) }];
  }
}

const isNotFound = (error: unknown): boolean => error instanceof AwsProblemError && error.problem.kind === 'not-found';
const refusalOf = (error: unknown): string => (error instanceof AwsProblemError ? error.problem.message : '');
