// `:export FILE`: writes the list on screen, with its filter, order and columns, to a file.
import type { UpdateContext } from '../state/context.ts';
import { listRows } from '../state/context.ts';
import type { ExportFormat, ExportRequest } from '../state/events.ts';
import { isCounted } from '../state/lists/gaps.ts';
import { listRequests } from '../state/lists/list-requests.ts';
import { currentScreen, type State } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';

const byExtension: Readonly<Record<string, ExportFormat>> = {
  csv: 'csv',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  txt: 'wide',
  wide: 'wide',
  table: 'table',
};
const formats: readonly string[] = ['table', 'wide', 'json', 'jsonl', 'csv'] satisfies readonly ExportFormat[];

const usage = 'Type :export FILE, which ends in .csv, .json, .jsonl or .txt, or :export FILE --format csv.';

/** Parses the words after `:export`; returns a text if they are invalid. */
export function readExport(text: string, replace: boolean): ExportRequest | string {
  const [, before = text, named = ''] = /^(.*?)\s+--format[= ]\s*(\S+)$/.exec(text) ?? [];
  const file = before.trim();
  const extension = /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? '';
  if (file === '' || file.startsWith('--') || file.endsWith('/')) return usage;
  if (named !== '' && !formats.includes(named))
    return `There is no format "${named}". There are: ${formats.join(', ')}.`;
  const format = named === '' ? byExtension[extension] : (named as ExportFormat);
  return format === undefined ? usage : { file, format, replace };
}

export function exportList(state: State, request: ExportRequest, context: UpdateContext): UpdateResult {
  const { data } = context;
  const screen = currentScreen(state);
  const refused = (text: string) => stay({ ...state, notice: { text, tone: 'warn', at: data.localNow } });
  if (screen.kind !== 'list') return refused('Only a list can be exported: open one, such as :jobs, first.');
  const rows = listRows(screen, context);
  if (rows.isBehind || rows.isOfOtherFilter) return refused('Not exported: the list is still being read. Try again.');
  if (rows.filterProblem) return refused(`Not exported because of the filter: ${rows.filterProblem}`);
  const isWhole = isCounted(listRequests(screen, data), data);
  return withEffects(state, { type: 'exportList', request, screen, rows, isWhole });
}
