// The sentence about an action that has ended.
import { isDone, type Run, type RunTarget } from '../../app/forms/run.ts';
import { startedText } from '../../app/forms/started.ts';
import type { Tone } from '../../domain/tone.ts';
import type { AnyAction } from '../../resources/action.ts';

export function outcomeOf(run: Run, action: AnyAction): { readonly text: string; readonly tone: Tone } {
  const { targets, title } = run;
  const [first] = targets;
  const done = targets.filter(({ outcome }) => outcome === 'done').length;
  const problem = targets.find((target) => target.problem)?.problem;
  const isOne = first !== undefined && targets.length === 1;
  const names = isOne ? first.label : `${done} of ${targets.length} done`;
  if (!isDone(run)) return { text: `${title}: ${names}: ${problem?.message ?? ''}`, tone: 'bad' };
  const started = isOne && action.starts ? startedText(action, first) : undefined;
  return { text: started ?? `${title}: ${sentenceOf(targets, action)}`, tone: 'good' };
}

/** 'snap-1 is being deleted', '3 of 3 started', '3 of 3, each is being deleted'. */
function sentenceOf(targets: readonly RunTarget[], { starts, outcome = 'is done' }: AnyAction): string {
  const [first] = targets;
  if (first && targets.length === 1) return `${first.label} ${outcome}`;
  const count = `${targets.length} of ${targets.length}`;
  return starts ? `${count} started` : `${count}, each ${outcome}`;
}
