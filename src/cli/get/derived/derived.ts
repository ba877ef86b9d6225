// Derived lists, such as attention and protection: all source lists are requested once, and the rows are the same as on
// the screen.

import { unansweredSentences } from '../../../app/attention/unanswered.ts';
import type { ListRow } from '../../../app/list/rows.ts';
import { unansweredLists } from '../../../app/state/lists/responses.ts';
import { organizationAccounts } from '../../../app/state/places.ts';
import {
  type Acknowledgement,
  isListed,
  withAcknowledged,
  withoutFindingsOf,
} from '../../../domain/attention/findings/acknowledgement.ts';
import { lineRowsOfAll } from '../../../domain/attention/findings/finding-groups.ts';
import type { LineRow } from '../../../domain/attention/findings/line-row.ts';
import type { AttentionSettings } from '../../../domain/attention/settings.ts';
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { acknowledgementsIn } from '../../../engine/store/acknowledgements.ts';
import type { Clock } from '../../../lib/clock.ts';
import { attentionSources, isDerivedId } from '../../../resources/derived/derived.ts';
import { listedByParams } from '../../../resources/stored.ts';
import { sortRows } from '../../../runtime/lists/list-of-rows.ts';
import { membersOf } from '../../../runtime/lists/list-query-of.ts';
import { type Evaluated, evaluateResponses } from '../../evaluation/evaluate-responses.ts';
import { requestLists } from '../../evaluation/request-lists.ts';
import type { World } from '../../world.ts';
import type { GetArguments } from '../arguments.ts';
import { createMatches } from '../matches.ts';
import type { Pipe } from '../pipe.ts';
import { createWriter, textFor } from '../writers.ts';
import { totalsText } from './coverage-totals.ts';

/** A list without a response after this time is named in the output. */
const patienceMs = 120_000;

export interface DerivedOptions {
  readonly args: GetArguments;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly pipe: Pick<Pipe, 'write'>;
  readonly clock: Clock;
  /** Stores the responses. */
  readonly store: ProgramStore;
  readonly attention: AttentionSettings;
  /** ARNs of other identities of this user whose rows count, too. Absent: none. */
  readonly otherIdentities?: readonly string[] | undefined;
  readonly width: number | undefined;
}

/** Returns sentences about what is unknown; the rows are evaluated from the rest. */
export async function writeDerived(options: DerivedOptions): Promise<string[]> {
  const { args, world, pipe, clock, store, attention: settings, width } = options;
  const requested = await requestLists({
    world,
    clock,
    store,
    lists: args.resource.derivedFrom ?? attentionSources,
    without: [],
    timeoutMs: patienceMs,
  });
  const { id } = args.resource;
  const evaluated = await evaluateResponses(requested, {
    store,
    settings,
    lists: isDerivedId(id) ? [id] : [],
    otherIdentities: options.otherIdentities,
  });
  const { data, requests, place } = requested;
  const { resource, sort = resource.sort, limit } = args;
  const { now, accounts } = data;
  const from = { now: () => now, accounts: () => accounts };
  const { passes } = createMatches(args, from);
  const isListed = listedByParams(resource.stored ?? {}, args.params);
  const acknowledgements = acknowledgementsIn((await store.opened()).reader);
  const wanted = rowsIn(args, { ...evaluated, acknowledgements })
    .map((row): [string, ListRow] => [resource.key(row), row])
    .filter(([, row]) => passes(row) && (isListed?.(row) ?? true));
  const problems = [...unansweredSentences(data, unansweredLists(requests, data), place), ...evaluated.problems];
  if (args.totals) {
    const rows = wanted.map(([, row]) => row as CoverageRow);
    const write = textFor(args.format, pipe.write);
    await write(
      totalsText(rows, {
        ...args,
        grouping: args.totals,
        accounts,
        now,
        organizationAccounts: organizationAccounts(data),
      }),
    );
    return problems;
  }
  const writer = createWriter(args, textFor(args.format, pipe.write), {
    now,
    width,
    accounts,
  });
  for (const [key, row] of sortRows(wanted, { resource, sort, ...from }).slice(0, limit)) await writer.row(key, row);
  await writer.end();
  return problems;
}

/** The rows that the list shows on the screen; for attention, single findings unless groups are requested. */
function rowsIn(
  { resource, isGrouped, params }: Pick<GetArguments, 'resource' | 'isGrouped' | 'params'>,
  {
    places: own,
    collected,
    accounts,
    acknowledgements,
  }: Evaluated & { readonly acknowledgements: readonly Acknowledgement[] },
): readonly ListRow[] {
  const places = [...own, ...collected];
  const { id, stored } = resource;
  if (!isDerivedId(id)) return [];
  if (id === 'accounts') return accounts();
  if (id === 'attention') {
    const listed = places.flatMap(
      (one): readonly LineRow[] => one.rows(isGrouped ? 'attention' : 'findings').rows as readonly LineRow[],
    );
    const lines = withAcknowledged(lineRowsOfAll(listed), acknowledgements);
    return isGrouped ? lines.filter(isListed) : withoutFindingsOf(listed, lines);
  }
  const shown = Object.entries({ ...stored?.listed, ...(stored ? membersOf(stored, params) : {}) });
  return places
    .flatMap((one): readonly ListRow[] => one.rows(id).rows)
    .filter((row) => shown.every(([member, value]) => row[member] === value));
}
