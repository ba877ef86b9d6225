// Chains of source_profile of any length, ending in any way to sign in, with and without a slip in a name.
import { expect, test } from 'vitest';
import { type Sections, signInShape } from '../../src/aws/sign-in/sign-in.ts';
import { didYouMean } from '../../src/lib/text/did-you-mean.ts';
import { caseCount, seededRandom } from '../support/matrix.ts';

const loginSession = 'arn:aws:iam::123456789012:user/alex';

test('whatever the length of a chain, its last profile is the one that signs in', () => {
  const random = seededRandom(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const ends = {
    sso: { sso_session: 'corp', sso_account_id: '1', sso_role_name: 'r' },
    login: { login_session: loginSession },
    process: { credential_process: 'x' },
    keys: { aws_access_key_id: 'A', aws_secret_access_key: 's' },
    container: { role_arn: 'r', credential_source: 'EcsContainer' },
    instance: { credential_source: 'Ec2InstanceMetadata', role_arn: 'r' },
  };
  for (let round = 0; round < caseCount(200, 20_000); round += 1) {
    const names = Array.from(
      { length: 1 + Math.floor(random() * 5) },
      (_, at) => `p${at}${pick(['', '-x', '@y', '/z'])}`,
    );
    const kind = pick(Object.keys(ends) as (keyof typeof ends)[]);
    const slip = random() < 0.3 && names.length > 1 ? 1 + Math.floor(random() * (names.length - 1)) : undefined;
    const sections: Sections = Object.fromEntries([
      ['sso-session.corp', { sso_region: 'us-east-1', sso_start_url: 'https://x' }],
      ...names.map((name, at): [string, Sections[string]] => {
        const next = names[at + 1];
        const written = slip === at ? `${name}Q` : name;
        return [written, next === undefined ? ends[kind] : { role_arn: 'r', source_profile: next }];
      }),
    ]);
    const [profile = ''] = names;
    const shape = signInShape({ sections, profile, near: didYouMean });
    const before = slip === undefined ? undefined : names[slip - 1];
    if (before === undefined) expect(shape).toMatchObject({ signIn: { kind, profile: names.at(-1) } });
    else
      expect(shape).toMatchObject({ mistake: { what: 'no-source-profile', profile: before, named: names[slip ?? 0] } });
  }
});
