// The engine at the steady state of the medium estate, compared with the rates that AWS publishes. AWS counts for each
// account, and so does this: one account is one part of the work, and as many parts run at once as there are cores.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { RatesOfAccount } from './rates-of-account.ts';
import { table, took, verdicts } from './table.ts';

/** Of the medium estate. */
const accounts = [0, 1, 2, 3, 4];

/** False: a call was throttled or failed at the steady state. */
export async function soakRates(hours: number, atOnce = availableParallelism()): Promise<boolean> {
  const startedAt = performance.now();
  const parts: RatesOfAccount[] = [];
  const waiting = [...accounts];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      parts.push(await ratesApart(next, hours));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, accounts.length) }, work));

  const sum = (of: (part: RatesOfAccount) => number) => parts.reduce((total, part) => total + of(part), 0);
  const scopes = sum((part) => part.scopes);
  const total = sum(({ sources }) => sources.reduce((calls, source) => calls + source.calls, 0));
  const [throttled, failed] = [sum((part) => part.throttled), sum((part) => part.failed)];
  process.stdout.write(
    `Rates: ${hours} simulated hours of the medium estate (${scopes} account-Regions), ${total} calls, took ${took(startedAt)}\n` +
      table(
        ['source', 'calls', 'an hour', 'an hour in each', 'most in a second of one'],
        rowsOf(parts, hours, scopes),
      ) +
      verdicts([
        { text: `no call is throttled: ${throttled} of ${total}`, holds: throttled === 0 },
        { text: `no call fails otherwise: ${failed} of ${total}`, holds: failed === 0 },
      ]),
  );
  return throttled === 0 && failed === 0;
}

async function ratesApart(account: number, hours: number): Promise<RatesOfAccount> {
  const child = fork(new URL('run.ts', import.meta.url), ['--account', String(account), '--hours', String(hours)]);
  const told = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof told[0] !== 'object' || told[0] === null) throw new Error(`account ${account} ended with ${told[0]}`);
  return told[0] as RatesOfAccount;
}

function rowsOf(parts: readonly RatesOfAccount[], hours: number, scopes: number) {
  const byOperation = Map.groupBy(
    parts.flatMap(({ sources }) => sources),
    ({ operation }) => operation,
  );
  return [...byOperation]
    .map(([operation, found]) => ({
      operation,
      calls: found.reduce((sum, { calls }) => sum + calls, 0),
      most: Math.max(...found.map(({ most }) => most)),
    }))
    .sort((a, b) => b.calls - a.calls)
    .map(({ operation, calls, most }) => [
      operation,
      calls,
      Math.round(calls / hours),
      (calls / hours / scopes).toFixed(1),
      most,
    ]);
}
