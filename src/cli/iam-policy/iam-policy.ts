// `vaultop iam-policy`: the policy for what is used.
import { print } from '../output/output.ts';
import { readPolicyArguments } from './arguments.ts';
import { makePolicy } from './policy.ts';
import { toTerraform } from './terraform.ts';

export { help } from './help.ts';

export async function run(words: readonly string[]): Promise<number> {
  const { wants, format } = readPolicyArguments(words);
  const policy = makePolicy(wants);
  return print(format === 'terraform' ? toTerraform(policy) : `${JSON.stringify(policy, undefined, 2)}\n`);
}
