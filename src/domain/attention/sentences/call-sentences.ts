// Sentences about calls of people and programs.
import { actorWords, eventWords } from '../../audits/event-words.ts';
import { bounds, lockChange } from '../../vaults/lock-change.ts';
import type { Calls, FindingOf } from '../findings/finding.ts';
import { durationWords, listedFirst, plural } from '../findings/words.ts';
import type { GroupTotal, Sentence } from './sentence.ts';

type OfCalls = FindingOf<'audit' | 'denied-attempts'>;

/** 'carol (DatabaseAdmin) deleted recovery point snap-1 of vault prod 3 h ago: a backup is gone'. */
function says(finding: OfCalls, now: number): string {
  const { kind, subject, event, count, since, targets, vaults } = finding;
  const { past, infinitive } = eventWords(event);
  const isDenied = kind === 'denied-attempts';
  const words = [
    actorWords(subject),
    isDenied ? `tried to ${infinitive}` : past,
    listedFirst(targets),
    vaults.count > 0 ? `of vault ${listedFirst(vaults)}` : '',
    count > 1 ? `(${count} times)` : '',
    `${durationWords(now - since)} ago`,
    isDenied ? 'and was denied' : '',
  ];
  return `${words.filter(Boolean).join(' ')}${reasonAfter(kind, reasonWords(finding))}`;
}

/** All calls of one event by one actor in one account-Region are one finding: a group consists of several findings. */
function keyOf({ kind, subject, event }: OfCalls): string {
  return `${kind} ${event} ${subject}`;
}

function manyCalls({ kind, subject, event, reason }: OfCalls, { events }: GroupTotal): string {
  const { past, infinitive } = eventWords(event);
  const did = kind === 'denied-attempts' ? `tried to ${infinitive} and was denied` : past;
  return `${actorWords(subject)} ${did} (${plural(events, 'time')})${reasonAfter(kind, reason)}`;
}

/** A call that was denied has only risked what the reason says. */
function reasonAfter(kind: OfCalls['kind'], reason: string | undefined): string {
  if (!reason) return '';
  return kind === 'denied-attempts' ? ` (risk: ${reason})` : `: ${reason}`;
}

/** The effect of a change of a lock replaces the general risk of such a change. */
function reasonWords({ reason, lock, lockBefore }: Calls): string | undefined {
  if (lock) return lockChange(lockBefore, lock);
  return lockBefore ? `${reason}; retention before: ${bounds(lockBefore)} days` : reason;
}

export const audit: Sentence<FindingOf<'audit'>> = {
  says,
  isWhole: true,
  nextStep: () => 'check whether the call was intended',
  together: { key: keyOf, says: manyCalls },
};

export const deniedAttempts: Sentence<FindingOf<'denied-attempts'>> = {
  says,
  isWhole: true,
  nextStep: () => 'ask the caller for the reason; the calls may probe permissions',
  together: { key: keyOf, says: manyCalls },
};
