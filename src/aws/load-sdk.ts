// The SDK, and what it needs of Node, takes ten frames to load. Loaded piece by piece, keys are answered in between.
import type { NextTurn } from '../lib/turns.ts';

/** What all clients have in common; each piece needs those before it. */
const pieces: readonly (() => Promise<unknown>)[] = [
  () => import('node:crypto'),
  () => import('node:http'),
  () => import('node:https'),
  () => import('node:http2'),
  () => import('@smithy/core/schema'),
  () => import('@smithy/core/protocols'),
  () => import('@aws-sdk/core/protocols'),
  () => import('@smithy/node-http-handler'),
];

export async function loadSdk(nextTurn: NextTurn): Promise<void> {
  for (const load of pieces) {
    await nextTurn(true);
    await load();
  }
}
