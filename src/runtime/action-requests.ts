// Sends the engine the data of an action, as plain data, and assigns its responses.

import { contextOf, requestsOf } from '../app/forms/act-context.ts';
import type { ActEvent } from '../app/forms/act-events.ts';
import type { ActOverlay } from '../app/forms/act-state.ts';
import { targetLabel } from '../app/forms/subject-lines.ts';
import type { Data } from '../app/state/data.ts';
import type { Effect } from '../app/state/events.ts';
import type { Scope } from '../domain/scope.ts';
import { connectionFor } from '../engine/access/scopes.ts';
import type { EngineCommand, EngineNote } from '../engine/protocol.ts';

type ActionNote = Extract<EngineNote, { readonly type: 'actionLoaded' | 'actionVerified' }>;
export type ActionEffect = Extract<Effect, { readonly type: 'loadAction' | 'verifyAction' | 'runAction' }>;

/** The identity in the scope, as the header shows it. */
function identityIn(scope: Scope, data: Data): string | undefined {
  const id = connectionFor(scope, data);
  return data.connections.find((one) => one.id === id)?.identity?.arn;
}

export interface ActionRequests {
  toCommand(effect: ActionEffect, data: Data): EngineCommand;
  /** undefined: the request was answered before. */
  toEvent(note: ActionNote): ActEvent | undefined;
}

export function createActionRequests(): ActionRequests {
  const waiting = new Map<number, ActOverlay['targets']>();
  let last = 0;

  const numbered = ({ targets }: ActOverlay): number => {
    last += 1;
    waiting.set(last, targets);
    return last;
  };

  return {
    toCommand({ type, overlay }, data) {
      const { resource, action, targets } = overlay;
      const common = { resource, action };
      if (type === 'loadAction') {
        const places = targets.map(({ scope, row, rows }) => ({
          scope,
          row: row as unknown,
          ...(rows ? { rows } : {}),
        }));
        return { type, ...common, request: numbered(overlay), targets: places };
      }
      if (type === 'verifyAction') {
        const { known: _, isListed: __, ...context } = contextOf(overlay, data);
        return { type, ...common, request: numbered(overlay), context };
      }
      const jobs = targets.map((target) => {
        const { scope } = contextOf(overlay, data, target);
        const label = targetLabel(overlay, target);
        const requests = requestsOf(overlay, data, target);
        return { key: target.key, label, scope, identity: identityIn(scope, data), requests };
      });
      return { type, ...common, run: overlay.run ?? '', jobs };
    },
    toEvent({ request, ...note }) {
      const targets = waiting.get(request);
      waiting.delete(request);
      return targets && { ...note, targets };
    },
  };
}
