// One store follows another: which is the present one, and when the others are closed.
import { expect, test } from 'vitest';
import { createStoreSuccession } from '../../src/engine/store/store-succession.ts';
import type { OpenStore } from '../../src/store/file/open-store.ts';

function open() {
  const log: string[] = [];
  let opened = 0;
  const store = (path: string): OpenStore => {
    let isOpen = true;
    const close = () => {
      isOpen = false;
      log.push(`close ${path}`);
    };
    const database = {
      get isOpen() {
        return isOpen;
      },
    };
    return { path, database, close } as unknown as OpenStore;
  };
  let refusal: unknown;
  const stores = createStoreSuccession({
    open() {
      opened += 1;
      return store(`file ${opened}`);
    },
    openTemporary() {
      if (refusal) throw refusal;
      return store('temporary');
    },
    left: () => log.push('left'),
  });
  return {
    stores,
    log,
    refuse(error: unknown) {
      refusal = error;
    },
  };
}

test('the replaced store stays open until work that began with it has ended', () => {
  const { stores, log } = open();
  expect(stores.moveToTemporary()).toBe(true);
  expect([stores.present().path, log]).toEqual(['temporary', ['left']]);
  stores.closeRetired();
  stores.closeAll();
  expect(log).toEqual(['left', 'close file 1', 'close temporary']);
});

test('without space for a temporary store the present one stays', () => {
  const { stores, log, refuse } = open();
  refuse(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  expect(stores.moveToTemporary()).toBe(false);
  expect([stores.present().path, log]).toEqual(['file 1', []]);
});

test('a programming error is thrown', () => {
  const { stores, refuse } = open();
  refuse(new TypeError('path is undefined'));
  expect(() => stores.moveToTemporary()).toThrow('path is undefined');
});

test('a file that was replaced is closed before it is opened again, and once', () => {
  const { stores, log } = open();
  stores.leave();
  expect(log).toEqual(['left', 'close file 1']);
  stores.reopen();
  expect(stores.present().path).toBe('file 2');
  stores.closeAll();
  expect(log).toEqual(['left', 'close file 1', 'close file 2']);
});
