import { maxPages } from '../../config/budgets.ts';
import { AwsProblemError } from './errors.ts';
import type { Service } from './operations.ts';
import { endlessPages } from './problem-texts.ts';

interface ListQuestion {
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
}

/**
 * Follows NextToken, the only name a token has in the services asked here. A token that comes back, or pages without
 * end, are a fault of the endpoint: stopping silently would show a part as the whole.
 */
export async function* followPages(
  question: ListQuestion,
  ask: (input: object) => Promise<unknown>,
  most = maxPages,
): AsyncGenerator<unknown> {
  const seen = new Set<string>();
  let token: string | undefined;
  for (let page = 0; page < most; page += 1) {
    const answer = await ask(token === undefined ? question.input : { ...question.input, NextToken: token });
    yield answer;
    token = tokenOf(answer);
    if (token === undefined) return;
    if (seen.has(token)) throw new AwsProblemError(endlessPages(question, 'gives the same page again and again'));
    seen.add(token);
  }
  throw new AwsProblemError(endlessPages(question, `has more than ${most} pages`));
}

function tokenOf(answer: unknown): string | undefined {
  const token = (answer as { NextToken?: unknown } | undefined)?.NextToken;
  return typeof token === 'string' && token !== '' ? token : undefined;
}
