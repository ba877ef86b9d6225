// Hears the terminal's answers to status requests among the keys. It only listens: Ink reads the same input and lets
// answers fall that it did not ask for.
import { statusReply } from './flow-gate.ts';

export interface TextInput {
  on(event: 'data', listener: (chunk: string | Uint8Array) => void): unknown;
  off(event: 'data', listener: (chunk: string | Uint8Array) => void): unknown;
}

/**
 * Only for an input that somebody else reads already: a listener alone would start it and take the first keys.
 * Returns the way to stop.
 */
export function hearStatusReplies(input: TextInput, heard: () => void): () => void {
  // A reply may arrive in two reads.
  let tail = '';
  const listen = (chunk: string | Uint8Array) => {
    const text = tail + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1'));
    const parts = text.split(statusReply);
    for (let reply = 1; reply < parts.length; reply++) heard();
    tail = (parts.at(-1) ?? '').slice(1 - statusReply.length);
  };
  input.on('data', listen);
  return () => input.off('data', listen);
}
