// The suite as `npm run mutants` runs it: with one change of a source, or with probes in all sources.
import { defineConfig, mergeConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from '../../config/tooling/vitest.config.ts';
import { cacheFolder } from './coverage/coverage-map.ts';
import { leftOut } from './coverage/test-files.ts';
import { runReporter } from './run-report.ts';
import { changePlugin, probePlugin } from './source-plugins.ts';
import { orderOf } from './test-order.ts';

const order = orderOf(process.env);

class GivenOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => order.tests.findIndex((test) => moduleId.endsWith(`/${test}`));
    return files.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

/** Against a change: stops at the first test that fails, and soon where one hangs. */
const special = order.change
  ? {
      bail: 1,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      maxWorkers: 1,
      sequence: { sequencer: GivenOrder },
      reporters: [runReporter(order.report, order.limitMs)],
    }
  : { setupFiles: ['test/mutants/coverage/record-coverage.ts'], testTimeout: 900_000, hookTimeout: 900_000 };

const config = mergeConfig(
  base,
  defineConfig({
    plugins: [order.change ? changePlugin(order.change) : probePlugin()],
    test: {
      coverage: { enabled: false },
      isolate: false,
      fsModuleCachePath: `${cacheFolder}/${order.change ? 'modules' : 'probed'}`,
    },
  }),
);
config.test = {
  ...config.test,
  ...special,
  include: [...order.tests],
  exclude: [...leftOut],
  projects: undefined,
};
export default config;
