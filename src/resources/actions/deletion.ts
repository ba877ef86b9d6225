import type { Retry } from '../retry.ts';
import { irreversible } from './undo.ts';

/** The common members of all deletions: the same key, one or many rows, and the name must be typed. */
export const deletion = {
  id: 'delete',
  title: 'delete',
  pending: 'deleting',
  outcome: 'is deleted',
  key: 'D',
  undo: irreversible('AWS keeps no copy of what is deleted'),
  many: true,
} as const;

/** AWS responds with an invalid parameter if a selection does not exist: the list says whether it was deleted. */
export const selectionDeletion: Retry<'DeleteBackupSelection'> = {
  kind: 'read-back',
  removes: true,
  async wasDone(request, { BackupPlanId, SelectionId }) {
    for await (const { BackupSelectionsList = [] } of request.pages('backup', 'ListBackupSelections', {
      BackupPlanId,
    })) {
      if (BackupSelectionsList.some((selection) => selection.SelectionId === SelectionId)) return false;
    }
    return true;
  },
};
