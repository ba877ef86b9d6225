// Findings and lines of the attention list as the store keeps them. The text of a line is made from its members when
// the row is read, so that nothing that changes with time is stored.
import { defined } from '../../../lib/defined.ts';
import { actorWords } from '../../audits/event-words.ts';
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
  /** The config file mutes the line. */
  readonly muted?: boolean;
  /** A person has seen the line as it is. Never stored: the list adds it when it is read. */
  readonly acknowledged?: boolean;
  /**
   * The key that findings of the same cause share, in every account-Region; absent: the line is muted, or no other
   * finding has its cause.
   */
  readonly cause?: string;
  /** The subject with the part that distinguishes it from others of the same name; absent: the subject alone. */
  readonly label?: string;
  /**
   * Set if the row stands for several findings of one cause. The other members are those of the worst finding, except
   * id, subject and time.
   */
  readonly group?: LineGroup;
};

export interface LineGroup extends GroupTotal {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The keys of the members. */
  readonly members: readonly MemberKey[];
  /** The group spans all account-Regions that are watched, not one. */
  readonly isOfAll?: boolean;
}

type Muting = Pick<AttentionSettings, 'mutes'> & { readonly now: number };

/** The rows of an earlier evaluation. */
export type RowsOfFindings = ReadonlyMap<Finding, LineRow>;

/** One row for each finding. All findings belong to one account-Region. */
export const findingRows = (findings: readonly Finding[], scope: Scope, muting: Muting): LineRow[] => [
  ...rowsOfFindings(findings, scope, muting).values(),
];

/** With the rows of an earlier evaluation: a finding that is the same keeps its row, unless its label or mute changed. */
export function rowsOfFindings(
  findings: readonly Finding[],
  scope: Scope,
  { mutes: all, now, known }: Muting & { readonly known?: RowsOfFindings | undefined },
): RowsOfFindings {
  const labelOf = labelsOf(findings);
  const rows = new Map<Finding, LineRow>();
  for (const finding of findings) {
    const muted = all.some((mute) => mutes(mute, finding, now));
    const said = labelOf(finding);
    const label = said === finding.subject ? undefined : said;
    const before = known?.get(finding);
    const isKept = before && before.muted === muted && before.label === label;
    rows.set(finding, isKept ? before : rowOf(finding, scope, { muted, label }));
  }
  return rows;
}

const rowOf = (
  finding: Finding,
  scope: Scope,
  { muted, label }: { readonly muted: boolean; readonly label: string | undefined },
): LineRow => ({
  ...toFindingRow(finding, scope),
  muted,
  ...defined({ cause: muted ? undefined : causeOf(finding), label }),
});

/** The rows of one account-Region, with one row for each cause. */
export const lineRows = (findings: readonly Finding[], scope: Scope, muting: Muting): readonly LineRow[] =>
  groupRows(findingRows(findings, scope, muting));

/** The line as of `now`. */
export function lineOf(row: LineRow, now: number): AttentionLine {
  const { group, label, muted: _, acknowledged: __, cause, ...stored } = row;
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

/** A person or program that called, in the words of the sentences. */
const isActor = ({ kind }: Pick<LineRow, 'kind'>): boolean => kind === 'audit' || kind === 'denied-attempts';

/** The subject as the sentence names it. */
export const subjectOfLine = ({
  kind,
  subject,
  label = subject,
}: Pick<LineRow, 'kind' | 'subject' | 'label'>): string => (isActor({ kind }) ? actorWords(subject) : label);

/** The sentence without the subject in front, for a column beside that of the subject. */
export function predicateOfLine(row: LineRow, now: number): string {
  const { text } = lineOf(row, now);
  const subject = subjectOfLine(row);
  const said = [`${subject}: `, `${subject} `].find((beginning) => text.startsWith(beginning)) ?? '';
  return text.slice(said.length);
}

/**
 * The extent of a group that spans several account-Regions, and the number of members with the severity of the line, if
 * not all have it.
 */
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

/** The sentence as of the beginning of the trouble. Unlike the sentence as of now, it is the same at each reading. */
export const textAtBeginning = (row: LineRow): string => lineOf(row, row.since ?? 0).text;

/** The words of the sentence, without times and numbers, which change with time. */
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
