// Fields and static tables of a detail screen.
import type { CreatedBy } from '../domain/jobs/job.ts';
import { allAccounts, type Scope } from '../domain/scope.ts';
import type { Tone } from '../domain/tone.ts';
import { formatAge, formatDateTime } from '../lib/text/format.ts';
import { sanitize } from '../lib/text/text.ts';
import type { Column, DetailSection, Field } from './resource.ts';

export type Entry = readonly [label: string, text: string | undefined, tone?: Tone | undefined];

/** Entries without a text are left out. */
export function fieldsSection(title: string, entries: readonly Entry[]): DetailSection {
  const fields: Field[] = [];
  for (const [label, text, tone] of entries) {
    // A document that was parsed from JSON contains nulls, whatever its type says.
    if (typeof text === 'string' && text !== '') fields.push(tone ? { label, text, tone } : { label, text });
  }
  return { kind: 'fields', title, fields };
}

/** '2026-01-15 12:00:00Z (3h05m ago)'. */
export function timeText(at: number | undefined, now: number): string | undefined {
  if (at === undefined) return undefined;
  const span = formatAge(Math.abs(now - at));
  return `${formatDateTime(at)} (${at > now ? `in ${span}` : `${span} ago`})`;
}

export const scopeEntries = (scope: Scope): Entry[] => [
  ['Region', scope.region],
  ['Account', scope.organization ? allAccounts : scope.accountId],
];

export function creatorEntries(createdBy: CreatedBy | undefined): Entry[] {
  if (!createdBy) return [['Plan', 'none: on demand', 'muted']];
  const { planId, planName, ruleName, ruleId, ruleCron, ruleTimezone } = createdBy;
  return [
    ['Plan', planName ? `${planName} (${planId})` : planId],
    ['Rule', ruleName ?? ruleId],
    ['Schedule', [ruleCron, ruleTimezone].filter(Boolean).join(' ')],
  ];
}

export function tableColumn<Row>(
  title: string,
  width: number | 'grow',
  text: (row: Row) => string | undefined,
): Column<Row> {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return { id, title, width, keep: 100, text: (row) => sanitize(text(row) ?? '') };
}

interface StaticTable<Row> {
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Shown in place of rows if there are none. */
  readonly empty: string;
}

export function tableSection<Row>(title: string, { columns, rows, empty }: StaticTable<Row>): DetailSection {
  return { kind: 'table', title, columns, rows, empty };
}

/** '8 hours'. */
export const hours = (count: number | undefined): string | undefined =>
  count === undefined ? undefined : `${count} ${count === 1 ? 'hour' : 'hours'}`;

export const days = (count: number | undefined): string | undefined =>
  count === undefined || count < 0 ? undefined : `${count} ${count === 1 ? 'day' : 'days'}`;
