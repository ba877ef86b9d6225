// The AWS CLI's own files, which the SDK reads:
// https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
import { join } from 'node:path';
import { homeFolder, nowhere } from './home.ts';

export function awsFiles(env: NodeJS.ProcessEnv): readonly string[] {
  const folder = join(homeFolder() ?? nowhere, '.aws');
  return [
    env.AWS_CONFIG_FILE || join(folder, 'config'),
    env.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  ];
}
