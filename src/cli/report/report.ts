// `vaultop report`: the evidence of a month out of the store.
import type { MonthReport } from '../../domain/report/month-report.ts';
import { readMonth } from '../../engine/report/read-month.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import { whyNotWritten, writeNew } from '../../lib/files/write-new.ts';
import { statsOf } from '../../store/file/store-files.ts';
import { loadSettings } from '../config/settings.ts';
import { inLocale } from '../options/in-locale.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { complain, print } from '../output/output.ts';
import { placeOfStore } from '../store/arguments.ts';
import { reading } from '../store/with-store.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { type ReportArguments, readReportArguments } from './arguments.ts';
import { reportText } from './report-text.ts';

export { help } from './help.ts';

export async function run(words: readonly string[], _environment: LaunchEnvironment, log: Log): Promise<number> {
  const now = systemClock.now();
  const args = readReportArguments(words, await loadSettings(words, log), now);
  const report = await reportOf(args, now);
  const text = reportText(report, args.format);
  if (args.output === undefined) await print(args.format === 'md' ? inLocale(text) : text);
  else await writeReport(args.output, text, args.force);
  if (report.unknown.length > 0) complain('Part of the month is not known: see "What is not known" in the report.');
  return exitCodes.fine;
}

async function reportOf(args: ReportArguments, now: number): Promise<MonthReport> {
  const { store, endpoint, profile, range, objectives, accounts, regions } = args;
  const { path } = await placeOfStore({ flags: store, endpoint, profile });
  if (path === undefined || !statsOf(path))
    throw new Error('There is no store yet: start the dashboard, collect or check first.');
  const report = reading(path, (database) => readMonth(database, { range, objectives, accounts, regions, now }));
  if (report.resources.length === 0 && report.unknown.length === 0)
    throw new Error('The store has no rows of these accounts and Regions.');
  return report;
}

async function writeReport(path: string, text: string, replace: boolean): Promise<void> {
  try {
    await writeNew({ path, replace }, (file) => file.writeFile(text));
  } catch (error) {
    throw new Error(`Not written: ${whyNotWritten(error as NodeJS.ErrnoException, path, '--force')}`, { cause: error });
  }
}
