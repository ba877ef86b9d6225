// Runs only where components are drawn by the Ink of the program: what other tests there show is shown of that one.
import { render } from 'ink';
import { createElement } from 'react';
import { expect, test } from 'vitest';

test('Ink and React come out of the bundle, where they are minified', () => {
  expect(render.toString()).not.toContain('\n');
  expect(createElement.toString()).not.toContain('\n');
});
