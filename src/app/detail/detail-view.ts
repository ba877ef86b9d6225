// The contents of the detail screen: the present row, its sections, its document, and the matches of a search.

import type { Scope } from '../../domain/scope.ts';
import { resources } from '../../resources/index.ts';
import { hasPast } from '../../resources/past.ts';
import type { AnyResource, DetailSection, Field } from '../../resources/resource.ts';
import { knownIn } from '../forms/act-context.ts';
import type { AnySnapshot, Data } from '../state/data.ts';
import { listRequests } from '../state/lists/list-requests.ts';
import { accountText } from '../state/places.ts';
import type { DetailScreen } from '../state/state.ts';
import { sectionIn, zoneOf } from '../state/time/zone.ts';
import { layOut } from './detail-layout.ts';
import { type DetailRow, detailRow, documentRequest } from './detail-row.ts';
import { type DocumentLine, layOutDocument } from './document-layout.ts';
import { foldSections } from './fold-sections.ts';

/** The response to a document request. */
export interface DocumentResponse {
  readonly document: unknown;
  /** The same as JSON, by line: computed once, drawn often. */
  readonly lines: readonly string[];
}

export const toDocumentResponse = (document: unknown): DocumentResponse => ({
  document,
  lines: (JSON.stringify(document, null, 2) ?? 'null').split('\n'),
});

export interface DetailView {
  readonly resource: AnyResource;
  readonly found?: DetailRow;
  readonly sections: readonly DetailSection[];
  /** The document, laid out like the sections. */
  readonly lines: readonly DocumentLine[];
  /** The snapshot of the document request: its age, or its problem. */
  readonly response?: AnySnapshot;
  /** The snapshots of the list requests, while the row itself is still awaited. */
  readonly awaited: readonly AnySnapshot[];
}

/** `width`: the width of sections and document in cells; without it every value is a single line. */
export function detailView(screen: DetailScreen, data: Data, width = Number.POSITIVE_INFINITY): DetailView {
  const resource = resources[screen.resource];
  const found = detailRow(screen, data);
  const awaited = listRequests(screen, data)
    .map((request) => data.snapshot(request))
    .filter((snapshot) => snapshot !== undefined);
  if (!found) return { resource, sections: [], lines: [], awaited };
  const request = documentRequest(screen, data);
  const response = request && data.snapshot(request);
  const { document, lines = noLines }: Partial<DocumentResponse> =
    (response?.document as DocumentResponse | undefined) ?? {};
  // A response without the requested member is null as a document.
  const own = resource.detail(found.row, document ?? undefined, data.now);
  const others = found.gone ? [] : knownSections(resource, found.row, data);
  const all = [...withCollector(own, found.row), ...others];
  const sections = (screen.folding ? foldSections(all, screen.folding) : all).map((section) =>
    layOut(sectionIn(withAccountName(section, data), zoneOf(data)), { width, now: data.now }),
  );
  return { resource, found, sections, lines: layOutDocument(lines, width), awaited, ...(response ? { response } : {}) };
}

const noLines: readonly string[] = [];

/** Sections from other lists. Of a past time the store may not have the rows of one: then it is not known, not absent. */
function knownSections(resource: AnyResource, row: object, data: Data): readonly DetailSection[] {
  const unknown = new Set<string>();
  const known = knownIn(data);
  const sections =
    resource.knownSections?.(row, (list, within) => {
      if (data.past && !hasPast(list)) unknown.add(resources[list].plural);
      return known(list, within);
    }) ?? [];
  if (unknown.size === 0) return sections;
  const text = `not known then: the store keeps only the newest ${[...unknown].join(' and ')}`;
  return sections.map(({ title }) => ({ kind: 'fields', title, fields: [{ label: '', text, tone: 'muted' }] }));
}

/** Whose response the row is from, if not from that of the own identity. */
function withCollector(sections: readonly DetailSection[], { scope }: { readonly scope?: Scope }): DetailSection[] {
  const { collectedAs } = scope ?? {};
  if (collectedAs === undefined) return [...sections];
  const first = sections.findIndex(({ kind }) => kind === 'fields');
  const field: Field = { label: 'Collected as', text: collectedAs, tone: 'warn' };
  if (first < 0) return [{ kind: 'fields', title: 'Store', fields: [field] }, ...sections];
  return sections.map((section, at) =>
    at === first && section.kind === 'fields' ? { ...section, fields: [...section.fields, field] } : section,
  );
}

/** Resources have only the id of the account. */
function withAccountName(section: DetailSection, { accounts }: Data): DetailSection {
  if (section.kind !== 'fields' || accounts.size === 0) return section;
  const fields = section.fields.map((field) =>
    /^(Account|(Destination|To) account)$/.test(field.label)
      ? { ...field, text: accountText(field.text, accounts) }
      : field,
  );
  return { ...section, fields };
}

/** The lines of a section: its title, its body and a blank line after it. A static table has a rule after every row. */
export function sectionHeight(section: DetailSection): number {
  if (section.kind === 'fields') return section.fields.length + 2;
  return section.rows.length === 0 ? 3 : section.rows.length * 2 + 5;
}

export const detailHeight = (sections: readonly DetailSection[]): number =>
  sections.reduce((height, section) => height + sectionHeight(section), 0);

/** The text of each line of the detail; the rules of a table count as lines without text. */
export function detailLines(sections: readonly DetailSection[], now: number): string[] {
  return sections.flatMap((section) => {
    if (section.kind === 'fields') return [section.title, ...section.fields.map(fieldText), ''];
    if (section.rows.length === 0) return [section.title, section.empty, ''];
    const rows = section.rows.flatMap((row) => [section.columns.map((column) => column.text(row, now)).join(' '), '']);
    const heads = section.columns.map(({ title }) => title).join(' ');
    return [section.title, '', heads, '', ...rows, ''];
  });
}

const fieldText = ({ label, text }: Field): string => `${label} ${text}`;

function matchingLines(lines: readonly string[], search: string): number[] {
  if (search === '') return [];
  const wanted = search.toLowerCase();
  return lines.flatMap((line, index) => (line.toLowerCase().includes(wanted) ? [index] : []));
}

/** Numbers of the lines at which a match begins: a match may extend over two lines of one value. */
export function detailMatches(sections: readonly DetailSection[], now: number, search: string): number[] {
  if (search === '') return [];
  const lines = detailLines(sections, now);
  const fields = sections.flatMap((section): (Field | undefined)[] =>
    section.kind === 'fields'
      ? [undefined, ...section.fields, undefined]
      : Array.from({ length: sectionHeight(section) }, () => undefined),
  );
  return lines.flatMap((line, index) => {
    const field = fields[index];
    if (field?.continues) return [];
    if (field?.whole === undefined) return matchingLines([line], search).map(() => index);
    return matchesInField(fields.slice(index), search).map((at) => index + at);
  });
}

/** `fields` begins with the first line of a value that has several. */
function matchesInField([first, ...others]: readonly (Field | undefined)[], search: string): number[] {
  const label = `${first?.label} `;
  const text = `${label}${first?.whole}`.toLowerCase();
  const end = others.findIndex((field) => field?.continues === undefined);
  const starts = others.slice(0, end < 0 ? others.length : end).map((field) => field?.continues?.from ?? 0);
  const found = new Set<number>();
  const wanted = search.toLowerCase();
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    found.add(starts.filter((from) => from <= at - label.length).length);
  }
  return [...found];
}
