// Columns that most lists share.
import { stateTone } from '../domain/jobs/job-state.ts';
import { formatAge } from '../lib/text/format.ts';
import type { Column } from './resource.ts';

type ColumnOptions = Pick<Column<never>, 'keep' | 'member'> & {
  readonly id?: string;
  readonly title?: string;
  readonly width?: number;
};

/** The age of a time; '' if the time is not known. */
export const ageColumn = <Row>(
  at: (row: Row) => number | undefined,
  { id = 'age', title = 'AGE', width = 6, keep, member }: ColumnOptions,
): Column<Row> => ({
  id,
  title,
  width,
  keep,
  ...(member ? { member } : {}),
  measure: 'age',
  align: 'right',
  text(row, now) {
    const time = at(row);
    return time === undefined ? '' : formatAge(now - time);
  },
  sortBy: at,
});

/** The time of the last run; 'never' has a warning tone. */
export const lastRunColumn = <Row>(at: (row: Row) => number | undefined, options: ColumnOptions): Column<Row> => ({
  ...ageColumn(at, options),
  text(row, now) {
    const time = at(row);
    return time === undefined ? 'never' : formatAge(now - time);
  },
  tone: (row) => (at(row) === undefined ? 'warn' : 'plain'),
});

/** The role that runs the jobs. */
export const roleColumn = <Row extends { readonly roleArn?: string }>(keep: number): Column<Row> => ({
  id: 'role',
  title: 'ROLE',
  width: 'grow',
  keep,
  text: ({ roleArn }) => roleArn?.split('/').at(-1) ?? '',
  identity: ({ roleArn }) => roleArn,
  tone: () => 'muted',
});

/** The state of a job in AWS's word. */
export const stateColumn = <Row extends { readonly state: string }>(): Column<Row> => ({
  id: 'state',
  title: 'STATE',
  width: 9,
  keep: 100,
  member: 'state',
  text: ({ state }) => state,
  tone: ({ state }) => stateTone(state),
});

/** Ms from creation to end; undefined while there is no end. */
const took = ({ createdAt, completedAt }: Timed): number | undefined =>
  createdAt === undefined || completedAt === undefined ? undefined : completedAt - createdAt;

interface Timed {
  readonly createdAt?: number;
  readonly completedAt?: number;
}

export const tookColumn = <Row extends Timed>(): Column<Row> => ({
  id: 'took',
  title: 'TOOK',
  width: 6,
  keep: 80,
  align: 'right',
  measure: 'duration',
  text: (row) => (took(row) === undefined ? '' : formatAge(took(row) ?? 0)),
  sortBy: took,
});
