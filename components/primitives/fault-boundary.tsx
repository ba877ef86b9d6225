// An error of this program while one part of the screen is drawn: the error is shown there, and the rest of the screen
// continues.
import { Box } from 'ink';
import { Component, createContext, type ReactNode, useContext } from 'react';
import { errorMessage } from '../../src/lib/error-message.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import { Line } from './line.tsx';
import { useAppearance } from './look.tsx';

export interface Faults {
  /** Logs an error. */
  failed(error: unknown): void;
  /** The path of the log. */
  readonly log: string;
}

/** Absent: the error is thrown to the parent. */
export const FaultsContext = createContext<Faults | undefined>(undefined);

export interface FaultBoundaryProps {
  /** 'The vaults panel'. */
  readonly what: string;
  /** The part is drawn again when this value changes. */
  readonly drawnFrom: unknown;
  readonly width: number;
  /** Draws the frame around the sentence. */
  readonly frame?: (sentence: ReactNode) => ReactNode;
  readonly children: ReactNode;
}

export function FaultBoundary(props: FaultBoundaryProps) {
  const faults = useContext(FaultsContext);
  return faults ? <Catching {...props} faults={faults} /> : props.children;
}

type CatchingProps = FaultBoundaryProps & { readonly faults: Faults };
interface Caught {
  readonly error?: unknown;
  readonly isCaught: boolean;
}

/** React catches errors of components in classes only. */
class Catching extends Component<CatchingProps, Caught> {
  override state: Caught = { isCaught: false };
  #reported: string | undefined;

  static getDerivedStateFromError(error: unknown): Caught {
    return { error, isCaught: true };
  }

  override componentDidCatch(error: unknown) {
    // The part is drawn again after each response, and fails in the same way.
    const text = String(error);
    if (text !== this.#reported) this.props.faults.failed(error);
    this.#reported = text;
  }

  override componentDidUpdate(before: CatchingProps) {
    if (this.state.isCaught && before.drawnFrom !== this.props.drawnFrom) this.setState({ isCaught: false });
  }

  override render() {
    const { what, width, faults, frame = (sentence) => sentence, children } = this.props;
    if (!this.state.isCaught) return children;
    return frame(<Sentence what={what} width={width} error={this.state.error} log={faults.log} />);
  }
}

type SentenceProps = Pick<FaultBoundaryProps, 'what' | 'width'> & { readonly error: unknown; readonly log: string };

function Sentence({ what, width, error, log }: SentenceProps) {
  const { glyphs } = useAppearance();
  const reason = sanitize(errorMessage(error));
  return (
    <Box flexDirection="column" width={width} overflow="hidden">
      <Line
        pieces={[{ text: `   ${glyphs.marks.bad} ${what} cannot be drawn: internal error of vaultop.`, tone: 'bad' }]}
      />
      <Line pieces={[{ text: `     ${reason}`, tone: 'muted' }]} />
      <Line pieces={[{ text: `     The details are in ${log}`, tone: 'warn' }]} />
    </Box>
  );
}
