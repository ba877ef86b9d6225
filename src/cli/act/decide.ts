// `vaultop finding acknowledge …`, `vaultop finding mute …`, `vaultop mute lift …`: recorded in the store and in the
// config file of this machine. Nothing is changed in AWS.
import { lineRowsOfAll } from '../../domain/attention/findings/finding-groups.ts';
import { type LineRow, lineOf } from '../../domain/attention/findings/line-row.ts';
import { muteRows } from '../../domain/attention/lists/mute-rows.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import { acknowledgementsIn } from '../../engine/store/acknowledgements.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import { sanitize } from '../../lib/text/text.ts';
import type { AnyContext } from '../../resources/action.ts';
import { dangerOf } from '../../resources/confirmation.ts';
import { attentionSources, coverageSources } from '../../resources/derived/derived.ts';
import { decide } from '../../runtime/attention/decide.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import type { ProgramSettings } from '../config/settings.ts';
import { createMuteKeeper } from '../dashboard/view-keeper.ts';
import { evaluateResponses } from '../evaluation/evaluate-responses.ts';
import { requestLists } from '../evaluation/request-lists.ts';
import { authorOf } from '../options/author.ts';
import { UsageError } from '../options/options.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print } from '../output/output.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { type Opened, withStore } from '../with-store.ts';
import type { ActArguments } from './arguments.ts';
import { consents } from './consent.ts';
import { checkFields } from './prepare.ts';

export interface DecideProgram {
  readonly settings: ProgramSettings;
  readonly environment: LaunchEnvironment;
  readonly log: Log;
}

/** A list without a response after this time is left out: its findings cannot be acknowledged now. */
const patienceMs = 120_000;

export async function decideOn(args: ActArguments, program: DecideProgram): Promise<number> {
  const { verb, targets, where, store: flags } = args;
  // A mute needs no finding that is present.
  if (verb.action === 'mute')
    return carryOut(
      args,
      targets.map((word) => verb.target?.row?.(word) ?? {}),
      program,
    );
  return withStore({ where, store: flags, ...program }, async (opened) => {
    const rows =
      verb.action === 'lift' ? await liftedRows(args, opened, program) : await findingRows(args, opened, program);
    return carryOut(args, rows, { ...program, store: opened.store });
  });
}

async function liftedRows(
  { targets }: ActArguments,
  { store }: Opened,
  { settings }: DecideProgram,
): Promise<readonly object[]> {
  const { reader } = await store.opened();
  const rows = muteRows(acknowledgementsIn(reader), attentionSettings(settings.config).mutes, systemClock.now());
  return targets.flatMap((word) => {
    const found = rows.filter(({ id, name }) => id === word || name === word);
    if (found.length === 0)
      throw new UsageError(`nothing named "${sanitize(word)}" is muted or acknowledged; vaultop get mutes lists all.`);
    return found;
  });
}

async function findingRows(
  { targets }: ActArguments,
  { world, store }: Opened,
  { settings }: DecideProgram,
): Promise<readonly LineRow[]> {
  const attention = attentionSettings(settings.config);
  const lists = attention.coverage ? [...attentionSources, ...coverageSources] : attentionSources;
  const requested = await requestLists({ world, clock: systemClock, store, lists, without: [], timeoutMs: patienceMs });
  const { places } = await evaluateResponses(requested, { store, settings: attention });
  const rows = lineRowsOfAll(places.flatMap((one) => one.rows('attention').rows as readonly LineRow[]));
  const present = rows.filter(({ muted }) => !muted);
  return targets.flatMap((word) => {
    const found = present.filter((row) => lineOf(row, requested.data.now).id === word || row.subject === word);
    if (found.length === 0)
      throw new UsageError(`there is no finding "${sanitize(word)}"; vaultop get attention lists all.`);
    return found;
  });
}

async function carryOut(
  args: ActArguments,
  rows: readonly object[],
  { settings, store }: Pick<DecideProgram, 'settings'> & { readonly store?: ProgramStore },
): Promise<number> {
  const { action, dryRun, yes, values, confirm } = args;
  const scope = { accountId: '', region: '', connection: '' };
  const context = (row: object): AnyContext => ({
    row,
    scope,
    facts: undefined,
    values,
    now: systemClock.now(),
    token: '',
    known: () => [],
  });
  const contexts = rows.map(context);
  for (const one of contexts) checkFields(args, one);
  const [first] = contexts;
  if (!first) return exitCodes.fine;
  const lines = [
    ...(action.warnings?.(first) ?? []),
    ...contexts.map((one) => action.change?.(one)?.after ?? action.subject?.(one.row, one.now) ?? ''),
  ].map((text) => text.split('\n').map(sanitize).join('\n'));
  if (dryRun) return print(`${lines.join('\n')}\n`);
  if (!(await consents({ lines, yes, confirm, danger: dangerOf(action, first), expected: 'y' })))
    return exitCodes.failed;
  const decisions = contexts.flatMap((one) => action.decision?.(one) ?? []);
  const [text] = await decide(decisions, {
    acknowledgements: store?.acknowledgements,
    mutes: createMuteKeeper(settings.path, async () => {}),
    now: systemClock.now,
    ...authorOf(),
  });
  return print(`${text}\n`);
}
