import type { Retry } from '../retry.ts';

/** What every deletion is: on the same key, of one or of many, and never without the name typed. */
export const deletion = {
  id: 'delete',
  title: 'delete',
  pending: 'deleting',
  key: 'D',
  danger: 'type-name',
  many: true,
} as const;

/** AWS answers with an invalid parameter where a selection does not exist: the list says whether it was deleted. */
export const selectionDeletion: Retry<'DeleteBackupSelection'> = {
  kind: 'read-back',
  removes: true,
  async wasDone(ask, { BackupPlanId, SelectionId }) {
    for await (const { BackupSelectionsList = [] } of ask.pages('backup', 'ListBackupSelections', { BackupPlanId })) {
      if (BackupSelectionsList.some((selection) => selection.SelectionId === SelectionId)) return false;
    }
    return true;
  },
};
