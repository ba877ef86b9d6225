// `vaultop doctor`: checks the program, this machine and the rights in AWS.
import { ratesOnce } from '../../../config/budgets.ts';
import { systemClock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { Log } from '../../lib/files/log.ts';
import { loadConfig } from '../config/load-config.ts';
import { loadSettings } from '../config/settings.ts';
import { inLocale } from '../options/in-locale.ts';
import { parseOptions, UsageError } from '../options/options.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print } from '../output/output.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { openWorld } from '../world.ts';
import { type DoctorArguments, options, readDoctorArguments } from './arguments.ts';
import { type AwsChecks, awsChecks } from './aws-checks.ts';
import { type CheckLine, line } from './check-line.ts';
import { configChecks, programChecks, storeChecks, terminalChecks } from './local-checks.ts';
import { networkChecks } from './network-checks.ts';
import { type DoctorReport, hasFailed, reportJson, reportText } from './report.ts';

export { help } from './help.ts';

export async function run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
  const config = await loadConfig(parseOptions(words, options), process.env);
  const isBroken = config.issues.some(({ severity }) => severity === 'error');
  // A config file with errors is a result, and all else is checked without it.
  const args = readDoctorArguments(words, isBroken ? {} : await loadSettings(words, log));
  const [store, network, aws] = await Promise.all([
    storeChecks(args),
    networkChecks(process.env, args.where.profiles[0]),
    checksOfAws(args, environment, log),
  ]);
  const clipboard = args.clipboard ? [await checkClipboard()] : [];
  const terminal = [...terminalChecks(process.env), ...clipboard];
  const local = [...programChecks(), ...terminal, ...configChecks(config), ...store, ...network];
  const report: DoctorReport = {
    at: systemClock.now(),
    lines: [...local, ...aws.lines],
    rights: aws.rights,
    places: aws.places,
  };
  await print(args.format === 'json' ? reportJson(report) : inLocale(reportText(report)));
  if (args.bundle !== undefined) {
    const { writeBundle } = await import('./bundle.ts');
    await writeBundle({ path: args.bundle, args, config, report, env: process.env });
  }
  return hasFailed(report) ? exitCodes.failed : exitCodes.fine;
}

async function checkClipboard(): Promise<CheckLine> {
  const { env, stdin, stdout } = process;
  const { clipboardCheck } = await import('./clipboard-check.ts');
  return clipboardCheck({ env, stdin, stdout, clock: systemClock });
}

/** Without a Region, or with a profile that is not there, nothing can be asked. */
async function checksOfAws(args: DoctorArguments, environment: LaunchEnvironment, log: Log): Promise<AwsChecks> {
  try {
    const world = await openWorld(args.where, { environment, log, rates: ratesOnce });
    try {
      return await awsChecks(world, args);
    } finally {
      await world.close();
    }
  } catch (error) {
    if (!(error instanceof UsageError)) log.error('doctor', { error });
    const text = errorMessage(error);
    return {
      lines: [line('credentials', 'sign-in', ['fail', text, 'Name a profile and a Region: --profile, --region.'])],
      rights: [],
      places: [],
    };
  }
}
