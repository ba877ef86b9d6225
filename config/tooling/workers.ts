/** The threads of the program, by the name of their bundles. */
export const workers: Readonly<Record<string, string>> = {
  'emulator-worker': 'src/emulator/worker.ts',
  'query-worker': 'src/store/query/thread/query-worker.ts',
  'engine-worker': 'src/cli/dashboard/engine/engine-worker.ts',
  'check-worker': 'src/store/file/check-worker.ts',
};
