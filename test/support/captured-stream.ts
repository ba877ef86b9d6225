// Captures what is written to a stream of the process: like a stream, it calls back after each write.
import { type MockInstance, vi } from 'vitest';

type Written = (error?: Error | null) => void;

export function captureWrites(stream: NodeJS.WriteStream): MockInstance<NodeJS.WriteStream['write']> {
  return vi.spyOn(stream, 'write').mockImplementation((_chunk, encodingOrWritten?: unknown, written?: Written) => {
    const response = typeof encodingOrWritten === 'function' ? (encodingOrWritten as Written) : written;
    if (response) process.nextTick(response);
    return true;
  });
}
