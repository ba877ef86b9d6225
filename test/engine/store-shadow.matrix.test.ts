// The rows of the store beside those that passed by in answers, over hours of simulated time: both say the same.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ListQuestion, questionKey } from '../../src/app/state/question.ts';
import type { AnswerObserver } from '../../src/engine/polls/answer-observer.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { caseCount } from '../support/matrix.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Simulation, startSimulation } from '../support/simulation.ts';

vi.setConfig({ testTimeout: 1_800_000, hookTimeout: 120_000 });

const minute = 60_000;
/** Soon the plans of the night start their jobs. */
const beforeTheNight = Date.UTC(2026, 0, 15, 4, 50);
const kept = Object.values(resources).filter(({ stored }) => stored !== undefined);

let store: ProgramStore;
let world: Simulation;
const model = answerModel();
beforeAll(async () => {
  world = await startSimulation({
    regions: ['us-east-1', 'eu-west-1'].slice(0, caseCount(1, 2)),
    startMs: beforeTheNight,
    observer: model,
    storeOf(now) {
      store = openMemoryStore(now);
      return store;
    },
  });
});
afterAll(async () => {
  await world.close();
  await store.close();
});

/** What the answers come to that passed by: rows as they come, and those that a whole one did not list are gone. */
function answerModel(): AnswerObserver & { rows(question: ListQuestion): Map<string, AnyRow> } {
  const lists = new Map<string, { rows: Map<string, AnyRow>; listed: Set<string> }>();
  const listOf = (question: ListQuestion) => {
    const key = questionKey(question);
    const list = lists.get(key) ?? { rows: new Map<string, AnyRow>(), listed: new Set<string>() };
    lists.set(key, list);
    return list;
  };
  return {
    rows: (question) => listOf(question).rows,
    begin: (question) => listOf(question).listed.clear(),
    page(question, rows) {
      const list = listOf(question);
      const { key, isGone } = resources[question.resource];
      for (const row of rows as readonly never[]) {
        list.listed.add(key(row));
        if (isGone?.(row, world.aws.now())) list.rows.delete(key(row));
        else list.rows.set(key(row), row);
      }
    },
    end(question, isWhole) {
      const { rows, listed } = listOf(question);
      for (const key of rows.keys()) if (isWhole && !listed.has(key)) rows.delete(key);
    },
  };
}

/** What the answers said and what the store does, by key, of rows that AWS still lists. */
function bothOf(question: ListQuestion): { polled: object; stored: object } {
  const resource = resources[question.resource];
  const { stored = {} } = resource;
  const { reader } = store.sight() ?? {};
  const now = world.aws.now();
  const since = stored.listedMs === undefined ? 0 : now - stored.listedMs;
  const isListed = (row: Record<string, number>) => stored.at === undefined || (row[stored.at] ?? 0) > since + minute;
  const scope = storedScope(question.scope, `identity ${question.scope.connection}`);
  const ids = reader?.openIds({ resource: resource.id, scopes: [scope] }) ?? [];
  const rows = (reader?.rows(ids) ?? []).flatMap((found) => (found ? [{ ...found.row, scope: question.scope }] : []));
  const byKey = (all: readonly Record<string, number>[]) =>
    Object.fromEntries(all.filter(isListed).map((row) => [resource.key(row), row]));
  return { polled: byKey([...model.rows(question).values()]), stored: byKey(rows) };
}

test('whatever is polled, the store has the same rows', async () => {
  const questions = world.questions(kept.map(({ id }) => id));
  world.polls.watchExactly(questions);
  await world.clock.advance(3 * minute);
  for (let turn = 0; turn < caseCount(2, 40); turn += 1) {
    await world.clock.advance(caseCount(8, 30) * minute);
    const compared = questions.filter((question) => world.polls.snapshot(question)?.askingSince === undefined);
    expect(compared.length).toBeGreaterThan(questions.length / 2);
    for (const question of compared) {
      const { polled, stored } = bothOf(question);
      expect({ [question.resource]: stored }).toEqual({ [question.resource]: polled });
    }
  }
  const changes = store.sight()?.reader.changes({ from: beforeTheNight + 4 * minute, to: world.aws.now() }) ?? [];
  expect(changes.filter(({ beforeId }) => beforeId !== undefined).length).toBeGreaterThan(10);
});
