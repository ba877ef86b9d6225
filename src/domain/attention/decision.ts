// What a person decides about findings. It is recorded on this machine; nothing is sent to AWS.
import type { Acknowledgement } from './findings/acknowledgement.ts';
import type { Mute } from './settings.ts';

export type FindingDecision =
  /** Kept in the store. */
  | { readonly kind: 'acknowledge'; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'lift-acknowledgement'; readonly key: string }
  /** Kept in the config file. */
  | { readonly kind: 'mute'; readonly mute: Mute }
  | { readonly kind: 'unmute'; readonly mute: Mute };

/** Who decides, and when: a decision says it wherever it is kept. */
export interface Author {
  /** The user of the operating system; absent: not known. */
  readonly by?: string;
  /** Epoch ms. */
  readonly at: number;
}

export function signed(decision: FindingDecision, { by, at }: Author): FindingDecision {
  const author = { at, ...(by === undefined ? {} : { by }) };
  if (decision.kind === 'acknowledge') {
    return { ...decision, acknowledgement: { ...decision.acknowledgement, ...author } };
  }
  return decision.kind === 'mute' ? { ...decision, mute: { ...decision.mute, ...author } } : decision;
}
