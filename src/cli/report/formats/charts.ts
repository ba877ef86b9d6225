// Charts of a report as inline SVG. Colors differ in brightness, so that they can be told apart in print as well.
import {
  type MonthReport,
  type MonthRunOutcome,
  type RunCounts,
  runOutcomes,
} from '../../../domain/report/month-report.ts';
import { localTime } from '../../../domain/time-zones.ts';

const colors: Readonly<Record<MonthRunOutcome, string>> = {
  met: '#2e7d4f',
  late: '#b8c94a',
  failed: '#b3261e',
  missed: '#e8833a',
  open: '#5b8def',
  unknown: '#b9bec5',
};

const names: Readonly<Record<MonthRunOutcome, string>> = {
  met: 'met',
  late: 'late',
  failed: 'failed',
  missed: 'missed',
  open: 'not over yet',
  unknown: 'not known',
};

const chartWidth = 960;

/** One bar of all scheduled runs, with its legend. */
export function outcomesChart(runs: RunCounts): string {
  const barHeight = 26;
  let x = 0;
  const parts = runOutcomes.map((outcome) => {
    const width = runs.scheduled === 0 ? 0 : (runs[outcome] / runs.scheduled) * chartWidth;
    const part = rect({ x, y: 0, width, height: barHeight, outcome });
    x += width;
    return part;
  });
  const legend = runOutcomes.map((outcome, index) => {
    const at = index * 155;
    const text = `${names[outcome]}: ${runs[outcome]}`;
    return `${rect({ x: at, y: 38, width: 12, height: 12, outcome })}<text x="${at + 18}" y="49">${text}</text>`;
  });
  return svg(56, `Scheduled runs by outcome, ${runs.scheduled} in all`, [...parts, ...legend]);
}

/** A bar for each day. */
export function daysChart({ days, timeZone }: Pick<MonthReport, 'days' | 'timeZone'>): string {
  const height = 120;
  const most = Math.max(1, ...days.map(({ runs }) => runs.scheduled));
  const step = chartWidth / Math.max(1, days.length);
  const bars = days.flatMap(({ at, runs }, index) => {
    const x = index * step + 2;
    let y = height;
    const parts = runOutcomes.map((outcome) => {
      const size = (runs[outcome] / most) * height;
      y -= size;
      return rect({ x, y, width: step - 4, height: size, outcome });
    });
    const day = Number(localTime(at, timeZone).date.slice(8));
    return [...parts, `<text x="${round(x)}" y="${height + 14}">${day}</text>`];
  });
  return svg(height + 18, `Scheduled runs by day, at most ${most}`, bars);
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly outcome: MonthRunOutcome;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function rect({ x, y, width, height, outcome }: Rect): string {
  if (width === 0 || height === 0) return '';
  const place = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
  return `<rect ${place} fill="${colors[outcome]}"/>`;
}

function svg(height: number, label: string, parts: readonly string[]): string {
  const open = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" viewBox="0 0 ${chartWidth} ${height}" width="${chartWidth}" height="${height}" font-size="12">`;
  return `${open}<title>${label}</title>${parts.join('')}</svg>`;
}
