// The last line while text is typed: a command, a filter or a search.
import { candidatesOf } from '../../src/app/command-line/command-keys.ts';
import type { TextInput } from '../../src/app/command-line/text-input.ts';
import { rowsRequest } from '../../src/app/state/lists/list-requests.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { fitPieces, Line, type Piece, widthOf } from '../primitives/line.tsx';
import { CommandLine } from './command-line.tsx';
import { typedPieces } from './typed-pieces.ts';

export function Prompt({ view }: { readonly view: View }) {
  const { state, data, rowsOf } = view;
  const { overlay, size } = state;
  if (overlay?.kind === 'command') {
    const { input, choice } = overlay;
    return <CommandLine input={input} choice={choice} candidates={candidatesOf(overlay, data)} width={size.columns} />;
  }
  const screen = currentScreen(state);
  if (screen.kind === 'list') {
    const { filter, completion } = screen;
    if (completion) return <CommandLine sign="/" input={filter} width={size.columns} {...completion} />;
    const { filterProblem } = rowsOf(rowsRequest(screen, data), data);
    const hint = filterProblem ?? 'enter: keep, esc: clear, tab: columns; age:<2h, /regex/, !inverse';
    return <Typed sign="/" input={filter} hint={hint} bad={filterProblem !== undefined} width={size.columns} />;
  }
  if (screen.kind === 'detail') {
    return (
      <Typed
        sign="/"
        input={screen.search}
        hint="enter: search, n and N: next and previous match, esc: end"
        width={size.columns}
      />
    );
  }
  return null;
}

interface TypedProps {
  readonly sign: string;
  readonly input: TextInput;
  readonly hint: string;
  readonly bad?: boolean;
  readonly width: number;
}

function Typed({ sign, input, hint, bad = false, width }: TypedProps) {
  const after: Piece = { text: `  ${hint}`, tone: bad ? 'bad' : 'muted' };
  // The problem stays visible beside an expression of any length.
  const kept = bad ? Math.min(widthOf([after]), Math.floor(width / 2)) : 0;
  const typed = fitPieces(typedPieces(sign, input, width - kept), width - kept);
  return <Line pieces={fitPieces([...typed, after], width)} />;
}
