// Ways to measure: medians, because one slow run says more about the machine; in turns, because machines change their
// speed.
import { readFileSync } from 'node:fs';

export type Act = () => unknown | Promise<unknown>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export async function elapsedMs(act: Act): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

/** The median of each, in milliseconds: run in turns, so that their ratio holds on a machine that is busy otherwise. */
export async function inTurns<Name extends string>(
  acts: Readonly<Record<Name, Act>>,
  { runs, warmUps = 1 }: { runs: number; warmUps?: number },
): Promise<Record<Name, number>> {
  const names = Object.keys(acts) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let run = -warmUps; run < runs; run += 1) {
    for (const name of names) {
      const ms = await elapsedMs(acts[name]);
      if (run >= 0) times.get(name)?.push(ms);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<Name, number>;
}

export const medianMs = async (act: Act, runs: number): Promise<number> => (await inTurns({ act }, { runs })).act;

export interface Timed {
  readonly ms: number;
  /** Of the processors: on a machine that is busy otherwise, work takes longer than it uses them. */
  readonly cpuMs: number;
}

/** Returns the function that reads the times since now. */
export function stopwatch(): () => Timed {
  const [from, used] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(used);
    return { ms: performance.now() - from, cpuMs: (user + system) / 1_000 };
  };
}

/** The medians. */
export async function timed(act: Act, runs = 5): Promise<Timed> {
  const times: Timed[] = [];
  for (let run = 0; run < runs; run += 1) {
    const read = stopwatch();
    await act();
    times.push(read());
  }
  return { ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)) };
}

/** Resident memory of a process, now. Linux only: it reads /proc. */
export function residentBytes(pid: number): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) * 1024;
}

/** The most that a process ever had resident. */
export function peakBytes(pid: number): number {
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) * 1024;
}

export const formatMs = (ms: number) =>
  ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(2)} ms`;
export const formatTimed = ({ ms, cpuMs }: Timed) => `${formatMs(ms)}, CPU ${formatMs(cpuMs)}`;
export const formatMb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
export const formatRatio = (ratio: number) => `${ratio.toFixed(2)}x`;
