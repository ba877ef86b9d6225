// `vaultop export prometheus`: metrics out of the store, for a textfile collector.
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { createRowShapes } from '../../engine/store/row-shapes.ts';
import { toScope } from '../../engine/stored-scope.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import { whyNotWritten } from '../../lib/files/write-new.ts';
import { statsOf } from '../../store/file/store-files.ts';
import { createStoreReader } from '../../store/read/store-reader.ts';
import { loadSettings } from '../config/settings.ts';
import { longestAgeOf } from '../metrics/list-intervals.ts';
import { familiesOf, type MetricSamples } from '../metrics/metric-family.ts';
import { readMetrics } from '../metrics/read-metrics.ts';
import { renderMetrics } from '../metrics/render-metrics.ts';
import { storedPlaces } from '../metrics/stored-places.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { complain, print } from '../output/output.ts';
import { placeOfStore } from '../store/arguments.ts';
import { reading } from '../store/with-store.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { type ExportArguments, readExportArguments } from './arguments.ts';

export { help } from './help.ts';

export async function run(words: readonly string[], _environment: LaunchEnvironment, log: Log): Promise<number> {
  const args = readExportArguments(words, await loadSettings(words, log));
  const samples = await storedMetrics(args);
  const { text } = await renderMetrics(familiesOf(samples), 'text');
  if (args.output === undefined) await print(text);
  else await writeRenamed(args.output, text);
  const isKnown = samples.up?.every(({ value }) => value === 1) ?? false;
  return isKnown ? exitCodes.fine : exitCodes.failed;
}

/** Without a store there is no series at all: a file of an earlier export must not go on saying that all is well. */
async function storedMetrics(args: ExportArguments): Promise<MetricSamples> {
  const { store: flags, endpoint, profile, accounts, regions, attention, ofResources } = args;
  const { path } = await placeOfStore({ flags, endpoint, profile });
  if (path === undefined || !statsOf(path)) {
    complain('there is no store yet: start the dashboard, collect or check first.');
    return {};
  }
  const now = systemClock.now();
  return reading(path, (database) => {
    const reader = createStoreReader({ database, shapes: createRowShapes(() => now), toScope });
    const watched = storedPlaces(reader, { accounts, regions, now });
    if (watched.scopes.length === 0) complain('the store has no rows of these accounts and Regions.');
    const settings = attention;
    return readMetrics({ reader, watched, settings, now, ofResources, longestAgeOf: (id) => longestAgeOf(id, args) });
  });
}

/** node_exporter reads each file whose name ends in .prom, in the middle of writing as well. */
async function writeRenamed(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.new`;
  try {
    await writeFile(beside, text, { flag: 'wx', mode: 0o644 });
    await chmod(beside, 0o644);
    await rename(beside, path);
  } catch (error) {
    // Where there is no such directory, there is no file to remove.
    await rm(beside, { force: true }).catch(() => {});
    throw new Error(
      `${path} cannot be written: ${whyNotWritten(error as NodeJS.ErrnoException, path, 'another name')}.`,
    );
  }
}
