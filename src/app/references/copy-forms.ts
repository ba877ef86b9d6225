// The forms in which rows are copied: ARNs, ids, JSON, text, AWS CLI calls, console links, and the command that opens
// this view.
import { formatCliLine } from '../../domain/cli-line.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { sanitize } from '../../lib/text/text.ts';
import { arnOfRow, consoleLinkOf } from '../../resources/references/row-reference.ts';
import { rowReferences } from '../../resources/references/row-references.ts';
import { markedRows } from '../forms/start.ts';
import { machineRow } from '../list/machine-row.ts';
import type { Selected, UpdateContext } from '../state/context.ts';
import { defaultSettings, shownColumns } from '../state/settings.ts';
import { currentScreen, type State } from '../state/state.ts';
import { viewCommand } from './view-command.ts';

export interface CopyForm {
  readonly title: string;
  /** undefined: there is nothing to copy; `reason` says why. */
  readonly text?: string;
  readonly reason?: string;
}

type Chosen = Pick<Selected, 'resource' | 'key' | 'row'>;
type TextOf = (row: Chosen, state: State, context: UpdateContext) => string | undefined;

const forms: readonly (readonly [title: string, textOf: TextOf, reason: string])[] = [
  ['ARN', ({ resource, row }) => arnOfRow(resource, row), 'no ARN'],
  ['id', idOf, 'no id'],
  ['JSON', ({ resource, row }, _, { data }) => jsonText(machineRow(resource, row, data.now)), ''],
  ['row as text', rowText, ''],
  ['AWS CLI line', cliLine, 'no AWS CLI command for one row'],
  ['console link', ({ resource, row }) => consoleLinkOf(resource, row)?.url, 'no console page with a known address'],
];

/** One line for each marked row, else the row under the cursor. */
export function copyForms(state: State, context: UpdateContext): readonly CopyForm[] {
  const rows = markedRows(state, context);
  const ofRows = rows.length === 0 ? [] : forms.map((form) => formOf(form, rows, state, context));
  return [
    ...ofRows,
    ...lineForms(rows, context),
    { title: 'command of this view', text: viewCommand(state, context.data) },
  ];
}

function formOf(
  [title, textOf, reason]: (typeof forms)[number],
  rows: readonly Chosen[],
  ...rest: readonly [State, UpdateContext]
): CopyForm {
  const lines = rows.flatMap((row) => textOf(row, ...rest) ?? []);
  return lines.length === 0 ? { title, reason } : { title, text: lines.join('\n') };
}

/** The command lines of the first row's list, each over all rows that have it. */
function lineForms(rows: readonly Chosen[], { data }: UpdateContext): readonly CopyForm[] {
  const texts = new Map<string, string[]>();
  for (const { resource, row } of rows) {
    const { profile } = data.acting.reach(row.scope) ?? {};
    for (const [title, line] of Object.entries(rowReferences[resource.id]?.lines?.(row, profile) ?? {})) {
      texts.set(title, [...(texts.get(title) ?? []), line]);
    }
  }
  return [...texts].map(([title, lines]) => ({ title, text: lines.join('\n') }));
}

function idOf({ resource, row }: Chosen, _: State, { data }: UpdateContext): string | undefined {
  const id = row.id ?? row.name ?? resource.copyText(row, data.now);
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The visible columns as text. */
function rowText({ resource, row }: Chosen, state: State, { data }: UpdateContext): string {
  const screen = currentScreen(state);
  const chosen = screen.kind === 'list' ? screen.columns : undefined;
  return shownColumns(resource, chosen, data.settings ?? defaultSettings)
    .map((column) => sanitize(column.text(row as never, data.now)))
    .filter((text) => text !== '')
    .join('  ');
}

function cliLine({ resource, row }: Chosen, _: State, { data }: UpdateContext): string | undefined {
  const call = rowReferences[resource.id]?.call?.(row);
  if (!call) return undefined;
  return formatCliLine(call, { region: row.scope.region, ...data.acting.reach(row.scope) });
}
