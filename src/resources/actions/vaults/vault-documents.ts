// The access policy of a vault, edited as a document.

import { AwsProblemError } from '../../../aws/errors/errors.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { jsonText } from '../../../lib/text/json-text.ts';
import { type Action, type ActionContext, textOf, type Undo } from '../../action.ts';
import { repeatable } from '../../retry.ts';
import { checkJson } from '../checks.ts';
import { vaultSubject } from '../subjects.ts';
import { irreversible, undoable } from '../undo.ts';

export const prettyJson = (value: unknown): string => jsonText(value, 2);

/** Text that is not JSON stays unchanged, so that it can be seen and corrected. */
const prettyText = (text: string): string => (checkJson(text) === undefined ? prettyJson(JSON.parse(text)) : text);

/** An empty text if the document does not exist; any other problem is thrown. */
async function orNothing(answer: Promise<string>): Promise<string> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsProblemError && error.problem.kind === 'not-found') return '';
    throw error;
  }
}

export async function isMissing(response: Promise<unknown>): Promise<boolean> {
  try {
    await response;
    return false;
  } catch (error) {
    if (error instanceof AwsProblemError && error.problem.kind === 'not-found') return true;
    throw error;
  }
}

/** AWS keeps no earlier text of a policy or of notifications. */
function undoOfDocument(context: ActionContext<Vault>): Undo {
  if (documentOf(context) === '')
    return irreversible('AWS keeps no copy of what is deleted; the present text is below');
  return undoable(context.facts ? 'send the old text again, shown below' : 'delete it again');
}

const documentOf = ({ values }: ActionContext<Vault>): string => textOf(values, 'document');

export const vaultPolicy: Action<Vault, 'PutBackupVaultAccessPolicy' | 'DeleteBackupVaultAccessPolicy'> = {
  id: 'policy',
  title: 'edit the access policy',
  subject: vaultSubject,
  pending: 'changing',
  outcome: 'has the access policy that was sent',
  key: 'e',
  undo: (context) => undoOfDocument(context),
  load: (request, { name }) =>
    orNothing(
      request
        .call('backup', 'GetBackupVaultAccessPolicy', { BackupVaultName: name })
        .then(({ Policy }) => (Policy ? prettyText(Policy) : '')),
    ),
  fields: [
    {
      id: 'document',
      label: 'Policy',
      kind: 'document',
      optional: true,
      hint: 'empty: the policy is deleted',
      initial: ({ facts }) => facts ?? '',
      check: checkPolicy,
      preview: (text) => text.split('\n').slice(0, 12),
    },
  ],
  change: (context) => ({ before: context.facts ?? '', after: documentOf(context) }),
  warnings: () => ['A policy that denies everybody also denies backups, and copies from other accounts.'],
  retries: {
    PutBackupVaultAccessPolicy: repeatable,
    DeleteBackupVaultAccessPolicy: {
      kind: 'read-back',
      removes: true,
      wasDone: (request, { BackupVaultName }) =>
        isMissing(request.call('backup', 'GetBackupVaultAccessPolicy', { BackupVaultName })),
    },
  },
  requests(context) {
    const { row } = context;
    const text = documentOf(context);
    if (text === (context.facts ?? '')) return [];
    if (text === '') {
      const input = { BackupVaultName: row.name };
      return [{ service: 'backup', operation: 'DeleteBackupVaultAccessPolicy', input }];
    }
    const input = { BackupVaultName: row.name, Policy: JSON.stringify(parsed(text)) };
    return [{ service: 'backup', operation: 'PutBackupVaultAccessPolicy', input }];
  },
};

function checkPolicy(text: string): string | undefined {
  if (text === '') return undefined;
  const broken = checkJson(text);
  if (broken) return broken;
  const { Statement } = (parsed(text) ?? {}) as { Statement?: unknown };
  return Array.isArray(Statement) || typeof Statement === 'object' ? undefined : 'A policy needs a Statement.';
}

/** Only for text that was checked: returns the text itself if it is not JSON. */
function parsed(text: string): unknown {
  return checkJson(text) === undefined ? JSON.parse(text) : text;
}
