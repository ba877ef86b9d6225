// The SDK's sockets import http at the first request, at the moment at which the first responses are awaited: an
// `import()` is a separate file in the bundle, which would delay them.
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
