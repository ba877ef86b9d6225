// The environment of a command that a test runs in its own process: no thread is started, and no call waits for a rate.
import type { LaunchEnvironment } from '../../src/cli/subcommands.ts';

const none = new URL('file:///none');

export const environment: LaunchEnvironment = {
  emulatorWorker: none,
  engineWorker: none,
  checkWorker: none,
  queryWorker: none,
  rates: 'unlimited',
};
