// The review: the change, the target, the commands, and the confirming key.
import { Box } from 'ink';
import { actionOf } from '../../src/app/forms/action-of.ts';
import { wrapped } from '../../src/app/forms/form-lines.ts';
import { confirmationIn, reviewLines, sendsNothing } from '../../src/app/forms/review.ts';
import { fitPieces, Line, type Piece } from '../primitives/line.tsx';
import type { ActionProps } from '../screens/action-screen.tsx';
import { typedPieces } from './typed-pieces.ts';

const indent = '  ';

export function ActionReview({ overlay, view, width, height }: ActionProps) {
  const { data } = view;
  const lines = reviewLines(overlay, data).flatMap(({ text, tone, kind }, index): Piece[][] => {
    if (kind === 'heading') return [...(index === 0 ? [] : [[]]), [{ text, tone }]];
    return wrapped(text, width - 4).map((part) => [{ text: `${indent}${part}`, tone }]);
  });
  const room = height - 2;
  const top = Math.min(overlay.top, Math.max(0, lines.length - room));
  const below = lines.length - top - room;
  return (
    <Box flexDirection="column" width={width} height={height} overflow="hidden">
      {lines.slice(top, top + room).map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <Line key={index} pieces={fitPieces(pieces, width)} />
      ))}
      <Box flexGrow={1} />
      <Line pieces={[notePiece(overlay.mistake, below)]} />
      <Line pieces={promptPieces(overlay, data, width)} />
    </Box>
  );
}

function notePiece(mistake: string | undefined, below: number): Piece {
  if (mistake !== undefined) return { text: `${indent}${mistake}: nothing was sent`, tone: 'bad' };
  return { text: below > 0 ? `${indent}${below} more lines below` : '', tone: 'muted' };
}

function promptPieces(
  overlay: ActionProps['overlay'],
  data: ActionProps['view']['data'],
  width: number,
): readonly Piece[] {
  const dry = data.acting.dryRun ? ' (dry run: nothing is sent)' : '';
  if (sendsNothing(overlay, data))
    return [{ text: 'No value differs from the present one: nothing to send.', tone: 'muted' }];
  const { danger, expected } = confirmationIn(overlay, data);
  switch (danger) {
    case 'none':
      return [{ text: `enter ${actionOf(overlay).command ? 'copies the command' : 'confirms'}${dry}`, tone: 'accent' }];
    case 'confirm':
      return [{ text: `y confirms, n goes back${dry}`, tone: 'warn' }];
    case 'type-name': {
      const requested = `Type ${expected} and press enter${dry}: `;
      return fitPieces(
        [{ text: requested, tone: 'bad' }, ...typedPieces('', overlay.typed, width - requested.length)],
        width,
      );
    }
  }
}
