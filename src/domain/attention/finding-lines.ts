// From findings to lines of the list: muted ones apart, those of one cause as one, worst first.
import { isSame } from '../../lib/same.ts';
import { forEach, type Steps, sorted } from '../../lib/steps.ts';
import { type AttentionLine, compareAttention, toLine } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { type FindingGroup, groupFindings, toGroupLine } from './finding-groups.ts';
import { mutes } from './mutes.ts';
import type { AttentionSettings } from './settings.ts';

/** Both worst first. */
export interface FindingLines {
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
}

/** What says the same as in the list before stays the same object, and so does the whole. */
export function* linesOfFindings(
  findings: readonly Finding[],
  { mutes: all }: Pick<AttentionSettings, 'mutes'>,
  now: number,
  before: FindingLines,
): Steps<FindingLines> {
  const loud: Finding[] = [];
  const quiet: Finding[] = [];
  yield* forEach(findings, (finding) => {
    (all.some((mute) => mutes(mute, finding, now)) ? quiet : loud).push(finding);
  });
  const items = yield* toLines(groupFindings(loud), now, before.items);
  const muted = yield* toLines(quiet, now, before.muted);
  return items === before.items && muted === before.muted ? before : { items, muted };
}

function* toLines(
  findings: readonly (Finding | FindingGroup)[],
  now: number,
  before: readonly AttentionLine[],
): Steps<readonly AttentionLine[]> {
  const known = new Map(before.map((line) => [line.id, line]));
  const lines: AttentionLine[] = [];
  yield* forEach(findings, (finding) => {
    const line = 'findings' in finding ? toGroupLine(finding, now) : toLine(finding, now);
    const same = known.get(line.id);
    lines.push(same && isSame(same, line) ? same : line);
  });
  const ranked = yield* sorted(lines, compareAttention);
  const isUnchanged = ranked.length === before.length && ranked.every((line, index) => line === before[index]);
  return isUnchanged ? before : ranked;
}
