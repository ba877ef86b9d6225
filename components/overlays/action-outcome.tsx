// The outcome of an action: its progress, and AWS's response for each row.
import { Box } from 'ink';
import { commandLines } from '../../src/app/forms/act-context.ts';
import { actionOf } from '../../src/app/forms/action-of.ts';
import { wrapped } from '../../src/app/forms/form-lines.ts';
import { countOf, type Run, type RunOutcome, type RunTarget } from '../../src/app/forms/run.ts';
import { startedId, startedText } from '../../src/app/forms/started.ts';
import type { Tone } from '../../src/domain/tone.ts';
import type { AnyAction } from '../../src/resources/action.ts';
import { Line, type Piece } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';
import type { ActionProps } from '../screens/action-screen.tsx';

const tones: Readonly<Record<RunOutcome, Tone>> = {
  waiting: 'muted',
  running: 'busy',
  done: 'good',
  refused: 'bad',
  unknown: 'warn',
};

const words: Readonly<Record<RunOutcome, string>> = {
  waiting: 'waits',
  running: 'asking AWS',
  done: 'is done',
  refused: 'refused',
  unknown: 'not known: AWS did not answer',
};

export function ActionOutcome({ overlay, view, width, height }: ActionProps) {
  const { glyphs } = useAppearance();
  const { acting } = view.data;
  const run = overlay.run === undefined ? undefined : acting.run(overlay.run);
  if (!run) return null;
  const lines: Piece[][] = run.dry
    ? dryLines(commandLines(overlay, view.data), width)
    : [
        ...(run.targets.length > 1 ? [barPieces(run, glyphs, width), []] : []),
        ...run.targets.flatMap((target) =>
          targetLines(target, {
            action: actionOf(overlay),
            mark: glyphs.marks[tones[target.outcome]],
            isOnly: run.targets.length === 1,
            width,
          }),
        ),
        ...openLines(run, actionOf(overlay)),
      ];
  const top = Math.min(overlay.top, Math.max(0, lines.length - height));
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {lines.slice(top, top + height).map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Line key={index} pieces={pieces} />
      ))}
    </Box>
  );
}

function dryLines(commands: readonly string[], width: number): Piece[][] {
  return [
    [{ text: 'Dry run: nothing was sent. The requests as AWS CLI commands:', tone: 'accent' }],
    ...commands.flatMap((command) => wrapped(command, width - 2).map((text): Piece[] => [{ text: `  ${text}` }])),
  ];
}

function barPieces(run: Run, { full, empty }: { full: string; empty: string }, width: number): Piece[] {
  const over = countOf(run, 'done', 'refused', 'unknown');
  const cells = Math.min(40, width - 30);
  const filled = Math.round((cells * over) / run.targets.length);
  const bad = countOf(run, 'refused', 'unknown');
  return [
    { text: full.repeat(filled), tone: 'good' },
    { text: empty.repeat(cells - filled), tone: 'muted' },
    { text: ` ${over} of ${run.targets.length}` },
    { text: bad > 0 ? `, ${bad} refused or not known` : '', tone: 'bad' },
  ];
}

/** Below several targets; one says it itself. */
function openLines({ targets }: Run, action: AnyAction): Piece[][] {
  const opens = targets.length > 1 && targets.some((target) => startedId(action, target) !== undefined);
  return opens ? [[], [{ text: 'enter opens the list', tone: 'muted' }]] : [];
}

interface Shown {
  readonly action: AnyAction;
  readonly mark: string;
  readonly width: number;
  /** The run has no other target. */
  readonly isOnly: boolean;
}

function targetLines(target: RunTarget, { action, mark, width, isOnly }: Shown): Piece[][] {
  const { label, outcome, problem } = target;
  const tone = tones[outcome];
  const started = startedText(action, target);
  const opens = isOnly && startedId(action, target) !== undefined ? ' · enter opens it' : '';
  const word = (outcome === 'done' && action.outcome) || words[outcome];
  const more = (text: string, shown: Tone): Piece[][] =>
    wrapped(text, width - 6).map((part) => [{ text: `    ${part}`, tone: shown }]);
  return [
    [
      { text: `${mark} ${label}  `, tone },
      { text: started === undefined ? word : '', tone },
    ],
    ...(started === undefined ? [] : more(`${started}${opens}`, tone)),
    ...(problem ? [...more(problem.message, 'plain'), ...more(problem.nextStep, 'warn')] : []),
  ];
}
