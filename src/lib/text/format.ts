// Numbers and times as short text, with a maximum width for columns.
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** At most 6 cells: '12s', '4m12s', '38m', '3h05m', '2d04h', '123d', '12y'. */
export function formatAge(ms: number): string {
  const age = Math.max(0, ms);
  if (age >= 10 * minute && age < hour) return `${Math.floor(age / minute)}m`;
  return formatDuration(age);
}

/** At most 6 cells, with seconds below one hour: '59m59s', '23h59m', '9d23h', '123d', '12y'. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return '';
  const span = Math.max(0, ms);
  if (span < minute) return `${Math.floor(span / second)}s`;
  if (span < hour) return `${Math.floor(span / minute)}m${two((span % minute) / second)}s`;
  if (span < day) return `${Math.floor(span / hour)}h${two((span % hour) / minute)}m`;
  if (span < 10 * day) return `${Math.floor(span / day)}d${two((span % day) / hour)}h`;
  if (span < 1_000 * day) return `${Math.floor(span / day)}d`;
  return `${Math.floor(span / (365 * day))}y`;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** At most 8 cells, in binary units: '512 B', '1.5 KiB', '8.0 GiB', '1023 MiB'. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return '';
  let value = bytes;
  let unit = 0;
  while (value >= 1_024 && unit < byteUnits.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  const floored = Math.floor(value * 10) / 10;
  return `${unit === 0 || floored >= 100 ? Math.floor(value) : floored.toFixed(1)} ${byteUnits[unit]}`;
}

/** At most 10 cells: '12.5 MiB/s'. */
export function formatRate(bytesPerSecond: number): string {
  const text = formatBytes(bytesPerSecond);
  return text === '' ? '' : `${text}/s`;
}

/** 'MM-DD HH:mm', in UTC or in the time zone of this machine. */
export function formatTime(epochMs: number, utc: boolean): string {
  const at = new Date(epochMs);
  if (Number.isNaN(at.getTime())) return '';
  const [month, date, hours, minutes] = utc
    ? [at.getUTCMonth(), at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()]
    : [at.getMonth(), at.getDate(), at.getHours(), at.getMinutes()];
  return `${two(month + 1)}-${two(date)} ${two(hours)}:${two(minutes)}`;
}

/** '2026-01-15 12:00:00Z'. */
export function formatDateTime(epochMs: number): string {
  const at = new Date(epochMs);
  return Number.isNaN(at.getTime()) ? '' : `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

/** Rounded down, so that only complete values show 100%. */
export function formatPercent(percent: number): string {
  return Number.isFinite(percent) ? `${Math.floor(Math.min(100, Math.max(0, percent)))}%` : '';
}
