// Makes a report in a process of its own: reading a month takes seconds in a large store, and no key waits for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { isSea } from 'node:sea';
import { text } from 'node:stream/consumers';
import type { ReportMaker } from '../../../runtime/make-report.ts';
import { homeFolder, nowhere } from '../../options/home.ts';
import type { Children } from './children.ts';

export interface ReportFileOptions {
  /** undefined: the store has no file yet. */
  storePath(): string | undefined;
  /** The config file, whose objectives count. */
  readonly config: string | undefined;
  readonly children: Pick<Children, 'add'>;
  /** The words by which Node runs this program. */
  readonly program: readonly string[];
}

/** Node puts the path of an executable in place of that of a script by itself. */
export const ownProgram = (): string[] => (isSea() ? [] : [...process.execArgv, process.argv[1] ?? '']);

export const createReportMaker =
  ({ storePath, config, children, program }: ReportFileOptions): ReportMaker =>
  async ({ month, file, timezone, replace }, accounts) => {
    const store = storePath();
    if (store === undefined) throw new Error('Not written: there is no store yet');
    const path = resolve(file.replace(/^~(?=\/)/, homeFolder() ?? nowhere));
    const flags = [
      ...['--store', store, '--month', month, '--output', path],
      ...(accounts.length === 0 ? [] : ['--account', accounts.join(',')]),
      ...(timezone === undefined ? [] : ['--timezone', timezone]),
      ...(config === undefined ? [] : ['--config', config]),
      ...(replace ? ['--force'] : []),
    ];
    const child = spawn(process.execPath, [...program, 'report', ...flags], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.add(child);
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number | null]>]);
    if (code === 0) return { path, isWhole: said === '' };
    throw new Error(sentenceIn(said) ?? `Not written: the report ended with ${code ?? 'a signal'}`);
  };

/** The first line, as the screen's command would say it. */
function sentenceIn(said: string): string | undefined {
  const [line = ''] = said.split('\n');
  return line.replace(/^vaultop: /, '').replace('--force replaces it', ':report! replaces it') || undefined;
}
