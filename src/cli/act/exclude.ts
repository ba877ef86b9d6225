// `vaultop resource exclude …`: an entry of the config file. Nobody signs in, and nothing is sent to AWS.
import { parseArn } from '../../domain/arn.ts';
import { systemClock } from '../../lib/clock.ts';
import { sanitize } from '../../lib/text/text.ts';
import type { AnyContext, NewExclusion } from '../../resources/action.ts';
import { createExcluder } from '../dashboard/view-keeper.ts';
import { UsageError } from '../options/options.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print } from '../output/output.ts';
import type { ActArguments } from './arguments.ts';
import { consents } from './consent.ts';
import { checkFields } from './prepare.ts';

/** `path`: of the config file. Comments and order of the file stay. */
export async function exclude(args: ActArguments, path: string): Promise<number> {
  const { action, dryRun, yes, targets } = args;
  const contexts = targets.map((word) => contextOf(args, word));
  for (const context of contexts) checkFields(args, context);
  const entries = contexts.flatMap((context): NewExclusion[] => (action.exclusion ? [action.exclusion(context)] : []));
  const [first] = contexts;
  const lines = [
    ...(first ? (action.warnings?.(first) ?? []) : []),
    ...contexts.map((context) => action.change?.(context)?.after ?? ''),
  ].map((text) => text.split('\n').map(sanitize).join('\n'));
  if (dryRun) return print(`${lines.join('\n')}\n`);
  if (!(await consents({ lines, yes, danger: 'confirm', expected: 'y' }))) return exitCodes.failed;
  const written = await createExcluder(path, async () => {})(entries);
  return print(`${entries.length === 1 ? 'One exclusion' : `${entries.length} exclusions`} added to ${written}.\n`);
}

function contextOf({ verb, values }: ActArguments, word: string): AnyContext {
  if (!parseArn(word)) throw new UsageError(`"${sanitize(word)}" is no ARN.`);
  const scope = { accountId: '', region: '', connection: '' };
  const row = { ...verb.target?.row?.(word), scope };
  return { row, scope, facts: undefined, values, now: systemClock.now(), token: '', known: () => [] };
}
