// Before the first responses, no zero is shown in place of an unknown number.
import { expect, test } from 'vitest';
import { App } from '../../components/app.tsx';
import { themes } from '../../config/themes.ts';
import { renderAt } from '../support/render-at.ts';
import { openSlowSignIn, signInMs } from '../support/slow-sign-in.ts';

/** Only the number of our calls is known. */
const zeros = (text: string) => text.replace('0 calls/min', '').match(/(?<![\w.-])[$]?0(?:\.0+)?(?![\w-])/g);

test('the overview and each list say that they do not know, until the sign-in has answered', async () => {
  const { clock, runtime } = openSlowSignIn();
  const look = { unicode: true, color: false };
  const screen = await renderAt(<App runtime={runtime} theme={themes.dark} look={look} />, 120, 40);
  runtime.start();
  await clock.advance(signInMs - 1);
  await screen.press('j');
  expect(screen.text()).toMatch(/asking AWS for the identity[\s\S]*✔ \? done/);
  expect(zeros(screen.text())).toBeNull();
  for (const resource of ['vaults', 'backup-jobs', 'attention', 'protection', 'storage', 'plans'] as const) {
    runtime.dispatch({ type: 'listRequested', resource });
    await screen.press('j');
    expect(screen.text()).toContain('loading…');
    expect(screen.text()).toMatch(/ \? {2}by /);
    expect(zeros(screen.text())).toBeNull();
  }
  runtime.stop();
  screen.unmount();
});
