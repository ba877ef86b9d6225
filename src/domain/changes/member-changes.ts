// The members that differ between two versions of a row, in words.
import { isSame } from '../../lib/same.ts';
import { formatAge, formatBytes, formatDateTime } from '../../lib/text/format.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import type { DiffLine } from '../../lib/text/line-diff.ts';
import { sanitize } from '../../lib/text/text.ts';
import { type TagCondition, tagWords } from '../plans/selection.ts';
import type { MemberChange } from './change-row.ts';

type Row = Readonly<Record<string, unknown>>;

export interface ComparedRow {
  readonly row: Row;
  /** Only a listing with fewer members has the row: an absent member means nothing. */
  readonly isThin: boolean;
}

/** Members by which a row says that others could not be read: an absent member then means nothing. */
const saysUnread = /^(refused|isFromEvent)$|(Refused|Unknown)$/;

const isPartial = ({ row, isThin }: ComparedRow): boolean =>
  isThin || Object.keys(row).some((name) => saysUnread.test(name) && row[name] !== false);

/** `ignored`: members that do not count. */
export function memberChanges(
  before: ComparedRow,
  after: ComparedRow,
  ignored: ReadonlySet<string>,
): readonly MemberChange[] {
  const needsBoth = isPartial(before) || isPartial(after);
  const names = new Set([...Object.keys(before.row), ...Object.keys(after.row)]);
  return [...names].flatMap((name): readonly MemberChange[] => {
    if (ignored.has(name) || saysUnread.test(name)) return [];
    const [one, other] = [before.row[name], after.row[name]];
    if (isSame(one, other) || (needsBoth && (one === undefined || other === undefined))) return [];
    if (Array.isArray(one) && Array.isArray(other)) return entryChanges(name, one, other);
    return [change(memberWords(name), valueText(name, one), valueText(name, other))];
  });
}

/** Entries of a list that came and went; their order means nothing. */
function entryChanges(name: string, before: readonly unknown[], after: readonly unknown[]): MemberChange[] {
  const lacks = (list: readonly unknown[]) => (entry: unknown) => !list.some((one) => isSame(one, entry));
  const text = (entry: unknown) => valueText(name, entry);
  return [
    ...before.filter(lacks(after)).map((entry) => change(memberWords(name), text(entry), undefined)),
    ...after.filter(lacks(before)).map((entry) => change(memberWords(name), undefined, text(entry))),
  ];
}

const change = (member: string, before: string | undefined, after: string | undefined): MemberChange => ({
  member,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

/** 'min retention days' for minRetentionDays. */
export const memberWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The units of a member are in its name. */
function valueText(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return numberText(name, value);
  if (typeof value === 'string') return sanitize(value);
  return isTag(value) ? sanitize(tagWords(value)) : jsonText(value);
}

const isTag = (value: unknown): value is TagCondition =>
  typeof value === 'object' && value !== null && 'key' in value && 'value' in value && 'type' in value;

function numberText(name: string, value: number): string {
  if (/(At|By|Date)$/.test(name)) return formatDateTime(value);
  if (/Ms$/.test(name)) return formatAge(value);
  if (/Bytes$/.test(name)) return formatBytes(value);
  return `${value}`;
}

/** Members from the lines of a plan's diff: a removed line and an added one of the same member are one change. */
export function membersOfDiff(lines: readonly DiffLine[]): readonly MemberChange[] {
  const found: MemberChange[] = [];
  for (const { sign, text } of lines) {
    if (sign === ' ') continue;
    const { member, value } = partsOf(text.trim());
    const last = found.at(-1);
    if (sign === '+' && last?.member === member && last.after === undefined)
      found.splice(-1, 1, { ...last, after: value });
    else found.push(sign === '-' ? { member, before: value } : { member, after: value });
  }
  return found;
}

/** The value is JSON, and may contain a colon; the name of a copy's member contains one, too. */
function partsOf(text: string): { readonly member: string; readonly value: string } {
  const [, member = text, value = ''] = /^(.*?): (["[{\d].*|true.*|false.*|null)$/.exec(text) ?? [];
  return { member, value };
}

/** Lines for a list of differences. */
export const linesOfMembers = (members: readonly MemberChange[]): readonly DiffLine[] =>
  members.flatMap(({ member, before, after }): readonly DiffLine[] => [
    ...(before === undefined ? [] : [{ sign: '-' as const, text: lineText(member, before) }]),
    ...(after === undefined ? [] : [{ sign: '+' as const, text: lineText(member, after) }]),
  ]);

const lineText = (member: string, value: string): string => (value === '' ? member : `${member}: ${value}`);

/** 'min retention days: 7 → 30, tags: + env=prod'. */
export const memberText = ({ member, before, after }: MemberChange): string => {
  if (before !== undefined && after !== undefined) return `${member}: ${before} → ${after}`;
  const [sign, value] = before === undefined ? ['+', after ?? ''] : ['-', before];
  return value === '' ? `${sign} ${member}` : `${member}: ${sign} ${value}`;
};
