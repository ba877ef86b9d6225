// `npm run -s map-stacks < vaultop.log`: maps stacks of a packaged program, which has no source maps, to positions in
// its sources. Uses the maps of this build: build the version that the log names first.
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { mappedStack } from '../../src/lib/process/mapped-stack.ts';

/** In any installation directory. */
const installedPlace = /(?:file:\/\/)?\/[^\s():"]*\/dist\/((?:chunks\/)?[\w-]+\.js:\d+:\d+)/g;

const built = resolve(import.meta.dirname, '../../dist');
const input = await text(process.stdin);
process.stdout.write(mappedStack(input.replace(installedPlace, (_, place: string) => `${built}/${place}`)));
