// The lists that AWS does not give, such as attention and protection: everything that they are made of is asked for once,
// and their rows are those of the screen.
import { unansweredLists } from '../../app/answers.ts';
import { createAttentionView } from '../../app/attention/attention-view.ts';
import { unansweredSentences } from '../../app/attention/unanswered.ts';
import { type Row, searchText, sortRows } from '../../app/rows.ts';
import { everywhere } from '../../app/watching.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import { askLists } from '../ask-lists.ts';
import type { World } from '../world.ts';
import type { GetArguments } from './arguments.ts';
import { createMatches } from './matches.ts';
import type { Pipe } from './pipe.ts';
import { createWriter, textFor } from './writers.ts';

/** A list that has not been answered by then is named as such. */
const patienceMs = 120_000;

export interface DerivedOptions {
  readonly args: GetArguments;
  readonly world: Pick<World, 'aws' | 'place'>;
  readonly pipe: Pick<Pipe, 'write'>;
  readonly clock: Clock;
  /** Where answers are kept. */
  readonly store?: ProgramStore | undefined;
  readonly attention: AttentionSettings;
  readonly width: number | undefined;
}

/** What is not known, in sentences; the rows are made of the rest. */
export async function writeDerived(options: DerivedOptions): Promise<string[]> {
  const { args, world, pipe, clock, store, attention, width } = options;
  const { data, questions, place } = await askLists({ world, clock, store, without: [], timeoutMs: patienceMs });
  const { resource, filter, sort = resource.sort, limit } = args;
  const { now, accounts } = data;
  const view = createAttentionView(attention);
  const entries = everywhere(resource.id, data).flatMap((question): [string, Row][] => [
    ...view.snapshot(question, data).rows,
  ]);
  const matches = createMatches(filter);
  const wanted = entries.filter(([, row]) => matches(() => searchText(resource, row, now, accounts)));
  const writer = createWriter(args, textFor(args.format, pipe.write), { now, width, accounts });
  for (const [key, row] of sortRows(wanted, resource, sort, now, accounts).slice(0, limit)) await writer.row(key, row);
  await writer.end();
  return unansweredSentences(data, unansweredLists(questions, data), place);
}
