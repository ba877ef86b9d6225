// What an action's form needs of AWS: the facts of its rows, and whether AWS accepts what was entered.
import { randomUUID } from 'node:crypto';
import { actionOf } from '../../app/forms/action-of.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RequestContext } from '../../resources/resource.ts';
import { problemOf } from '../problem-of.ts';
import type { EngineNote, LoadCommand, VerifyCommand } from '../protocol.ts';

export interface ActionFactsOptions {
  /** Creates the idempotency token of an action; for tests. */
  readonly newToken?: (() => string) | undefined;
  contextFor(scope: Scope): RequestContext;
  emit(note: EngineNote): void;
}

export interface ActionFacts {
  load(command: LoadCommand): Promise<void>;
  verify(command: VerifyCommand): Promise<void>;
}

export function createActionFacts({ newToken = randomUUID, contextFor, emit }: ActionFactsOptions): ActionFacts {
  async function load(command: LoadCommand): Promise<void> {
    const { request, targets } = command;
    const token = newToken();
    const { load: loadFacts } = actionOf(command);
    try {
      const facts = await Promise.all(
        targets.map(({ scope, row, rows }, index) =>
          loadFacts?.(contextFor(scope), row, { rows, isFirst: index === 0 }),
        ),
      );
      emit({ type: 'actionLoaded', request, token, facts });
    } catch (error) {
      emit({ type: 'actionLoaded', request, token, facts: [], problem: problemOf(error) });
    }
  }

  async function verify(command: VerifyCommand): Promise<void> {
    const { request, context } = command;
    try {
      const problems = await actionOf(command).verify?.(contextFor(context.scope), context);
      emit({ type: 'actionVerified', request, problems: problems ?? {} });
    } catch (error) {
      const { message, nextStep } = problemOf(error);
      emit({ type: 'actionVerified', request, problems: { '': `${message} ${nextStep}` } });
    }
  }

  return { load, verify };
}
