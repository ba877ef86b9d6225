// Watched lists are long, and consecutive ones differ in few requests: only the differences are sent to the engine.
import { type Question, questionKey } from '../../app/state/question.ts';
import type { ToEngine } from './thread-messages.ts';

type WatchMessage = Extract<ToEngine, { type: 'watch' }>;

/** If a list contains a request twice, the more urgent one is used. */
function byKey(questions: readonly Question[]): Map<string, Question> {
  const wanted = new Map<string, Question>();
  for (const question of questions) {
    const key = questionKey(question);
    const known = wanted.get(key);
    if (known === undefined || question.priority < known.priority) wanted.set(key, question);
  }
  return wanted;
}

/** undefined: nothing changed. */
export function createWatchChanges() {
  const sent = new Map<string, { readonly list: readonly Question[]; readonly priorities: Map<string, number> }>();
  return {
    of(questions: readonly Question[], viewer: string): WatchMessage | undefined {
      const before = sent.get(viewer);
      if (before?.list === questions) return undefined;
      const now = byKey(questions);
      const wanted = [...now].flatMap(([key, question]) =>
        before?.priorities.get(key) === question.priority ? [] : [question],
      );
      const left = [...(before?.priorities.keys() ?? [])].filter((key) => !now.has(key));
      const priorities = new Map([...now].map(([key, { priority }]) => [key, priority]));
      sent.set(viewer, { list: questions, priorities });
      return wanted.length + left.length === 0 ? undefined : { type: 'watch', viewer, wanted, left };
    },
    /** A new engine knows none of the requests. */
    forget: () => sent.clear(),
  };
}

/** On the engine's side: rebuilds the whole list. */
export function createWatchedLists() {
  const lists = new Map<string, Map<string, Question>>();
  return ({ viewer, wanted, left }: WatchMessage): readonly Question[] => {
    const list = lists.get(viewer) ?? new Map<string, Question>();
    lists.set(viewer, list);
    for (const key of left) list.delete(key);
    for (const question of wanted) list.set(questionKey(question), question);
    return [...list.values()];
  };
}
