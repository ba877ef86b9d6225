// Fewer files for a start to read. The bundler gives a file of its own to whatever is reached from another set of places, and
// there are many places that load late: modules that a start loads together would stand in some hundred files.
import { resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';

interface Group {
  readonly name: string;
  /** Whatever all of these load at once, and the groups before do not hold. */
  readonly of: readonly string[];
  /** What loads late and loads the group with it. */
  joins(file: string): boolean;
}

const isSdk = (file: string): boolean =>
  /node_modules\/@(?:aws-sdk|smithy)\//.test(file) || file === 'src/aws/http-handler.ts';
const isOurs = (file: string): boolean => /^(?:src|components)\//.test(file);

const groups: readonly Group[] = [
  {
    name: 'core',
    of: ['src/cli/get/get.ts', 'src/cli/dashboard/dashboard.ts'],
    joins: (file) => isOurs(file) && !isSdk(file),
  },
  {
    name: 'screen',
    of: ['src/cli/dashboard/live.ts', 'components/mount.tsx'],
    joins: (file) => /^src\/cli\/dashboard\/live\.ts$|^components\//.test(file),
  },
  {
    name: 'sdk',
    of: ['node_modules/@aws-sdk/client-sts/dist-es/index.js', 'node_modules/@aws-sdk/client-backup/dist-es/index.js'],
    joins: isSdk,
  },
];
