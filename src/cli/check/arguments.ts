import type { Severity } from '../../domain/attention/findings/severity.ts';
import { severities } from '../../domain/attention/findings/severity.ts';
import { attentionSources } from '../../resources/derived/derived.ts';
import { resourceByName } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import {
  checkedChoice,
  checkedMemory,
  checkedNumber,
  type Options,
  parseOptions,
  suggestion,
  UsageError,
} from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';

export const formats = ['text', 'json', 'nagios'] as const;
export type CheckFormat = (typeof formats)[number];

export interface CheckArguments extends Where {
  readonly format: CheckFormat;
  /** The lowest severity that is printed and that affects the exit code. */
  readonly from: Severity;
  readonly timeoutMs: number;
  /** Coverage by backup plans is evaluated, too. */
  readonly coverage: boolean;
  /** Access points are judged, too. */
  readonly accessPoints: boolean;
  /** Lists that are not requested, and from which nothing is concluded. */
  readonly without: readonly ResourceId[];
  /** The location of the store. */
  readonly store: StoreFlags;
  /** Only findings of which the reader of this name was not notified before. */
  readonly newFor?: string;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  output: { type: 'string', short: 'o' },
  /** The earlier name of `output`. */
  format: { type: 'string' },
  json: { type: 'boolean' },
  from: { type: 'string' },
  timeout: { type: 'string' },
  with: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  'new-only': { type: 'boolean' },
  memory: { type: 'string' },
} as const satisfies Options;

/**
 * Nagios ends a check after 60 s, and its result is then unknown.
 * https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/configmain.html#service_check_timeout
 */
export const defaultTimeoutSeconds = 50;

export function readCheckArguments(
  words: readonly string[],
  { chosen, bans, config }: Partial<Pick<ProgramSettings, 'chosen' | 'bans' | 'config'>> = {},
): CheckArguments {
  const values = fillFlags(parseOptions(words, options), { chosen, bans }, process.env);
  const format = readOutput(values, formats, 'text');
  const { from = 'notice', timeout = String(defaultTimeoutSeconds), without = [] } = values;
  const judged = judgedBesides(values.with ?? []);
  if (values.memory !== undefined && !values['new-only']) throw new UsageError('--memory requires --new-only.');
  return {
    ...readWhere(values),
    format,
    from: checkedChoice('--from', from, severities),
    store: readStoreFlags(values),
    ...(values['new-only'] ? { newFor: checkedMemory(values.memory ?? 'check') } : {}),
    coverage: judged.includes('coverage') || config?.coverage === true,
    accessPoints: judged.includes('access-points'),
    timeoutMs: checkedNumber('--timeout', timeout, { least: 1, most: 3_600 }) * 1_000,
    without: [
      ...new Set(
        without
          .flatMap((text) => text.split(','))
          .filter(Boolean)
          .map(checkedList),
      ),
    ],
  };
}

/** What is judged only on request. */
export const besides = ['coverage', 'access-points'] as const;

function judgedBesides(names: readonly string[]): readonly (typeof besides)[number][] {
  return names
    .flatMap((text) => text.split(','))
    .filter(Boolean)
    .map((name) => {
      const found = besides.find((one) => one === name);
      if (found === undefined) throw new UsageError(`--with takes ${besides.join(', ')}; not "${name}".`);
      return found;
    });
}

function checkedList(name: string): ResourceId {
  const id = resourceByName(name)?.id;
  if (id !== undefined && attentionSources.includes(id)) return id;
  throw new UsageError(
    `--without takes the lists that check requests, ${attentionSources.join(', ')}; not "${name}".${suggestion(name, attentionSources)}`,
  );
}
