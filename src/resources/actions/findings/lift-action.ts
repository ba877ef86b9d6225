// Lifts acknowledgements and mutes: what they hid is listed again.
import type { FindingDecision } from '../../../domain/attention/decision.ts';
import type { MuteRow } from '../../../domain/attention/lists/mute-rows.ts';
import type { Action } from '../../action.ts';
import { undoable } from '../undo.ts';

function decisionOn({ acknowledgement, mute = {} }: MuteRow): FindingDecision {
  if (acknowledgement) return { kind: 'lift-acknowledgement', key: acknowledgement.key };
  return { kind: 'unmute', mute };
}

export const lift: Action<MuteRow> = {
  id: 'lift',
  title: 'list the finding again',
  subject: ({ state, name }) => `${state}: ${name}`,
  pending: 'lifting',
  undo: undoable('acknowledge or mute the finding again'),
  danger: 'none',
  many: true,
  retries: {},
  requests: () => [],
  warnings: () => ['The attention list, check and notifications show the finding again. Nothing is sent to AWS.'],
  decision: ({ row }) => decisionOn(row),
};
