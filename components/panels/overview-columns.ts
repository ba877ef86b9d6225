// The columns of the overview's panels: fewer than in the lists, with jobs of all kinds in one table.
import { bar, type ChartGlyphs } from '../../src/app/overview/chart.ts';
import { regionOf, severalOf } from '../../src/app/state/places.ts';
import { type LineRow, lineOf } from '../../src/domain/attention/findings/line-row.ts';
import { severityTone } from '../../src/domain/attention/findings/severity.ts';
import type { Audit } from '../../src/domain/audits/audit.ts';
import { riskTone } from '../../src/domain/audits/audit-risk.ts';
import { actorWords } from '../../src/domain/audits/event-words.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { elapsed, eta, jobTone, progress, rate } from '../../src/domain/jobs/job-state.ts';
import type { Tone } from '../../src/domain/tone.ts';
import { lockState } from '../../src/domain/vaults/lock.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import { formatAge, formatPercent, formatRate } from '../../src/lib/text/format.ts';
import { wholeEvent } from '../../src/resources/audits/audit-columns.ts';
import type { Column } from '../../src/resources/resource.ts';
import { shortRegion } from './short-region.ts';

/** In a narrow panel a Region has its short name. */
function region<Row extends { readonly scope: { readonly region: string } }>(
  keep: number,
  roomy: boolean,
): Column<Row> {
  return {
    id: 'region',
    title: roomy ? 'REGION' : 'RGN',
    width: roomy ? 14 : 5,
    keep,
    text: ({ scope }) => (roomy ? scope.region : shortRegion(scope.region)),
    tone: () => 'muted',
  };
}

/** The width of panels that are side by side on a screen of 120 columns. */
const narrowPanel = 66;
/** Figures are left out before a name of this length is cut. */
const wholeName = 20;

const age = (at: number | undefined, now: number): string => (at === undefined ? '-' : formatAge(now - at));

export interface VaultActivity {
  /** The end of the newest completed job of each vault, by vault ARN. */
  readonly activity: ReadonlyMap<string, number>;
  /** All lists of jobs have a response. */
  readonly counted: boolean;
}

export function vaultColumns({ activity, counted }: VaultActivity, width: number): readonly Column<Vault>[] {
  const narrow = width < narrowPanel;
  return [
    { id: 'name', title: 'VAULT', width: 'grow', keep: 100, text: ({ name }) => name, identity: ({ arn }) => arn },
    region(60, !narrow),
    {
      id: 'points',
      title: 'POINTS',
      width: narrow ? 6 : 7,
      keep: 80,
      align: 'right',
      text: ({ pointCount = '?' }) => `${pointCount}`,
    },
    {
      id: 'lock',
      title: 'LOCK',
      width: narrow ? 11 : 12,
      keep: 90,
      text: (vault, now) => lockState(vault, now).text,
      tone: (vault, now) => lockState(vault, now).tone,
    },
    {
      id: 'activity',
      title: 'LAST',
      width: 6,
      keep: 70,
      align: 'right',
      text: ({ arn }, now) => (activity.has(arn) || counted ? age(activity.get(arn), now) : '?'),
    },
  ];
}

export function runningColumns(glyphs: ChartGlyphs, width: number): readonly Column<Job>[] {
  const narrow = width < narrowPanel;
  const barWidth = narrow ? 8 : 10;
  return [
    {
      id: 'name',
      title: 'RESOURCE',
      width: 'grow',
      whole: wholeName,
      keep: 100,
      text: resourceName,
      identity: ({ resourceArn }) => resourceArn,
    },
    { id: 'kind', title: 'KIND', width: 7, keep: 95, text: ({ kind }) => kind },
    {
      id: 'vault',
      title: 'VAULT',
      width: 14,
      whole: wholeName,
      keep: 40,
      text: ({ vaultName }) => vaultName,
      identity: ({ vaultArn }) => vaultArn,
      tone: () => 'muted',
    },
    region(55, width >= 120),
    {
      id: 'state',
      title: 'PROGRESS',
      width: barWidth,
      keep: 90,
      text: (job) => progressText(job, barWidth, glyphs),
      tone: jobTone,
    },
    // The bar shows it, too.
    { id: 'percent', title: '%', width: 4, keep: narrow ? 52 : 92, align: 'right', text: percentText },
    {
      id: 'rate',
      title: 'RATE',
      width: 10,
      keep: 50,
      align: 'right',
      text: (job, now) => said(formatRate, rate(job, now)),
    },
    {
      id: 'elapsed',
      title: 'FOR',
      width: 6,
      keep: 70,
      align: 'right',
      text: (job, now) => said(formatAge, elapsed(job, now)),
    },
    {
      id: 'eta',
      title: 'ETA',
      width: 6,
      keep: 60,
      align: 'right',
      text: (job, now) => said(formatAge, eta(job, now)),
    },
  ];
}

