import { stateTone } from '../jobs/job-state.ts';
import type { ChangeRow } from './change-row.ts';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const isFailedJob = ({ list, row }: ChangeRow): boolean => list.endsWith('-jobs') && stateTone(row.state) === 'bad';

const isFinding = ({ list, row }: ChangeRow): boolean => list === 'findings' && row.muted !== true;

/** Deleted before the end of its lifecycle, or by a person. */
const isDeletedPoint = ({ list, kind, at, by, row }: ChangeRow): boolean =>
  list === 'recovery-points' && kind === 'gone' && by !== 'AWS Backup' && !(row.deleteAt <= at);

const ofTheirOwn: ReadonlySet<string> = new Set(['recovery-points', 'findings', 'audits']);

const isOfSettings = ({ list }: ChangeRow): boolean => !list.endsWith('-jobs') && !ofTheirOwn.has(list);

/** 'Since 29 Nov 18:02 UTC: 3 jobs failed, 1 finding opened · :changes'. `since`: epoch ms. */
export function sinceText(rows: readonly ChangeRow[], since: number): string {
  const count = (is: (row: ChangeRow) => boolean) => rows.filter(is).length;
  const [failed, opened] = [count(isFailedJob), count((row) => isFinding(row) && row.kind === 'new')];
  const parts = [
    failed === 0 ? 'no job failed' : `${plural(failed, 'job')} failed`,
    opened === 0 ? 'no finding opened' : `${plural(opened, 'finding')} opened`,
    ...others(
      count((row) => isFinding(row) && row.kind === 'gone'),
      (n) => `${plural(n, 'finding')} closed`,
    ),
    ...others(count(isDeletedPoint), (n) => `${plural(n, 'recovery point')} deleted`),
    ...others(
      count(({ list }) => list === 'audits'),
      (n) => `${plural(n, 'access policy', 'access policies')} changed`,
    ),
    ...others(count(isOfSettings), (n) =>
      plural(n, 'change of plans, vaults and settings', 'changes of plans, vaults and settings'),
    ),
  ];
  return `Since ${dayAndTime(since)} UTC: ${parts.join(', ')} · :changes`;
}

const others = (count: number, text: (count: number) => string): string[] => (count === 0 ? [] : [text(count)]);

/** '29 Nov 18:02'. */
function dayAndTime(at: number): string {
  const text = new Date(at).toUTCString();
  return `${text.slice('Sun, '.length, 'Sun, 29 Nov'.length)} ${text.slice('Sun, 29 Nov 2026 '.length, 'Sun, 29 Nov 2026 18:02'.length)}`;
}
