// KMS keys that cannot decrypt: no recovery point that such a key encrypts can be restored.
import { shortName } from '../../arn.ts';
import { scopeKey } from '../../scope.ts';
import { goneStateOf, type KmsKey } from '../../vaults/kms-key.ts';
import type { Finding } from '../findings/finding.ts';
import { firstNames } from '../findings/words.ts';
import type { RuleContext } from '../rule-context.ts';

/** A key whose state KMS does not return causes no finding: its list says that the state is not known. */
export const keysGone = ({ view }: RuleContext): Finding[] => (view.facts.keys?.rows ?? []).flatMap(keyGone);

function keyGone(key: KmsKey): Finding[] {
  const { scope, arn, deletionAt, points, vaults, change } = key;
  const state = goneStateOf(key);
  if (state === undefined) return [];
  return [
    {
      id: `${scopeKey(scope)}/key-gone/${arn}`,
      kind: 'key-gone',
      // Without recovery points nothing is lost yet, but backups into the vault fail.
      severity: points > 0 ? 'critical' : 'warning',
      scope,
      subject: shortName(arn),
      state,
      ...(deletionAt === undefined ? {} : { deletionAt }),
      ...(change ? { actor: change.actor, since: change.at } : {}),
      count: points,
      vaults: firstNames(vaults),
      evidence: { list: 'keys', params: { arn }, scope },
    },
  ];
}
