import type { Selection } from '../../domain/plans/selection.ts';
import type { RegionSetting } from '../../domain/setting.ts';
import type { Action, ActionContext, ActionOn } from '../action.ts';
import { orphanedLine } from '../plans/taken-sections.ts';
import type { RequestContext } from '../resource.ts';
import { repeatable } from '../retry.ts';
import { deletion, selectionDeletion } from './deletion.ts';
import { replaceSelection } from './plans/replace-selection.ts';
import { selectionSubject } from './subjects.ts';
import { irreversible, undoable } from './undo.ts';

/** By type. */
interface Preferences {
  readonly optIn: Readonly<Record<string, boolean>>;
  /** Absent: AWS does not have it in this Region. */
  readonly incremental?: Readonly<Record<string, boolean>>;
}

/**
 * It is not documented whether AWS keeps types and settings that the request leaves out: the request contains all
 * types, with their present values.
 */
async function loadPreferences(request: RequestContext): Promise<Preferences> {
  const { ResourceTypeOptInPreference: optIn = {}, ResourceTypeOptInIncremental: incremental } = await request.call(
    'backup',
    'DescribeRegionSettings',
    {},
  );
  return { optIn, ...(incremental ? { incremental } : {}) };
}

type Changed = (preferences: Preferences, type: string) => Preferences;

function settingRequests({ row, facts }: ActionContext<RegionSetting>, changed: Changed) {
  const { optIn, incremental } = changed(facts as Preferences, row.type);
  return [
    {
      service: 'backup' as const,
      operation: 'UpdateRegionSettings' as const,
      input: {
        ResourceTypeOptInPreference: optIn,
        ...(incremental ? { ResourceTypeOptInIncremental: incremental } : {}),
      },
    },
  ];
}

const withOptIn =
  (isIn: boolean): Changed =>
  (before, type) => ({ ...before, optIn: { ...before.optIn, [type]: isIn } });

const withIncremental =
  (isIn: boolean): Changed =>
  (before, type) => ({ ...before, incremental: { ...before.incremental, [type]: isIn } });

const optIn: Action<RegionSetting, 'UpdateRegionSettings'> = {
  id: 'opt-in',
  title: 'opt in',
  pending: 'opting in',
  outcome: 'is opted in',
  key: 'b',
  undo: undoable('opt out again'),
  load: loadPreferences,
  disabled: ({ optedIn }) => (optedIn === false ? undefined : 'it is opted in'),
  warnings: ({ row }) => [
    `Plans that select by tag back up ${row.type} in this Region from then on: AWS bills these backups.`,
  ],
  retries: { UpdateRegionSettings: repeatable },
  requests: (context) => settingRequests(context, withOptIn(true)),
};

const optOut: Action<RegionSetting, 'UpdateRegionSettings'> = {
  id: 'opt-out',
  title: 'opt out',
  pending: 'opting out',
  outcome: 'is opted out',
  key: 'x',
  undo: undoable('opt in again; skipped runs are not repeated'),
  load: loadPreferences,
  disabled: ({ optedIn }) => (optedIn === true ? undefined : 'it is not opted in'),
  warnings: ({ row }) => [`AWS Backup then skips ${row.type} in this Region, without a job or a message.`],
  retries: { UpdateRegionSettings: repeatable },
  requests: (context) => settingRequests(context, withOptIn(false)),
};

const noChoice = 'no setting for this type';

const optInIncremental: Action<RegionSetting, 'UpdateRegionSettings'> = {
  id: 'opt-in-incremental',
  title: 'opt in to incremental backups',
  pending: 'opting in',
  outcome: 'is opted in to incremental backups',
  undo: undoable('opt out of incremental backups again'),
  load: loadPreferences,
  disabled({ incremental }) {
    if (incremental === undefined) return noChoice;
    return incremental ? 'its backups are incremental' : undefined;
  },
  warnings: ({ row }) => [`Backups of ${row.type} in this Region are incremental from then on.`],
  retries: { UpdateRegionSettings: repeatable },
  requests: (context) => settingRequests(context, withIncremental(true)),
};

const optOutIncremental: Action<RegionSetting, 'UpdateRegionSettings'> = {
  id: 'opt-out-incremental',
  title: 'opt out of incremental backups',
  pending: 'opting out',
  outcome: 'is opted out of incremental backups',
  undo: undoable('opt in to incremental backups again'),
  load: loadPreferences,
  disabled({ incremental }) {
    if (incremental === undefined) return noChoice;
    return incremental ? undefined : 'its backups are not incremental';
  },
  warnings: ({ row }) => [`Backups of ${row.type} in this Region are full backups from then on.`],
  retries: { UpdateRegionSettings: repeatable },
  requests: (context) => settingRequests(context, withIncremental(false)),
};

export const settingActions: readonly ActionOn<RegionSetting>[] = [optIn, optOut, optInIncremental, optOutIncremental];

const deleteSelection: Action<Selection, 'DeleteBackupSelection'> = {
  ...deletion,
  undo: irreversible('a deleted resource assignment cannot be recovered; create a new one'),
  subject: selectionSubject,
  disabled: ({ planId }) =>
    planId.startsWith('orgs/') ? 'it comes from a policy of the organization: change it there' : undefined,
  knows: ['selections', 'region-settings'],
  warnings({ row, known }) {
    const orphaned = orphanedLine(row, { scope: row.scope, known });
    return [
      `Plan ${row.planName ?? row.planId} no longer backs up the resources that it selects.`,
      ...(orphaned === undefined ? [] : [orphaned]),
    ];
  },
  retries: { DeleteBackupSelection: selectionDeletion },
  requests: ({ row }) => [
    {
      service: 'backup',
      operation: 'DeleteBackupSelection',
      input: { BackupPlanId: row.planId, SelectionId: row.id },
    },
  ],
};

export const selectionActions: readonly ActionOn<Selection>[] = [replaceSelection, deleteSelection];
