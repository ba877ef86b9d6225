// Loaded into the program before its own code: throws where nothing of ours catches it, when a test asks for it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('SIGUSR2', () => {
    throw new Error('trouble was asked for');
  });
} else {
  const crash = join(process.env.HOME ?? '/', 'crash');
  setInterval(() => {
    if (existsSync(crash)) throw new Error('trouble in a thread');
  }, 50).unref();
}
