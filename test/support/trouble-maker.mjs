// Loaded into the program before its own code: throws uncaught errors when a test requests it.
import fs, { existsSync, unlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  if (process.env.NO_TIMERS) refuseTimers();
  if (process.env.DISK_FILLS) fillDisk();
  process.on('SIGUSR2', () => {
    // Leaving takes longer than its limit.
    if (process.env.BUSY_WHILE_LEAVING) setImmediate(beBusy, 900);
    throw new Error('trouble was asked for');
  });
} else {
  const crash = join(process.env.HOME ?? '/', 'crash');
  setInterval(() => {
    if (existsSync(crash)) throw new Error('trouble in a thread');
    if (workerData?.where || workerData?.isAhead) crashOnce();
  }, 50).unref();
}

function beBusy(ms) {
  const end = Date.now() + ms;
  while (Date.now() < end);
}

/** In the engine's thread only, once for each request. */
function crashOnce() {
  const crash = join(process.env.HOME ?? '/', 'engine-crash');
  if (!existsSync(crash)) return;
  unlinkSync(crash);
  throw new Error('trouble in the engine');
}

/** The only timer of five seconds is set when the screen has been drawn and its end is not awaited yet. */
function refuseTimers() {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (act, ms, ...rest) => {
    if (ms === 5_000) throw new Error('no timers today');
    return setTimeout(act, ms, ...rest);
  };
}

/** From SIGUSR1 on all disks are full. */
function fillDisk() {
  let full = false;
  process.on('SIGUSR1', () => {
    full = true;
  });
  const noSpace = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  for (const name of ['writeSync', 'writeFileSync', 'appendFileSync', 'mkdirSync']) {
    const real = fs[name];
    fs[name] = (...args) => {
      if (full) throw noSpace();
      return real(...args);
    };
  }
  for (const name of ['open', 'writeFile', 'appendFile', 'mkdir', 'rename']) {
    const real = fs.promises[name];
    fs.promises[name] = async (...args) => {
      if (full) throw noSpace();
      return real(...args);
    };
  }
  syncBuiltinESMExports();
}
