// Prints the page of a resource, or the rows of a search, as text or as JSON.
import { layOut } from '../../app/detail/detail-layout.ts';
import { machineRow } from '../../app/list/machine-row.ts';
import type { ResourcePage, ResourcePageLists } from '../../domain/resource-page.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { pad } from '../../lib/text/text.ts';
import { isRefused } from '../../resources/document.ts';
import { found as foundList } from '../../resources/find/found.ts';
import type { FoundRow } from '../../resources/find/found-row.ts';
import { type OwnSnapshots, ownSnapshotsSection } from '../../resources/find/own-snapshots.ts';
import { resourcePageSections } from '../../resources/find/resource-page-sections.ts';
import { resources } from '../../resources/index.ts';
import type { DetailSection } from '../../resources/resource.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { tableLines, widthOf } from '../get/table.ts';
import { inLocale } from '../options/in-locale.ts';
import { print } from '../output/output.ts';
import type { FindArguments } from './arguments.ts';

export interface FindResult {
  readonly page: ResourcePage | undefined;
  readonly found: readonly FoundRow[];
  /** Absent: no such request exists for the type of the resource. */
  readonly ownSnapshots?: OwnSnapshots | undefined;
}

export interface PrintOptions extends Pick<FindArguments, 'text' | 'format'> {
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  readonly accounts: ReadonlyMap<string, string>;
}

export async function printResult(response: FindResult, options: PrintOptions): Promise<void> {
  if (options.format === 'json') await print(`${jsonText(toMachine(response, options), 2)}\n`);
  else await print(inLocale(`${textLines(response, options).join('\n')}\n`));
}

function textLines({ page, found, ownSnapshots }: FindResult, { now, accounts }: PrintOptions): string[] {
  const width = widthOf(process.stdout);
  if (page) {
    const sections = [...resourcePageSections(page, now), ...(ownSnapshots ? [ownSnapshotsSection(ownSnapshots)] : [])];
    return sections.flatMap((section) => sectionLines(section, { now, width }));
  }
  if (found.length === 0) return [];
  return tableLines({ resource: foundList, rows: found, now, headers: true, wide: false, width, accounts });
}

interface SectionSpace {
  readonly now: number;
  readonly width: number | undefined;
}

function sectionLines(section: DetailSection, { now, width }: SectionSpace): string[] {
  if (section.kind === 'fields') {
    const laidOut = layOut(section, { width: width ?? Number.POSITIVE_INFINITY, now });
    const fields = laidOut.kind === 'fields' ? laidOut.fields : [];
    const label = Math.max(0, ...fields.map((field) => field.label.length));
    return [section.title, ...fields.map((field) => `  ${pad(field.label, label)}  ${field.text}`), ''];
  }
  if (section.rows.length === 0) return [section.title, `  ${section.empty}`, ''];
  const { columns, rows } = section;
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => columns.map((one) => one.text(row, now)))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const lines = cells.map((line) => `  ${line.map((cell, at) => pad(cell, widths[at] ?? 0)).join('  ')}`.trimEnd());
  return [section.title, ...lines, ''];
}

const listOf: Readonly<Record<keyof ResourcePageLists, ResourceId>> = {
  findings: 'findings',
  rules: 'plan-rules',
  selections: 'selections',
  points: 'recovery-points',
  backupJobs: 'backup-jobs',
  copyJobs: 'copy-jobs',
  restoreJobs: 'restore-jobs',
  audits: 'audits',
};

const isoTime = (at: number): string => new Date(at).toISOString();

/** Rows have the same members as in `get`. */
function toMachine({ page, found, ownSnapshots }: FindResult, { text, now }: PrintOptions) {
  const rows = found.map((row) => machineRow(foundList, row, now));
  if (!page) return { text, resource: null, found: rows };
  const { arn, name, type, scope, protection, goneAt, lastRuns: runs, more } = page;
  const lists = Object.entries(listOf).map(([member, list]) => {
    const own: readonly unknown[] = page[member as keyof ResourcePageLists];
    return [member, own.map((row) => machineRow(resources[list], row, now))];
  });
  const evaluated = protection ? machineRow(resources.protection, protection, now) : null;
  const place = { account: scope.accountId, region: scope.region };
  return {
    text,
    resource: {
      arn,
      name,
      type,
      ...place,
      goneAt: goneAt === undefined ? null : isoTime(goneAt),
      protection: evaluated,
      lastRuns: runs ? { cells: runs.cells, from: isoTime(runs.from), to: isoTime(runs.to) } : null,
      goneKeys: page.goneKeys.map((row) => machineRow(resources.keys, row, now)),
      ...Object.fromEntries(lists),
      ownSnapshots: ownSnapshots ? machineSnapshots(ownSnapshots) : null,
      more,
    },
    found: rows,
  };
}

/** `snapshots` is null where the service refused the request: `problem` says why. */
function machineSnapshots({ service, snapshots }: OwnSnapshots) {
  if (isRefused(snapshots)) return { service, snapshots: null, problem: snapshots.refused };
  const made = snapshots.map(({ id, at, state, kind }) => ({
    id,
    createdAt: at === undefined ? null : isoTime(at),
    state: state ?? null,
    kind: kind ?? null,
  }));
  return { service, snapshots: made, problem: null };
}
