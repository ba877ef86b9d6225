// Two lists of one command may need the same pages of AWS: they are requested once, and both read them.
import { rowsInTurn } from '../../../config/limits.ts';
import type { Aws, OperationOf, Service } from '../../aws/aws.ts';
import { partsOf } from '../../aws/responses/long-list.ts';

/** The pages that have arrived, for two readers at their own pace. */
interface SharedPages {
  page(index: number): Promise<unknown>;
}

/** Shares the pages of this operation of AWS Backup between the first two readers of the same request. `list`: its member. */
export function sharePages(aws: Aws, shared: OperationOf<'backup'>, list: string): Aws {
  const waiting = new Map<string, SharedPages>();

  const pages = ((scope, called, options) => {
    const { service, operation, input } = called;
    const request = () => aws.pages(scope, called, options);
    if (service !== ('backup' satisfies Service) || operation !== shared) return request();
    const key = JSON.stringify([scope, input]);
    const known = waiting.get(key);
    waiting.delete(key);
    if (known) return readOr(known, request);
    const own = toShared(request(), list);
    waiting.set(key, own);
    return readAll(own);
  }) as Aws['pages'];

  return { ...aws, pages };
}

function toShared(source: AsyncGenerator<unknown>, list: string): SharedPages {
  const arrived: Promise<unknown>[] = [];
  const next = async (): Promise<unknown> => {
    const { done, value } = await source.next();
    return done ? undefined : wholePage(value, list);
  };
  return {
    page(index) {
      const found = arrived[index] ?? next();
      arrived[index] = found;
      return found;
    },
  };
}

/** The items of a long page are parsed when they are read, and only once. */
function wholePage(page: unknown, list: string): object {
  const parts = partsOf(page as Readonly<Record<string, readonly unknown[]>>, list, rowsInTurn);
  return { ...(page as object), [list]: [...parts].flat() };
}

/** The first reader may end early, and its request with it: the other one then goes on with a request of its own. */
async function* readOr(pages: SharedPages, request: () => AsyncGenerator<unknown>): AsyncGenerator<never> {
  let read = 0;
  try {
    for await (const page of readAll(pages)) {
      read += 1;
      yield page;
    }
  } catch {
    let skipped = 0;
    for await (const page of request()) {
      if (skipped < read) skipped += 1;
      else yield page as never;
    }
  }
}

async function* readAll(pages: SharedPages): AsyncGenerator<never> {
  for (let index = 0; ; index += 1) {
    const page = await pages.page(index);
    if (page === undefined) return;
    yield page as never;
  }
}
