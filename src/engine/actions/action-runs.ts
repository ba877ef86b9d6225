// What is shown of running and finished actions: their runs, and the marks of the rows that they change.
import { isOver, type RowMark, type Run, type RunTarget } from '../../app/forms/run.ts';
import type { AnyAction } from '../../resources/action.ts';

export interface ActionRunsOptions {
  /** The runs or marks changed; `run` is empty where only a mark did. */
  changed(run: string): void;
  /** Runs the task after `ms`, unless the program ends before. */
  later(task: () => void, ms: number): void;
}

export interface ActionRuns {
  /** `runs` and `marks` return another map after each change. */
  runs(): ReadonlyMap<string, Run>;
  marks(): ReadonlyMap<string, RowMark>;
  setRun(run: Run): void;
  /** Marks the row of the target with the state of the action. */
  mark(target: RunTarget, action: AnyAction): void;
  /** Changes one target of a run, and its mark. */
  changeTarget(id: string, action: AnyAction, change: TargetChange): void;
}

export interface TargetChange {
  readonly index: number;
  readonly members: Partial<RunTarget>;
}

/** How long a row shows that its action was refused. */
const refusedMs = 30_000;

export function createActionRuns({ changed, later }: ActionRunsOptions): ActionRuns {
  let runs: ReadonlyMap<string, Run> = new Map();
  let marks: ReadonlyMap<string, RowMark> = new Map();

  function setRun(run: Run): void {
    runs = new Map(runs).set(run.id, run);
  }

  function mark(target: RunTarget, action: AnyAction): void {
    const { key } = target;
    if (key === '') return;
    const mark = markOf(target, action);
    if (!mark) {
      marks = new Map([...marks].filter(([other]) => other !== key));
      return;
    }
    marks = new Map(marks).set(key, mark);
    if (!isOver({ targets: [target] })) return;
    later(() => {
      if (marks.get(key) !== mark) return;
      marks = new Map([...marks].filter(([other]) => other !== key));
      changed('');
    }, refusedMs);
  }

  function changeTarget(id: string, action: AnyAction, { index, members }: TargetChange): void {
    const now = runs.get(id);
    const target = now?.targets[index];
    if (!now || !target) return;
    const next = { ...target, ...members };
    setRun({ ...now, targets: now.targets.with(index, next) });
    mark(next, action);
    changed(id);
  }

  return { runs: () => runs, marks: () => marks, setRun, mark, changeTarget };
}

/** undefined: AWS accepted all calls, and the row shows the state that AWS reports. */
function markOf({ outcome }: RunTarget, { pending }: AnyAction): RowMark | undefined {
  if (outcome === 'done') return undefined;
  if (outcome === 'refused') return { text: 'refused', tone: 'bad' };
  if (outcome === 'unknown') return { text: 'unknown', tone: 'warn' };
  return { text: `${pending}…`, tone: 'busy' };
}
