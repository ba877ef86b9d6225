// From findings to lines of the list: muted ones apart, those of one cause told together, worst first.
import { isSame } from '../../lib/same.ts';
import { forEach, type Steps, sorted } from '../../lib/steps.ts';
import { memoryKey } from '../alerts/memory-key.ts';
import { matchesPattern } from '../pattern.ts';
import { scopeKey } from '../scope.ts';
import { type AttentionLine, compareAttention, toLine } from './attention-line.ts';
import type { Finding } from './finding.ts';
import type { AttentionSettings, Mute } from './settings.ts';
import { severities } from './severity.ts';
import { listed } from './words.ts';

/** Both worst first. */
export interface Told {
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
}

/** What says the same as in the list before stays the same object, and so does the whole. */
export function* tellFindings(
  findings: readonly Finding[],
  { mutes: all }: Pick<AttentionSettings, 'mutes'>,
  now: number,
  before: Told,
): Steps<Told> {
  const loud: Finding[] = [];
  const quiet: Finding[] = [];
  yield* forEach(findings, (finding) => {
    (all.some((mute) => mutes(mute, finding, now)) ? quiet : loud).push(finding);
  });
  const items = yield* toItems(grouped(loud), now, before.items);
  const muted = yield* toItems(quiet, now, before.muted);
  return items === before.items && muted === before.muted ? before : { items, muted };
}

function* toItems(
  findings: readonly Finding[],
  now: number,
  before: readonly AttentionLine[],
): Steps<readonly AttentionLine[]> {
  const known = new Map(before.map((item) => [item.id, item]));
  const items: AttentionLine[] = [];
  yield* forEach(findings, (finding) => {
    const item = toLine(finding, now);
    const same = known.get(item.id);
    items.push(same && isSame(same, item) ? same : item);
  });
  const ranked = yield* sorted(items, compareAttention);
  const isUnchanged = ranked.length === before.length && ranked.every((item, index) => item === before[index]);
  return isUnchanged ? before : ranked;
}

/** From so many on, findings of one cause are told together. */
const manyFrom = 4;

/** Forty resources that one broken role keeps from being backed up are one line. */
function grouped(findings: readonly Finding[]): Finding[] {
  const groups = Map.groupBy(findings, ({ group, kind, scope }) =>
    group ? `${scopeKey(scope)}/${kind}/${group.key}` : '',
  );
  return [...groups].flatMap(([key, members]) =>
    key === '' || members.length < manyFrom ? members : [together(key, members.toSorted(byId))],
  );
}

/** In an order of their own, whatever was found first. */
const byId = (one: Finding, other: Finding): number => (one.id < other.id ? -1 : 1);

function together(key: string, members: readonly Finding[]): Finding {
  const { resourceArn: _, rule: __, group, ...rest } = members[0] as Finding;
  return {
    ...rest,
    id: `many/${key}`,
    subject: listed(members.map(({ subject }) => subject)),
    severity: severities.find((level) => members.some(({ severity }) => severity === level)) ?? rest.severity,
    since: Math.min(...members.map(({ since }) => since)),
    count: members.length,
    cause: group?.cause ?? group?.key ?? key,
    members: members.map((member) => ({ key: memoryKey(member), severity: member.severity })),
    say: () => group?.say(members.length) ?? '',
  };
}

export function mutes({ name, type, kind, message, until }: Mute, finding: Finding, now: number): boolean {
  if (until !== undefined && now >= until) return false;
  const { subject, resourceArn = '' } = finding;
  if (name !== undefined && !matchesPattern(name, subject) && !matchesPattern(name, resourceArn)) return false;
  if (type !== undefined && type.toLowerCase() !== finding.resourceType?.toLowerCase()) return false;
  if (kind !== undefined && kind !== finding.kind) return false;
  if (message === undefined) return name !== undefined || type !== undefined || kind !== undefined;
  const words = `${finding.message ?? ''} ${finding.say(now)}`.toLowerCase();
  return words.includes(message.toLowerCase());
}
