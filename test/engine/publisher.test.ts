// The notes of the engine: only changes, the state before any note about it, and many changes in one.
import { expect, test } from 'vitest';
import type { EngineNote, EngineState } from '../../src/engine/protocol.ts';
import { createPublisher } from '../../src/engine/publisher.ts';
import { createFakeClock } from '../support/fake-clock.ts';

type Answers = Extract<EngineNote, { type: 'changed' }>['responses'];

function open() {
  const clock = createFakeClock();
  const notes: EngineNote[] = [];
  let state: EngineState = {
    access: { regions: ['eu-west-1'] } as unknown as EngineState['access'],
    place: { connections: [], regions: ['eu-west-1'], queues: [] },
    reach: new Map(),
    identities: new Map(),
    runs: new Map(),
    marks: new Map(),
    writeUntil: undefined,
    cloudWatch: true,
    callsPerMinute: 0,
    feed: undefined,
    events: undefined,
  };
  let responses: Answers = new Map();
  let published = 0;
  const publisher = createPublisher({
    clock,
    state: () => state,
    takeChanged() {
      const taken = responses;
      responses = new Map();
      return taken;
    },
    published() {
      published += 1;
    },
  });
  publisher.subscribe((note) => notes.push(note));
  return {
    clock,
    publisher,
    published: () => published,
    set: (parts: Partial<EngineState>) => {
      state = { ...state, ...parts };
    },
    response: (key: string) => {
      responses = new Map([...responses, [key, { version: 1 }]]);
    },
    /** Those since the last call. */
    notes: () => notes.splice(0),
  };
}

test('the first note is about the whole state, and each later one about what is another', () => {
  const { publisher, set, notes } = open();
  expect(notes()).toMatchObject([{ type: 'changed', state: { cloudWatch: true, callsPerMinute: 0 }, isNews: false }]);
  publisher.publish(false);
  expect(notes()).toEqual([]);
  set({ callsPerMinute: 7 });
  publisher.publish(false);
  expect(notes()).toEqual([{ type: 'changed', state: { callsPerMinute: 7 }, responses: new Map(), isNews: false }]);
});

test('changes in a row are one note, in the next turn', async () => {
  const { clock, publisher, set, response, notes, published } = open();
  notes();
  for (const regions of [['a'], ['b'], ['c']]) {
    set({ access: { regions } as unknown as EngineState['access'] });
    publisher.soon();
  }
  response('list vaults');
  expect(notes()).toEqual([]);
  await clock.advance(0);
  const [note, ...more] = notes();
  expect(more).toEqual([]);
  expect(note).toMatchObject({ type: 'changed', state: { access: { regions: ['c'] } }, isNews: true });
  expect(note?.type === 'changed' && [...note.responses.keys()]).toEqual(['list vaults']);
  expect(published()).toBe(1);
});

test('what is said of the state comes after the state, and takes along what was to come soon', async () => {
  const { clock, publisher, set, notes, published } = open();
  notes();
  set({ cloudWatch: false });
  publisher.soon();
  publisher.emit({ type: 'notice', text: 'Context lab', tone: 'good' });
  expect(notes()).toEqual([
    { type: 'changed', state: { cloudWatch: false }, responses: new Map(), isNews: true },
    { type: 'notice', text: 'Context lab', tone: 'good' },
  ]);
  await clock.advance(1_000);
  expect([notes(), published()]).toEqual([[], 1]);
});

test('after the end nothing is sent', async () => {
  const { clock, publisher, set, notes } = open();
  notes();
  set({ cloudWatch: false });
  publisher.soon();
  publisher.stop();
  publisher.emit({ type: 'placeLeft' });
  publisher.publish(true);
  await clock.advance(1_000);
  expect([notes(), clock.pending()]).toEqual([[], 0]);
});
