// A screen like the list of backup jobs, as Ink would write it: 200 columns, 50 lines, a cursor in the first column.

export const columns = 200;
export const rows = 50;
export const listRows = 37;

const kinds = ['EBS', 'EBS', 'RDS', 'DynamoDB', 'EBS', 'EFS', 'S3', 'Aurora'];
const vaults = ['default', 'prod-vault', 'prod-vault', 'compliance-locked', 'dr-eu-central-1'];
const plans = ['daily-35d', 'daily-35d', 'weekly-1y', 'hourly-7d'];

/** The same pseudo-random digits for the same number, so that byte counts never move. */
function hex(seed: number, length: number): string {
  let text = '';
  for (let round = 0; text.length < length; round++)
    text += (Math.imul((seed + 1) * 31 + round, 0x9e_37_79_b1) >>> 0).toString(16).padStart(8, '0');
  return text.slice(0, length);
}

const uuid = (seed: number): string =>
  [hex(seed, 8), hex(seed + 7, 4), hex(seed + 11, 4), hex(seed + 13, 4), hex(seed + 17, 12)].join('-');

/** Most jobs of a night have completed; a plan starts a few hundred at once, in one Region and into one vault. */
function stateOf(index: number): [tone: string, state: string] {
  if (index % 17 === 0) return ['31', 'FAILED'];
  if (index % 11 === 0) return ['36', 'RUNNING'];
  return index % 23 === 0 ? ['33', 'PARTIAL'] : ['32', 'COMPLETED'];
}

const two = (value: number): string => String(value).padStart(2, '0');

function jobRow(index: number, selected: boolean, progress: string | undefined): string {
  const [tone, state] = stateOf(index);
  const kind = kinds[(index * 5) % kinds.length] ?? 'EBS';
  const resource = kind === 'EBS' ? `vol-0${hex(index * 3, 16)}` : `${kind.toLowerCase()}-orders-${two(index % 60)}`;
  const cells = [
    `\x1b[${tone}m${state}\x1b[39m${' '.repeat(12 - state.length)}`,
    kind.padEnd(10),
    resource.padEnd(26),
    (vaults[(index >> 8) % vaults.length] ?? '').padEnd(19),
    (plans[(index >> 8) % plans.length] ?? '').padEnd(11),
    `2026-11-22 ${two((index >> 6) % 24)}:${two((index >> 2) % 60)}`.padEnd(18),
    `${(index * 3) % 60}m ${two((index * 37) % 60)}s`.padStart(8),
    `${((index * 37) % 9000) / 10} GiB`.padStart(11),
    (progress ?? (state === 'RUNNING' ? `${(index * 13) % 100}%` : '100%')).padStart(6),
    `  123456789012  \x1b[2m${['eu-west-1', 'eu-central-1'][(index >> 8) % 2]?.padEnd(14)}\x1b[22m`,
    uuid(index),
  ];
  return `${selected ? '\x1b[36m›\x1b[39m' : ' '} ${cells.join('')}`.trimEnd();
}

export interface JobList {
  /** Index of the first row that shows. */
  first: number;
  /** Index of the row the cursor is on. */
  selected: number;
  /** Replaces the progress of the row at this place on the screen. */
  progress?: { at: number; text: string };
}

export function jobListLines({ first, selected, progress }: JobList): string[] {
  const rule = `\x1b[2m${'─'.repeat(columns)}\x1b[22m`;
  const head =
    '  STATE       TYPE      RESOURCE                  VAULT              PLAN       CREATED               TOOK       SIZE   DONE  ACCOUNT       REGION        JOB ID';
  return [
    '\x1b[1mvaultop\x1b[22m  account 123456789012 (production)  eu-west-1 +3 Regions    \x1b[32m● live\x1b[39m',
    '\x1b[7m 1 Jobs \x1b[27m  2 Vaults   3 Recovery points   4 Plans   5 Audit   6 Metrics',
    rule,
    '  last 24 h   \x1b[32m1,204 completed\x1b[39m   \x1b[36m17 running\x1b[39m   \x1b[31m9 failed\x1b[39m   \x1b[33m3 partial\x1b[39m   41.2 TiB moved',
    '  completed   \x1b[32m▁▂▂▃▅▇█▇▆▅▄▃▂▂▁▁▁▂▂▃▃▂▁▁\x1b[39m',
    '  failed      \x1b[31m▁▁▁▁▁▂▁▁▁▁▁▁▁▁▁▁▁▁▃▁▁▁▁▁\x1b[39m',
    rule,
    `\x1b[1m${head}\x1b[22m`,
    ...Array.from({ length: listRows }, (_, place) =>
      jobRow(first + place, first + place === selected, progress?.at === place ? progress.text : undefined),
    ),
    rule,
    `\x1b[2mrow\x1b[22m ${String(selected + 1).padStart(6)}\x1b[2m of 100000   sorted by created, newest first\x1b[22m`,
    '',
    '',
    '\x1b[2menter\x1b[22m open   \x1b[2m/\x1b[22m filter   \x1b[2ms\x1b[22m sort   \x1b[2m?\x1b[22m help   \x1b[2mq\x1b[22m quit',
  ];
}
