// A panel of the overview: a title rule, and its contents.
import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { Rectangle } from '../../src/app/layout.ts';
import type { Tone } from '../../src/domain/tone.ts';
import { displayWidth } from '../../src/lib/text/text.ts';
import { fitPieces, Line, type Piece, widthOf } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';

export interface PanelProps {
  readonly place: Rectangle;
  /** The number key of the panel; absent for a panel without rows. */
  readonly number?: number;
  readonly title: string;
  readonly count?: string;
  readonly focused: boolean;
  /** A panel that is its title alone: what the title says. */
  readonly line?: readonly Piece[];
  readonly children: ReactNode;
}

export function Panel({ place, number, title, count = '', focused, line = [], children }: PanelProps) {
  return (
    <Box
      position="absolute"
      left={place.left}
      top={place.top}
      width={place.width}
      height={place.height}
      flexDirection="column"
      overflow="hidden"
    >
      <PanelTitle
        width={place.width}
        title={title}
        count={count}
        focused={focused}
        line={line}
        {...(number ? { number } : {})}
      />
      {children}
    </Box>
  );
}

interface TitleProps extends Pick<PanelProps, 'number' | 'title' | 'focused'> {
  readonly width: number;
  readonly count: string;
  readonly line: readonly Piece[];
}

function PanelTitle({ width, number, title, count, focused, line }: TitleProps) {
  const { glyphs } = useAppearance();
  const tone: Tone = focused ? 'accent' : 'muted';
  const name: Piece[] = [
    { text: `${focused ? glyphs.cursor : glyphs.rule} `, tone },
    { text: number === undefined ? '' : `${number} `, tone },
    { text: title, tone: focused ? 'accent' : 'plain' },
    { text: count === '' ? ' ' : ` ${count} `, tone },
    ...line,
    ...(line.length === 0 ? [] : [{ text: ' ' }]),
  ];
  const fitted = fitPieces(name, width);
  const left = Math.max(0, width - widthOf(fitted));
  return (
    <Line pieces={[...fitted, { text: glyphs.rule.repeat(Math.floor(left / displayWidth(glyphs.rule))), tone }]} />
  );
}
