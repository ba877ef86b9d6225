// The engine and the screen's side in one thread, for commands that end by themselves. The live screen, whose engine
// has a thread of its own, does not load this module.
import { createEngine } from '../engine/create-engine.ts';
import { createScreen } from './create-screen.ts';
import type { Runtime } from './runtime.ts';
import type { RuntimeOptions } from './runtime-options.ts';

export const createRuntime = (options: RuntimeOptions): Runtime => createScreen(createEngine(options), options);
