// What is not listed although it is a finding: acknowledgements and mutes, in one list.
import type { Scope } from '../../scope.ts';
import type { Acknowledgement } from '../findings/acknowledgement.ts';
import type { Mute } from '../settings.ts';

export interface MuteRow {
  /** It belongs to no account. */
  readonly scope: Scope;
  readonly id: string;
  /** `over`: the end of a mute that is still in the config file. */
  readonly state: 'acknowledged' | 'muted' | 'over';
  /** The subject of the finding, or what the mute matches. */
  readonly name: string;
  /** The sentence as it was acknowledged, or the reason of the mute. */
  readonly reason?: string;
  readonly kind?: string;
  readonly by?: string;
  /** Epoch ms. */
  readonly at?: number;
  /** Epoch ms; absent: without an end. */
  readonly until?: number;
  /** Exactly one of the two is set. */
  readonly acknowledgement?: Acknowledgement;
  readonly mute?: Mute;
}

const nowhere: Scope = { accountId: '', region: '', connection: '' };

/** `now`: epoch ms. */
export const muteRows = (
  acknowledgements: readonly Acknowledgement[],
  mutes: readonly Mute[],
  now: number,
): readonly MuteRow[] => [...acknowledgements.map(ofAcknowledgement), ...mutes.map((mute) => ofMute(mute, now))];

const ofAcknowledgement = (acknowledgement: Acknowledgement): MuteRow => {
  const { key, kind, subject, text, by, at } = acknowledgement;
  return {
    scope: nowhere,
    id: `acknowledged ${key}`,
    state: 'acknowledged',
    name: subject,
    reason: text,
    kind,
    at,
    ...(by === undefined ? {} : { by }),
    acknowledgement,
  };
};

function ofMute(mute: Mute, now: number): MuteRow {
  const { name, type, kind, cause, message, until, reason, by, at } = mute;
  const conditions = Object.entries({ name, type, kind, cause, message }).filter(([, value]) => value !== undefined);
  return {
    scope: nowhere,
    id: `muted ${JSON.stringify([...conditions, until])}`,
    state: until !== undefined && until <= now ? 'over' : 'muted',
    name: name ?? conditions.map(([member, value]) => `${member}: ${value}`).join(', '),
    ...(reason === undefined ? {} : { reason }),
    ...(kind === undefined ? {} : { kind }),
    ...(by === undefined ? {} : { by }),
    ...(at === undefined ? {} : { at }),
    ...(until === undefined ? {} : { until }),
    mute,
  };
}
