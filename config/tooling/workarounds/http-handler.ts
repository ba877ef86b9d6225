// The SDK's sockets import http when the first request is made, in the moment in which the first answers are awaited: an
// `import()` is a file of its own in the bundle, and waits for it.
import { fetched } from './late-builtins.ts';
import type { PackagePatch } from './package-patch.ts';

export const httpHandler: PackagePatch = {
  name: 'http-handler',
  packageName: '@smithy/node-http-handler',
  files: {
    'dist-es/node-http-handler.js': {
      replacements: [{ why: 'no wait for http', from: 'await import("node:http")', to: fetched('http') }],
    },
  },
};
