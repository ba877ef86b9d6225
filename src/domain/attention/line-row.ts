// Lines of the attention list as the store keeps them: what a line says is made of its members when it is read, so that
// nothing which moves with time is stored.
import { defined } from '../../lib/defined.ts';
import { memoryKey } from '../alerts/memory-key.ts';
import { type Scope, scopeKey } from '../scope.ts';
import { type AttentionLine, compareAttention, type MemberKey } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { type FindingGroup, groupFindings } from './finding-groups.ts';
import { labelsOf } from './finding-lines.ts';
import { type FindingRow, findingOf, idWithin, toFindingRow } from './finding-row.ts';
import { nextStepOf, sentenceOf, togetherOf } from './finding-sentence.ts';
import { mutes } from './mutes.ts';
import type { AttentionSettings } from './settings.ts';
import { severities } from './severity.ts';
import { listed } from './words.ts';

export type LineRow = FindingRow & {
  /** The config file hides it. Absent: a finding by itself, whatever the config file says. */
  readonly muted?: boolean;
  /** The subject with what tells it apart from others of its name; absent: the subject alone. */
  readonly label?: string;
  /** Set where it stands for several findings of one cause: the other members are those of the first, but for its own id, subject, severity and time. */
  readonly group?: LineGroup;
};

export interface LineGroup {
  readonly size: number;
  /** What its members share. No time and no wording is in it. */
  readonly cause: string;
  /** By what its members are recognized. */
  readonly members: readonly MemberKey[];
}

/** Of the findings of one account-Region. */
export function lineRows(
  findings: readonly Finding[],
  scope: Scope,
  { mutes: all, now }: Pick<AttentionSettings, 'mutes'> & { readonly now: number },
): LineRow[] {
  const isMuted = (finding: Finding) => all.some((mute) => mutes(mute, finding, now));
  const { loud = [], quiet = [] } = Object.groupBy(findings, (finding) => (isMuted(finding) ? 'quiet' : 'loud'));
  const labelOf = labelsOf(findings);
  const toRow = (finding: Finding, muted: boolean): LineRow => {
    const label = labelOf(finding);
    return { ...toFindingRow(finding, scope), muted, ...(label === finding.subject ? {} : { label }) };
  };
  return [
    ...groupFindings(loud).map((one) => ('findings' in one ? toGroupRow(one, scope, labelOf) : toRow(one, false))),
    ...quiet.map((finding) => toRow(finding, true)),
  ];
}

function toGroupRow({ key, findings }: FindingGroup, scope: Scope, labelOf: (finding: Finding) => string): LineRow {
  const [first] = findings;
  const together = togetherOf(first);
  const times = findings.flatMap(({ since }) => since ?? []);
  const { since: _, count: __, ...common } = toFindingRow(first, scope) as FindingRow & { readonly count?: number };
  return {
    ...(common as FindingRow),
    id: `many/${idWithin(key, scope)}`,
    subject: listed(findings.map(labelOf)),
    severity: severities.find((level) => findings.some(({ severity }) => severity === level)) ?? first.severity,
    ...(times.length === 0 ? {} : { since: Math.min(...times) }),
    muted: false,
    group: {
      size: findings.length,
      cause: together?.cause?.(first) ?? together?.key(first) ?? key,
      members: findings.map((finding) => ({ key: memoryKey(finding), severity: finding.severity })),
    },
  };
}

/** The line as of now. */
export function lineOf(row: LineRow, now: number): AttentionLine {
  const { group, label, muted: _, ...stored } = row;
  const finding = findingOf(stored as FindingRow);
  const { kind, severity, scope, subject, evidence, resourceArn, resourceType, count, rule, since = now } = finding;
  const common = { kind, severity, scope, subject, since, nextStep: nextStepOf(finding), evidence };
  if (!group) {
    const text = sentenceOf(finding, now, label);
    return { ...common, id: finding.id, text, ...defined({ resourceArn, resourceType, count, rule }) };
  }
  const { size, cause, members } = group;
  return {
    ...common,
    id: `many/${scopeKey(scope)}/${row.id.slice('many/'.length)}`,
    text: `${subject}: ${togetherOf(finding)?.says(finding, size) ?? ''}`,
    ...{ count: size, cause, members },
    ...defined({ resourceType }),
  };
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
