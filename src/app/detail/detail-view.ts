// What the detail screen shows: the row as it is now, its sections, its document, and where a search matches.
import { resources } from '../../resources/index.ts';
import type { AnyResource, DetailSection, Field } from '../../resources/resource.ts';
import type { AnySnapshot, Data } from '../state/data.ts';
import { listQuestions } from '../state/list-questions.ts';
import { accountText } from '../state/places.ts';
import type { DetailScreen } from '../state/state.ts';
import { layOut } from './detail-layout.ts';
import { type DetailRow, detailRow, documentQuestion } from './detail-row.ts';
import { type DocumentLine, layOutDocument } from './document-layout.ts';

/** What a document question is answered with. */
export interface DocumentAnswer {
  readonly document: unknown;
  /** The same as JSON, one line an entry: made once, drawn often. */
  readonly lines: readonly string[];
}

export const toDocumentAnswer = (document: unknown): DocumentAnswer => ({
  document,
  lines: (JSON.stringify(document, null, 2) ?? 'null').split('\n'),
});

export interface DetailView {
  readonly resource: AnyResource;
  readonly found?: DetailRow;
  readonly sections: readonly DetailSection[];
  /** The document, laid out as the sections are. */
  readonly lines: readonly DocumentLine[];
  /** The answer to the document question: its age, or why there is none. */
  readonly answer?: AnySnapshot;
  /** The answers to the list questions, when the row itself is still awaited. */
  readonly awaited: readonly AnySnapshot[];
}

/** `width`: cells that sections and document are laid out in; without one every value is a single line. */
export function detailView(screen: DetailScreen, data: Data, width = Number.POSITIVE_INFINITY): DetailView {
  const resource = resources[screen.resource];
  const found = detailRow(screen, data);
  const awaited = listQuestions(screen, data)
    .map((question) => data.snapshot(question))
    .filter((snapshot) => snapshot !== undefined);
  if (!found) return { resource, sections: [], lines: [], awaited };
  const question = documentQuestion(screen, data);
  const answer = question && data.snapshot(question);
  const { document, lines = noLines }: Partial<DocumentAnswer> = (answer?.document as DocumentAnswer | undefined) ?? {};
  // An answer without what it was asked for is null as a document.
  const sections = resource
    .detail(found.row, document ?? undefined, data.now)
    .map((section) => layOut(withAccountName(section, data), { width, now: data.now }));
  return { resource, found, sections, lines: layOutDocument(lines, width), awaited, ...(answer ? { answer } : {}) };
}

const noLines: readonly string[] = [];

/** Resources know the account's id alone. */
function withAccountName(section: DetailSection, { accounts }: Data): DetailSection {
  if (section.kind !== 'fields' || accounts.size === 0) return section;
  const fields = section.fields.map((field) =>
    /^(Account|(Destination|To) account)$/.test(field.label)
      ? { ...field, text: accountText(field.text, accounts) }
      : field,
  );
  return { ...section, fields };
}

/** Lines a section takes: its title, its body and a blank line after it. A still table rules off every row. */
export function sectionHeight(section: DetailSection): number {
  if (section.kind === 'fields') return section.fields.length + 2;
  return section.rows.length === 0 ? 3 : section.rows.length * 2 + 5;
}

export const detailHeight = (sections: readonly DetailSection[]): number =>
  sections.reduce((height, section) => height + sectionHeight(section), 0);

/** The text of each line of the detail; a table's rules count as lines without text. */
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

/** Numbers of the lines where a match begins: what is searched for may lie across two lines of one value. */
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

/** `fields` begins with the first line of a value that takes several. */
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
