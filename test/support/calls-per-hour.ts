import type { ReceivedCall } from '../../src/emulator/server.ts';

/** Calls in one account-Region by operation, the most frequent first. */
export function callsPerHour(calls: readonly ReceivedCall[], ms: number, scopes: number): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const hours = ms / 3_600_000;
  return Object.fromEntries(
    [...counts]
      .sort((a, b) => b[1] - a[1])
      .map(([operation, count]) => [operation, Math.round(count / hours / scopes)]),
  );
}
