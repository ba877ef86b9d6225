import type { Mutant } from './mutants-of.ts';
import { isAlive, isCounted, type MutantResult, type Outcome } from './results.ts';
import { areaOf } from './seeded-mutants.ts';

const shortened = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
};

const changeOf = ({ before, text }: Mutant): string =>
  `${shortened(before) || '(nothing)'}  →  ${shortened(text) || '(nothing)'}`;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Two lines: what was changed, and what came of it. */
export function lineOf({ mutant, outcome, killer, testFiles, leftOut, cpuMs }: MutantResult): string {
  const left = leftOut > 0 ? `, ${leftOut} dearer ones were left out` : '';
  const found = killer ? `by ${shortened(killer)}` : `${testFiles} test files passed${left}`;
  return `${outcome.padEnd(9)} ${mutant.file}:${mutant.line}  ${mutant.operator}: ${changeOf(mutant)}\n          ${found}, ${seconds(cpuMs)}`;
}

const count = (results: readonly MutantResult[], outcome: Outcome): number =>
  results.filter((result) => result.outcome === outcome).length;

function shareOf(name: string, results: readonly MutantResult[]): string {
  const counted = results.filter(isCounted);
  const killed = count(counted, 'killed');
  const percent = counted.length === 0 ? 100 : (killed / counted.length) * 100;
  return `${name.padEnd(10)} ${killed} of ${counted.length} killed (${percent.toFixed(1)} %)`;
}

/** The survivors, then the figures by area and altogether. */
export function summaryOf(results: readonly MutantResult[]): string {
  const left = results.filter(isAlive);
  const areas = Map.groupBy(results, ({ mutant }) => areaOf(mutant.file));
  const cpuMs = results.reduce((sum, result) => sum + result.cpuMs, 0);
  return [
    ...left.map(lineOf),
    '',
    ...[...areas].map(([area, found]) => shareOf(area, found)),
    shareOf('all', results),
    `${count(results, 'broken')} did not compile, ${count(results, 'unclear')} are unclear, ${count(results, 'uncovered')} run in no test, ${seconds(cpuMs)} of a processor`,
  ].join('\n');
}
