// The engine's thread while an extract is open: its store, and an engine that knows no AWS.
import { evaluatePast } from '../../../engine/extract/evaluate-past.ts';
import { createExtractEngine } from '../../../engine/extract/extract-engine.ts';
import { openThreadStore } from '../../../engine/store/thread-store.ts';
import { hostEngine } from '../../../engine/thread/engine-host.ts';
import { systemClock } from '../../../lib/clock.ts';
import { errorMessage } from '../../../lib/error-message.ts';
import { sanitize } from '../../../lib/text/text.ts';
import { openCopy } from '../../../store/extract/open-copy.ts';
import type { EngineStart } from './engine-start.ts';
import type { EngineThreadSide } from './open-engine.ts';

export async function openExtractEngine(
  { store: { place, limits } }: EngineStart,
  { path, scopes, listsFrom, to, attention }: NonNullable<EngineStart['extract']>,
  { post, opened, ended }: EngineThreadSide,
): Promise<void> {
  try {
    // Before that no list has rows that findings could follow from.
    evaluatePast({ path, scopes, from: listsFrom, to, settings: attention });
  } catch (error) {
    // The rows can be shown without them.
    const text = `Findings before the end of the extract are not known: ${errorMessage(error)}`;
    post({ type: 'store', news: { type: 'notices', notices: [sanitize(text)] } });
  }
  const now = () => to;
  const store = openThreadStore({ place, limits, now, clock: systemClock, post, open: () => openCopy(path) });
  const { reader } = await store.store.opened();
  const engine = createExtractEngine({ scopes, clock: systemClock, now: to, reader: () => reader });
  opened(
    hostEngine({
      port: { post },
      engine,
      clock: systemClock,
      // The time of an extract stands still.
      speed: () => 0,
      storeCommand: store.command,
      written: store.position,
      mfaCode() {},
      async close() {
        store.close();
        ended();
      },
    }),
  );
  post({ type: 'ready' });
}
