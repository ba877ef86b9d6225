// The output of `vaultop store info`.
import { formatBytes, formatDateTime } from '../../lib/text/format.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { displayWidth, pad, sanitize } from '../../lib/text/text.ts';
import type { StoredResource, StoreInfo } from '../../store/read/info.ts';

export function infoText({ path, bytes, resources, accounts }: StoreInfo): string {
  const lists = [
    ['LIST', 'ROWS', 'EARLIER VERSIONS', 'OLDEST ROW', 'CHANGES SINCE', 'GAPS BEFORE'],
    ...resources.map(cells),
  ];
  const places = accounts.map(({ account, regions }) => [account, regions.join(' ')]);
  return [
    `${path}  ${formatBytes(bytes)}`,
    '',
    ...(resources.length > 0 ? columns(lists) : ['There are no rows in it yet.']),
    ...(places.length > 0 ? ['', ...columns([['ACCOUNT', 'REGIONS'], ...places])] : []),
  ].join('\n');
}

const cells = ({ resource, rows, versions, oldest, since, pruned }: StoredResource): string[] => [
  resource,
  String(rows),
  String(versions),
  timeText(oldest),
  timeText(since),
  pruned.map(({ before, why }) => `${timeText(before)} (${why})`).join(', '),
];

const timeText = (time: number | undefined): string => (time === undefined ? '' : formatDateTime(time));

function columns(rows: readonly (readonly string[])[]): string[] {
  const safe = rows.map((row) => row.map(sanitize));
  const widths = (safe[0] ?? []).map((_, at) => Math.max(...safe.map((row) => displayWidth(row[at] ?? ''))));
  return safe.map((row) =>
    row
      .map((text, at) => pad(text, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const isoText = (time: number | undefined): string | null => (time === undefined ? null : new Date(time).toISOString());

/** Times in ISO 8601; `exists` is false if there is no store yet. */
export function infoJson(path: string, info: StoreInfo | undefined): string {
  const resources = (info?.resources ?? []).map(({ oldest, since, pruned, ...rest }) => ({
    ...rest,
    oldest: isoText(oldest),
    since: isoText(since),
    pruned: pruned.map(({ before, why }) => ({ before: isoText(before), why })),
  }));
  const { bytes = 0, accounts = [] } = info ?? {};
  return jsonText({ schema: 'vaultop.store/1', path, exists: info !== undefined, bytes, resources, accounts }, 2);
}