/** A waiting job shows a word instead of progress. */
function progressText(job: Job, width: number, glyphs: ChartGlyphs): string {
  const percent = job.state === 'RUNNING' ? progress(job) : undefined;
  return percent === undefined ? job.state.toLowerCase() : bar(percent / 100, width, glyphs);
}

function percentText(job: Job): string {
  return job.state === 'RUNNING' ? said(formatPercent, progress(job)) : '';
}

const said = (format: (value: number) => string, value: number | undefined): string =>
  value === undefined ? '' : format(value);

/** The sentence contains subject and reason; its tone is shown as a mark before it. */
export const attentionColumns = (width: number): readonly Column<LineRow>[] => [
  {
    id: 'status',
    title: 'WHAT',
    width: 'grow',
    keep: 100,
    text: (row, now) => lineOf(row, now).text,
    tone: ({ severity }) => severityTone(severity),
  },
  {
    ...region<LineRow>(45, width >= 90),
    text: (row) =>
      width >= 90 ? regionOf(row) : (severalOf(row.group?.regions, 'RGNS') ?? shortRegion(row.scope.region)),
  },
  { id: 'age', title: 'SINCE', width: 6, keep: 80, align: 'right', text: ({ since }, now) => age(since ?? now, now) },
];

const resourceName = (job: Job): string => job.resourceName;

/** Actor and the whole operation are shown at any width, and as much of the target as there is room for. */
export function auditColumns(width: number): readonly Column<Audit>[] {
  const narrow = width < narrowPanel;
  return [
    { id: 'age', title: 'AGE', width: 6, keep: 90, align: 'right', text: ({ at }, now) => age(at, now) },
    {
      id: 'actor',
      title: 'ACTOR',
      ...(narrow ? { width: 'grow', least: 6 } : { width: 16 }),
      keep: 95,
      text: ({ actor }) => actorWords(actor),
      identity: ({ actor }) => actor,
    },
    {
      id: 'risk',
      title: 'EVENT',
      width: narrow ? 19 : 28,
      whole: wholeEvent,
      keep: 100,
      text: ({ name }) => name,
      identity: ({ name }) => name,
      tone: auditTone,
    },
    {
      id: 'target',
      title: 'TARGET',
      width: 'grow',
      ...(narrow ? { least: 6 } : { takesRoom: true }),
      keep: 70,
      text: ({ target }) => lastPart(target),
      identity: ({ target }) => target,
    },
    // A narrow panel has no room for it beside whole events.
    ...(narrow ? [] : [region<Audit>(40, width >= 100)]),
    {
      id: 'refused',
      title: 'REFUSED',
      width: 12,
      keep: 20,
      text: ({ errorCode }) => errorCode ?? '',
      tone: () => 'warn',
    },
  ];
}

/** The last part of an ARN: the panel has no space for more, unlike the list. */
const lastPart = (target: string): string =>
  target.startsWith('arn:') ? (/[^:/]+$/.exec(target)?.[0] ?? target) : target;

/** Most audits are harmless and get no mark, so that the others stand out. */
function auditTone({ risk }: Audit): Tone {
  return risk === 'none' ? 'plain' : riskTone(risk);
}
