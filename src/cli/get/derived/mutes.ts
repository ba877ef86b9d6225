// Acknowledgements and mutes, from the store and from the config file: nobody signs in, and nothing is sent to AWS.
import type { ListRow } from '../../../app/list/rows.ts';
import { muteRows } from '../../../domain/attention/lists/mute-rows.ts';
import type { AttentionSettings } from '../../../domain/attention/settings.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { acknowledgementsIn } from '../../../engine/store/acknowledgements.ts';
import { sortRows } from '../../../runtime/lists/list-of-rows.ts';
import type { GetArguments } from '../arguments.ts';
import { createMatches } from '../matches.ts';
import type { Pipe } from '../pipe.ts';
import { createWriter, textFor } from '../writers.ts';

export interface MutesOptions {
  readonly args: GetArguments;
  readonly pipe: Pick<Pipe, 'write'>;
  readonly store: ProgramStore;
  readonly attention: AttentionSettings;
  readonly width: number | undefined;
  /** Epoch ms. */
  readonly now: number;
}

export async function writeMutes({ args, pipe, store, attention, width, now }: MutesOptions): Promise<void> {
  const { resource, sort = resource.sort, limit, format } = args;
  const { reader } = await store.opened();
  const accounts = new Map<string, string>();
  const from = { now: () => now, accounts: () => accounts };
  const { passes } = createMatches(args, from);
  const rows = muteRows(acknowledgementsIn(reader), attention.mutes, now)
    .map((row): [string, ListRow] => [resource.key(row), row])
    .filter(([, row]) => passes(row));
  const writer = createWriter(args, textFor(format, pipe.write), { now, width, accounts });
  for (const [key, row] of sortRows(rows, { resource, sort, ...from }).slice(0, limit)) await writer.row(key, row);
  await writer.end();
}
