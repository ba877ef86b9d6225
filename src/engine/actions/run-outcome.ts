// The sentence about an action that has ended.
import { isDone, type Run } from '../../app/forms/run.ts';
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
  const started = isOne ? startedText(action, first) : undefined;
  const many = action.starts && targets.length > 1 ? `${done} of ${targets.length} started` : names;
  return { text: started ?? `${title}: ${many}`, tone: 'good' };
}
