// The known rows of a list that a test keeps in memory.
import type { KnownRows } from '../../src/resources/known.ts';

interface KnownMembers<Row> {
  key(row: Row): string;
  isBusy(row: Row): boolean;
  /** Epoch ms that never changes. */
  at(row: Row): number;
}

export const knownRows = <Row extends object>(
  rows: () => Iterable<Row>,
  { isBusy = () => false, at = () => 0, key = () => '' }: Partial<KnownMembers<Row>>,
): KnownRows<Row> => ({
  busy: async () => [...rows()].filter(isBusy),
  saying: async ({ member, value, since }) => [...rows()].filter((row) => row[member] === value && at(row) >= since),
  count: async (since) => [...rows()].filter((row) => at(row) >= since).length,
  find: async (like) => [...rows()].find((row) => key(row) === key(like)),
  all: async () => [...rows()],
});
