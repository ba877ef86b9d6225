// Without an identity only the problem and its next step are shown.
import { Box, Text } from 'ink';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import { nextStepText } from '../panels/troubles.ts';
import { useAppearance } from '../primitives/look.tsx';

export interface SignInProblemProps {
  readonly problem: AwsProblem;
  /** A command signs in, which `:login` runs. */
  readonly canLogin: boolean;
  readonly width: number;
  readonly height: number;
}

export function SignInProblem({ problem, canLogin, width, height }: SignInProblemProps) {
  const { glyphs, style } = useAppearance();
  return (
    <Box width={width} height={height} alignItems="center" justifyContent="center" flexDirection="column">
      <Box width={Math.min(width - 4, 76)} flexDirection="column">
        <Text {...style('bad')}>{`${glyphs.marks.bad} ${sanitize(problem.message)}`}</Text>
        <Text> </Text>
        <Text {...style('warn')}>{sanitize(nextStepText(problem))}</Text>
        <Text> </Text>
        <Text {...style('muted')}>
          {`vaultop retries automatically.${canLogin ? ' :login runs the command here.' : ''}`}
        </Text>
      </Box>
    </Box>
  );
}
