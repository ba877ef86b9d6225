// `vaultop check`: asks everything that the attention list needs, once, and tells by exit code what it found.
import { ratesOnce } from '../../../config/budgets.ts';
import { problemWord } from '../../app/region-state.ts';
import { attentionQuestions, overviewQuestions } from '../../app/watching.ts';
import { isOpen } from '../../aws/errors.ts';
import { severities } from '../../domain/attention/item.ts';
import { type Clock, systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { loadSettings, type Settings } from '../config/settings.ts';
import { UsageError } from '../options.ts';
import type { Environment } from '../subcommands.ts';
import { openWorld, type World } from '../world.ts';
import { type CheckArguments, readCheckArguments } from './arguments.ts';
import { formatReport, type Report, stateOf } from './report.ts';

export { help } from './help.ts';

/** Nagios's UNKNOWN: a wrong flag must not look like a warning. */
const unknown = 3;

export async function run(words: readonly string[], environment: Environment, log: Log): Promise<number> {
  try {
    const settings = await loadSettings(words, log);
    const args = readCheckArguments(words, settings);
    return await check(args, settings, await openWorld(args, environment, log, { rates: ratesOnce }));
  } catch (error) {
    log.error('check failed', { error });
    process.stderr.write(`vaultop check: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`Try 'vaultop check --help'.\n`);
    return unknown;
  }
}

async function check(args: CheckArguments, { config }: Settings, world: World): Promise<number> {
  const runtime = createRuntime({
    ...{ ...world.place, aws: world.aws, clock: systemClock },
    ...(world.origin ? { origin: world.origin } : {}),
    attention: attentionSettings(config),
    cloudWatch: false,
    size: { columns: 120, rows: 40 },
    copy: () => {},
    repaint: () => {},
    quit: () => {},
  });
  runtime.start();
  try {
    await settled(runtime, systemClock, args.timeoutMs);
    const report = reportOf(runtime, args);
    await write(formatReport(report, args.format));
    return stateOf(report);
  } finally {
    runtime.stop();
    await world.close();
  }
}

function settled(runtime: Runtime, clock: Clock, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimeout(done, timeoutMs);
    const unsubscribe = runtime.subscribe(() => isSettled(runtime) && done());
    function done() {
      cancel();
      unsubscribe();
      resolve();
    }
  });
}

function isSettled(runtime: Runtime): boolean {
  const { data } = runtime.view();
  if (data.connections.some(({ identity, problem }) => !identity && (!problem || isOpen(problem)))) return false;
  if (data.scopes.length === 0) return data.identityProblem !== undefined;
  return questionsOf(runtime).every((question) => {
    const snapshot = data.snapshot(question);
    return snapshot?.loadedAt !== undefined || snapshot?.failure !== undefined;
  });
}

function questionsOf(runtime: Runtime) {
  const { data } = runtime.view();
  return [...overviewQuestions(data), ...attentionQuestions(data)];
}

function reportOf(runtime: Runtime, { from }: CheckArguments): Report {
  const { data, attention } = runtime.view();
  const { items, muted } = attention(data);
  const told = severities.slice(0, severities.indexOf(from) + 1);
  return {
    at: data.now,
    items: items.filter(({ severity }) => told.includes(severity)),
    muted: muted.length,
    unanswered: unansweredIn(runtime),
  };
}

/** One sentence for each list and reason, with the places. */
function unansweredIn(runtime: Runtime): string[] {
  const { data } = runtime.view();
  if (data.scopes.length === 0) return [data.identityProblem?.message ?? 'AWS did not say who we are in time'];
  const strangers = data.connections.flatMap(({ label, problem }) => (problem ? `${label}: ${problem.message}` : []));
  const places = new Map<string, string[]>();
  for (const question of questionsOf(runtime)) {
    const snapshot = data.snapshot(question);
    if (snapshot?.loadedAt !== undefined && !snapshot.failure) continue;
    // Not every Region has everything: what is not there needs no answer.
    if (snapshot?.failure?.problem.kind === 'not-offered') continue;
    const { accountId, region } = question.scope;
    const why = snapshot?.failure ? problemWord(snapshot.failure.problem) : 'no answer in time';
    const about = `${question.resource}: ${why}`;
    places.set(about, [...(places.get(about) ?? []), `${accountId}/${region}`]);
  }
  return [...strangers, ...[...places].map(([about, where]) => `${about} in ${where.join(', ')}`)];
}

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
