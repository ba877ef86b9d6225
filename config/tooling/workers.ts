/** What runs in threads of its own, by the name of its bundle. */
export const workers: Readonly<Record<string, string>> = {
  'emulator-worker': 'src/emulator/worker.ts',
  'query-worker': 'src/store/query/query-worker.ts',
  'engine-worker': 'src/cli/dashboard/engine/engine-worker.ts',
  'check-worker': 'src/store/file/check-worker.ts',
};
