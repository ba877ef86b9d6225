// Records what a person decides about findings: acknowledgements in the store, mutes in the config file.

import { type FindingDecision, signed } from '../../domain/attention/decision.ts';
import { subjectOfLine } from '../../domain/attention/findings/line-row.ts';
import type { Mute } from '../../domain/attention/settings.ts';
import type { Tone } from '../../domain/tone.ts';
import type { Acknowledgements } from '../../engine/store/acknowledgements.ts';
import { sanitize } from '../../lib/text/text.ts';

/** Each returns the path of the config file; each rejects with a sentence, without any change. */
export interface MuteKeeper {
  add(mutes: readonly Mute[]): Promise<string>;
  remove(mutes: readonly Mute[]): Promise<string>;
}

export interface DecisionOptions {
  readonly acknowledgements?: Acknowledgements | undefined;
  readonly mutes?: MuteKeeper | undefined;
  readonly author?: string | undefined;
  /** Epoch ms. */
  now(): number;
}

type Of<Kind extends FindingDecision['kind']> = Extract<FindingDecision, { readonly kind: Kind }>;

/** Rejects with a sentence. */
export async function decide(
  decisions: readonly FindingDecision[],
  options: DecisionOptions,
): Promise<readonly [text: string, tone: Tone]> {
  const { author, now } = options;
  const all = decisions.map((one) => signed(one, { at: now(), ...(author === undefined ? {} : { by: author }) }));
  const of = <Kind extends FindingDecision['kind']>(kind: Kind) =>
    all.filter((one): one is Of<Kind> => one.kind === kind);
  const places = new Set<string>();
  const seen = of('acknowledge').map(({ acknowledgement }) => acknowledgement);
  const lifted = of('lift-acknowledgement').map(({ key }) => key);
  if (seen.length > 0) await storeOf(options).add(seen);
  if (lifted.length > 0) await storeOf(options).lift(lifted);
  const muted = of('mute').map(({ mute }) => mute);
  const unmuted = of('unmute').map(({ mute }) => mute);
  if (muted.length > 0) places.add(await fileOf(options).add(muted));
  if (unmuted.length > 0) places.add(await fileOf(options).remove(unmuted));
  return [sentenceOf(all, [...places]), 'good'];
}

function storeOf({ acknowledgements }: DecisionOptions): Acknowledgements {
  if (!acknowledgements) throw new Error('Findings cannot be acknowledged in this run.');
  return acknowledgements;
}

function fileOf({ mutes }: DecisionOptions): MuteKeeper {
  if (!mutes) throw new Error('Findings cannot be muted in this run.');
  return mutes;
}

const words: Readonly<Record<FindingDecision['kind'], string>> = {
  acknowledge: 'Acknowledged until it gets worse',
  'lift-acknowledgement': 'Listed again',
  mute: 'Muted',
  unmute: 'Listed again',
};

function sentenceOf(decisions: readonly FindingDecision[], places: readonly string[]): string {
  const [first, ...others] = decisions;
  if (!first) return 'No finding was changed';
  const what = others.length > 0 ? `${decisions.length} findings` : nameOf(first);
  return `${words[first.kind]}${what === undefined ? '' : `: ${sanitize(what)}`}${places.map((path) => ` (${path})`).join('')}`;
}

function nameOf(decision: FindingDecision): string | undefined {
  if (decision.kind === 'acknowledge') return subjectOfLine(decision.acknowledgement);
  if (decision.kind === 'lift-acknowledgement') return undefined;
  const { name, cause, kind, message, type } = decision.mute;
  return name ?? cause ?? message ?? kind ?? type;
}
