// The contexts of the config file, to be switched to while running.
import type { Aws } from '../../aws/aws.ts';
import type { StartingPlace } from '../../runtime/access/access.ts';
import { readWhere } from '../where.ts';
import { findPlace } from '../world.ts';
import { fillFlags, type Settings } from './settings.ts';

/** A context is taken as it stands in the file: the flags were for the place that the run began with. */
export function contextsOf({ config }: Pick<Settings, 'config'>, aws: Aws): NonNullable<StartingPlace['contexts']> {
  const contexts = config.contexts ?? {};
  return {
    names: Object.keys(contexts),
    async open(name) {
      const context = contexts[name] ?? {};
      return findPlace(readWhere(fillFlags({}, { name, from: 'flag', context }, process.env)), aws);
    },
  };
}
