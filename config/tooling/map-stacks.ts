// `npm run -s map-stacks < vaultop.log`: the places in stacks of a packaged program, which has no source maps, as places in
// its sources. Takes the maps of this build: build the version that the log names first.
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { mappedStack } from '../../src/lib/process/mapped-stack.ts';

/** Wherever the package was installed. */
const installedPlace = /(?:file:\/\/)?\/[^\s():"]*\/dist\/((?:chunks\/)?[\w-]+\.js:\d+:\d+)/g;

const built = resolve(import.meta.dirname, '../../dist');
const input = await text(process.stdin);
process.stdout.write(mappedStack(input.replace(installedPlace, (_, place: string) => `${built}/${place}`)));
