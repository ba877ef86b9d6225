// `vaultop vault create …`, `vaultop job stop …`: the actions of the screen as subcommands.
import type { RunTarget } from '../../app/forms/run.ts';
import { madeBy, startedId, startedText } from '../../app/forms/started.ts';
import type { CliPlace } from '../../domain/cli-line.ts';
import type { Scope } from '../../domain/scope.ts';
import { runAction } from '../../engine/actions/run-action.ts';
import { createActionLog } from '../../journal/action-log.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { shellQuote } from '../../lib/text/shell.ts';
import { sanitize } from '../../lib/text/text.ts';
import { type AnyAction, type AnyContext, makesText } from '../../resources/action.ts';
import { commandsFor } from '../../resources/action-commands.ts';
import { confirmationOf, effectsOf } from '../../resources/confirmation.ts';
import { toDocument } from '../../resources/document.ts';
import { resources } from '../../resources/index.ts';
import { loadSettings } from '../config/settings.ts';
import { UsageError } from '../options/options.ts';
import { stateFile } from '../options/places.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print, printError } from '../output/output.ts';
import type { LaunchEnvironment, Program } from '../subcommands.ts';
import { openWorld } from '../world.ts';
import { type ActArguments, readActArguments } from './arguments.ts';
import { consents } from './consent.ts';
import { exclude } from './exclude.ts';
import { helpOf, helpTopicsOf } from './help.ts';
import { listOfNoun } from './nouns.ts';
import { prepare, type Session } from './prepare.ts';
import { openSession } from './session.ts';
import { awaitStarted, worstOf } from './wait-for-jobs.ts';

export const programOf = (noun: string): Program => ({
  help: () => helpOf(noun),
  helpTopics: () => helpTopicsOf(noun),
  async run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
    const [verb, ...rest] = words;
    const list = listOfNoun[noun];
    if (verb === 'list' && list) return (await import('../get/get.ts')).run([list, ...rest], environment, log);
    const settings = await loadSettings(words, log);
    const args = readActArguments(noun, words, settings);
    const { action, where, dryRun } = args;
    if (action.exclusion) return exclude(args, settings.path);
    if (action.decision) return (await import('./decide.ts')).decideOn(args, { settings, environment, log });
    if (!makesText(action) && !dryRun && !where.write)
      throw new UsageError('this command changes AWS: add --write, or --dry-run to print the AWS CLI commands.');
    const world = await openWorld(where, { environment, log });
    try {
      return await act(args, await openSession(world));
    } finally {
      await world.close();
    }
  },
});

async function act(args: ActArguments, session: Session): Promise<number> {
  const { action, dryRun, yes, confirm } = args;
  const contexts = await prepare(args, session);
  const [first] = contexts;
  if (!first) return exitCodes.fine;
  if (action.output) return print(action.output(first).text);
  if (dryRun || action.command)
    return print(
      commandsIn(action, contexts, session)
        .map((command) => `${command}\n`)
        .join(''),
    );
  const confirmation = confirmationOf(action, contexts, labelsOf(args, contexts));
  const isAgreed = await consents({ ...confirmation, yes, confirm, lines: linesOf(args, contexts, session) });
  if (!isAgreed) return exitCodes.failed;
  return carryOut(args, contexts, session);
}

/** What the review on the screen says, with the commands that are the same. */
function linesOf(args: ActArguments, contexts: readonly AnyContext[], session: Session): string[] {
  const { action } = args;
  const { warnings, undo } = effectsOf(action, contexts);
  const routes = contexts.flatMap((context) => action.route?.(context) ?? []);
  const subjects = contexts.flatMap(({ row, now }) => (row === undefined ? [] : (action.subject?.(row, now) ?? [])));
  return [
    `${action.title}: ${labelsOf(args, contexts).join(', ')}`,
    ...subjects,
    ...new Set(routes),
    `in ${session.scope.region} of account ${session.scope.accountId}`,
    ...undo,
    ...warnings,
    ...contexts.flatMap((context) => action.changes?.(context) ?? []).map(({ sign, text }) => `  ${sign} ${text}`),
    ...commandsIn(action, contexts, session).map((command) => `  ${command}`),
  ].map(sanitize);
}

const commandsIn = (action: AnyAction, contexts: readonly AnyContext[], session: Session): string[] =>
  contexts.flatMap((context) => commandsFor(action, { ...context, scope: session.scope }, placeIn(session)));

const placeIn =
  ({ aws }: Session) =>
  (scope: Scope): CliPlace => ({ region: scope.region, ...aws.reach(scope) });

const labelsOf = ({ verb }: ActArguments, contexts: readonly AnyContext[]): string[] =>
  contexts.map(({ row, values }) =>
    row === undefined
      ? String(values.name ?? `a new ${resources[verb.resource].title}`)
      : resources[verb.resource].label(row),
  );

async function carryOut(args: ActArguments, contexts: readonly AnyContext[], session: Session): Promise<number> {
  const { action, verb } = args;
  const labels = labelsOf(args, contexts);
  const jobs = contexts.map((context, index) => ({
    label: labels[index] ?? '',
    scope: session.scope,
    identity: session.identity,
    requests: action.requests(context),
  }));
  const targets = jobs.map(
    ({ label, scope }): RunTarget => ({ key: '', label, scope, outcome: 'waiting', responses: [] }),
  );
  const failure = await runAction({
    aws: session.aws,
    clock: systemClock,
    jobs,
    signal: session.signal,
    log: createActionLog(stateFile('actions.jsonl')),
    action: `${verb.resource} ${action.id}`,
    retries: action.retries,
    changed(index, news) {
      const target = targets[index];
      if (target) targets[index] = { ...target, ...news };
    },
  });
  if (failure !== undefined) printError(`${failure}\n`);
  reportStarted(action, targets);
  const ends = await awaitStarted(args, targets, session);
  const results = targets.map((target, index) => ({ ...toResult(target), ...ends[index]?.result }));
  await print(`${jsonText({ action: `${verb.resource} ${action.id}`, results }, 2)}\n`);
  const isDone = failure === undefined && targets.every(({ outcome }) => outcome === 'done');
  return isDone ? worstOf(ends.map(({ code }) => code)) : exitCodes.failed;
}

/** Printed beside the JSON result: AWS accepted the call, and the list of jobs shows how a job ends. */
function reportStarted(action: AnyAction, targets: readonly RunTarget[]): void {
  for (const target of targets) {
    const text = startedText(action, target);
    const id = startedId(action, target);
    const made = madeBy(action);
    const more = id === undefined ? '' : ` (vaultop get ${made?.resource} --${made?.param} ${shellQuote(id)})`;
    if (text !== undefined) printError(`${sanitize(`${text}${more}`)}\n`);
  }
}

const toResult = ({ label, scope, outcome, problem, responses }: RunTarget): object => ({
  target: label,
  account: scope.accountId,
  region: scope.region,
  outcome,
  responses: responses.map(toDocument),
  ...(problem ? { problem: { code: problem.code, message: problem.message, nextStep: problem.nextStep } } : {}),
});
