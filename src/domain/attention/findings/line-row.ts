// Findings and lines of the attention list as the store keeps them: what a line says is made of its members when it is read, so
// that nothing which moves with time is stored.
import { defined } from '../../../lib/defined.ts';
import { type Scope, scopeKey } from '../../scope.ts';
import type { GroupTotal } from '../sentences/sentence.ts';
import type { AttentionSettings } from '../settings.ts';
import { type AttentionLine, compareAttention, type MemberKey } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { groupRows } from './finding-groups.ts';
import { labelsOf } from './finding-labels.ts';
import { type FindingRow, findingOf, toFindingRow } from './finding-row.ts';
import { causeOf, groupSentenceOf, nextStepOf, sentenceOf } from './finding-sentence.ts';
import { mutes } from './mutes.ts';
import { plural } from './words.ts';

export type LineRow = FindingRow & {
  /** The config file hides it. */
  readonly muted?: boolean;
  /** What it shares with others of the same cause, in whichever account-Region; absent: it is muted, or has a cause of its own. */
  readonly cause?: string;
  /** The subject with what tells it apart from others of its name; absent: the subject alone. */
  readonly label?: string;
  /** Set where it stands for several findings of one cause: the other members are those of the worst, but for its own id, subject and time. */
  readonly group?: LineGroup;
};

export interface LineGroup extends GroupTotal {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** By what its members are recognized. */
  readonly members: readonly MemberKey[];
  /** It is of all account-Regions that are watched, not of one. */
  readonly isOfAll?: boolean;
}

type Muting = Pick<AttentionSettings, 'mutes'> & { readonly now: number };

/** Each by itself. The findings are all of one account-Region. */
export function findingRows(findings: readonly Finding[], scope: Scope, { mutes: all, now }: Muting): LineRow[] {
  const labelOf = labelsOf(findings);
  return findings.map((finding) => {
    const muted = all.some((mute) => mutes(mute, finding, now));
    const label = labelOf(finding);
    return {
      ...toFindingRow(finding, scope),
      muted,
      ...defined({ cause: muted ? undefined : causeOf(finding), label: label === finding.subject ? undefined : label }),
    };
  });
}

/** Those of one account-Region, with those of one cause as one row. */
export const lineRows = (findings: readonly Finding[], scope: Scope, muting: Muting): LineRow[] =>
  groupRows(findingRows(findings, scope, muting));

/** The line as of now. */
export function lineOf(row: LineRow, now: number): AttentionLine {
  const { group, label, muted: _, cause, ...stored } = row;
  const finding = findingOf(stored as FindingRow);
  const { kind, severity, scope, subject, evidence, resourceArn, resourceType, count, rule, since = now } = finding;
  const common = { kind, severity, scope, subject, since, nextStep: nextStepOf(finding), evidence };
  if (!group) {
    const text = sentenceOf(finding, now, label);
    return { ...common, id: finding.id, text, ...defined({ resourceArn, resourceType, count, rule, cause }) };
  }
  const { size, members, accounts, regions } = group;
  return {
    ...common,
    id: group.isOfAll ? row.id : `many/${scopeKey(scope)}/${row.id.slice('many/'.length)}`,
    text: groupSentenceOf(finding, group, extentWords(row, group)),
    count: size,
    members,
    accounts,
    regions,
    ...defined({ resourceType, cause }),
  };
}

/** Where it is, if that is not one account-Region, and how many are as bad as it says, if not all are. */
function extentWords({ severity }: LineRow, { accounts, regions, members, size }: LineGroup): string {
  const places = [
    ...(accounts.length > 1 ? [`${accounts.length} accounts`] : []),
    ...(regions.length > 1 ? [`${regions.length} Regions`] : []),
  ];
  const worst = members.filter((member) => member.severity === severity).length;
  return [
    ...(places.length > 0 ? [`in ${places.join(' and ')}`] : []),
    ...(worst < size ? [`${worst} of ${plural(size, 'finding')} ${worst === 1 ? 'is' : 'are'} ${severity}`] : []),
  ]
    .map((words) => `; ${words}`)
    .join('');
}

/** Its sentence as of its beginning: the same whenever it is read, unlike the sentence as of now. */
export const textAtBeginning = (row: LineRow): string => lineOf(row, row.since ?? 0).text;

/** The words of its sentence, without times and numbers: those move with time. */
export const wordsOf = (row: LineRow): string =>
  textAtBeginning(row)
    .split(' ')
    .filter((word) => !/[0-9]/.test(word))
    .join(' ');

/** Worst first. */
export const worstFirst = (rows: readonly LineRow[], now: number): LineRow[] =>
  rows.toSorted((one, other) => compareAttention({ since: now, ...one }, { since: now, ...other }));

export const linesOfRows = (rows: readonly LineRow[], now: number): AttentionLine[] =>
  worstFirst(rows, now).map((row) => lineOf(row, now));
