// What passes between the screen's side and the store in the engine's thread: plain data, in order.
import type { ResourceId } from '../resources/resource-id.ts';
import type { Covers } from '../store/read/covers.ts';
import type { AnyRow } from '../store/row-shape.ts';
import type { EvaluationRequest } from './evaluation/evaluation-request.ts';
import type { AnswerRequest, AnswerSink, AnswerWriter, SeenRows } from './program-store.ts';
import type { StoreQuery, StoreReply } from './store-queries.ts';

/** What readers in other threads want of the store: `evaluate` names the account-Regions that are evaluated from now on. */
export type StoreCommand = { readonly now: number } & (
  | { readonly type: 'evaluate'; readonly number: number; readonly request: EvaluationRequest }
  | { readonly type: 'query'; readonly number: number; readonly query: StoreQuery }
);

/** What the engine has written, in the store's own thread. */
export type WriteCommand = { readonly now: number } & (
  | { readonly type: 'begin'; readonly answer: number; readonly request: AnswerRequest }
  | { readonly type: 'page'; readonly answer: number; readonly rows: readonly AnyRow[] }
  | { readonly type: 'whole'; readonly answer: number; readonly covers: Covers | undefined }
  | { readonly type: 'changes'; readonly answer: number; readonly since: number }
  | { readonly type: 'failed'; readonly answer: number; readonly problem: string; readonly retryAt: number }
  | { readonly type: 'abandon'; readonly answer: number }
  | {
      readonly type: 'upsert';
      readonly resource: ResourceId;
      readonly rows: readonly AnyRow[];
      readonly seen: SeenRows;
    }
);

export type StoreNews =
  | {
      readonly type: 'opened';
      readonly path: string;
      readonly kind: 'kept' | 'temporary';
      readonly notices: readonly string[];
      /** A program that wrote it was killed. */
      readonly needsCheck: boolean;
    }
  /** Sentences for the user. */
  | { readonly type: 'notices'; readonly notices: readonly string[] }
  /** All of an answer has been written, or what was not is lost. */
  | { readonly type: 'answered'; readonly answer: number }
  /** `upTo`: what so many commands wrote has been evaluated as the request with this number wants it. */
  | { readonly type: 'written'; readonly upTo: number; readonly number: number }
  /** What comes from now on is kept again, but not all that came before is there: it has to be requested again. */
  | { readonly type: 'resumed' }
  /** `lost`: something could not be kept, so what is stored is not what AWS said. */
  | { readonly type: 'lost' }
  | StoreReply;

type Post = (
  command: WriteCommand extends infer One ? (One extends unknown ? Omit<One, 'now'> : never) : never,
) => void;

/** In the thread: writes as it is told. Of an answer of which something could not be written nothing more is. */
export function createCommandReader(
  writer: AnswerWriter,
  failed: (error: unknown) => void,
): (command: WriteCommand) => void {
  const answers = new Map<number, AnswerSink>();
  const ended = (answer: number): AnswerSink | undefined => {
    const found = answers.get(answer);
    answers.delete(answer);
    return found;
  };
  const write = (command: WriteCommand) => {
    switch (command.type) {
      case 'begin':
        answers.set(command.answer, writer.begin(command.request));
        return;
      case 'page':
        answers.get(command.answer)?.page(command.rows);
        return;
      case 'whole':
        ended(command.answer)?.whole(command.covers);
        return;
      case 'changes':
        ended(command.answer)?.changes(command.since);
        return;
      case 'failed':
        ended(command.answer)?.failed(command.problem, command.retryAt);
        return;
      case 'abandon':
        ended(command.answer)?.abandon();
        return;
      case 'upsert':
        writer.upsert(command.resource, command.rows, command.seen);
    }
  };
  return (command) => {
    try {
      write(command);
    } catch (error) {
      if ('answer' in command) ended(command.answer)?.abandon();
      failed(error);
    }
  };
}

export interface PostingWriter extends AnswerWriter {
  answered(answer: number): void;
}

/** In the program: a writer whose writing is done elsewhere. */
export function createPostingWriter(post: Post): PostingWriter {
  const waiting = new Map<number, () => void>();
  let answers = 0;
  const written = (answer: number): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.set(answer, resolve);
    return promise;
  };
  return {
    begin(request) {
      answers += 1;
      const answer = answers;
      post({ type: 'begin', answer, request });
      return {
        page: (rows) => post({ type: 'page', answer, rows }),
        whole(covers) {
          const end = written(answer);
          post({ type: 'whole', answer, covers });
          return end;
        },
        changes(since) {
          const end = written(answer);
          post({ type: 'changes', answer, since });
          return end;
        },
        failed: (problem, retryAt) => post({ type: 'failed', answer, problem, retryAt }),
        abandon: () => post({ type: 'abandon', answer }),
      };
    },
    upsert: (resource, rows, seen) => post({ type: 'upsert', resource, rows, seen }),
    answered(answer) {
      waiting.get(answer)?.();
      waiting.delete(answer);
    },
  };
}
