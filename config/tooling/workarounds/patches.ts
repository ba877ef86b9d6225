import { httpHandler } from './http-handler.ts';
import { inkFrameCost } from './ink-frame-cost.ts';
import { inkTableModule } from './ink-table-module.ts';
import type { PackagePatch } from './package-patch.ts';
import { sharedGraphemes } from './text-tables.ts';
import { yogaStart } from './yoga-start.ts';

/** Patches of the packages in the bundle. */
export const patches: readonly PackagePatch[] = [
  inkTableModule,
  inkFrameCost,
  yogaStart,
  httpHandler,
  ...sharedGraphemes,
];
