import type { ListTagsInput, ListTagsOutput, TagResourceInput, UntagResourceInput } from '@aws-sdk/client-backup';
import type { Call } from '../protocols/service.ts';
import { missingParameter, resourceNotFound } from '../wire/aws-error.ts';
import { pageOf } from '../wire/paging.ts';
import { checkPattern, checkTags, required } from './parameter-checks.ts';

const arnPattern = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12})?:\S+$/;

const checkArn = (arn: string | undefined) => checkPattern(required(arn, 'ResourceArn'), 'ARN', arnPattern);

/** The initial tags, unless a caller has changed them. */
function tagsOf(arn: string, { estate, region, now }: Call): Record<string, string> {
  const changed = estate.overlay.vaultOverlay.tagsOf(arn);
  const vaults = estate.vaults(region);
  const owner = [...vaults, ...estate.plans(region)].find((candidate) => candidate.arn === arn);
  if (owner !== undefined) return changed ?? owner.tags;
  if (estate.restoreTests(region).some((plan) => plan.arn === arn)) return changed ?? {};
  // Recovery points have the tags of their resources.
  for (const { name } of vaults) {
    const point = estate.points(region, name, now).find((candidate) => candidate.arn === arn);
    if (point !== undefined) return changed ?? point.backup.resource.tags;
  }
  // The tags of legal holds, frameworks and other records are stored at their creation.
  if (changed === undefined || /:(backup-vault|recovery-point|backup-plan|snapshot|image)[:/]/.test(arn)) {
    throw resourceNotFound(`Resource ${arn} does not exist.`);
  }
  return changed;
}

export function listTags(input: ListTagsInput, call: Call): ListTagsOutput {
  const tags = Object.entries(tagsOf(checkArn(input.ResourceArn), call));
  const { items, nextToken } = pageOf(
    tags.sort(([a], [b]) => (a < b ? -1 : 1)),
    input,
    ([key]) => key,
  );
  return { Tags: Object.fromEntries(items), NextToken: nextToken };
}

export function tagResource(input: TagResourceInput, call: Call): object {
  const arn = checkArn(input.ResourceArn);
  const known = tagsOf(arn, call);
  const added = checkTags(required(input.Tags, 'Tags'));
  const all = { ...known, ...added };
  checkTags(Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith('aws:'))));
  call.estate.overlay.vaultOverlay.setTags(arn, all);
  return {};
}

export function untagResource(input: UntagResourceInput, call: Call): object {
  const arn = checkArn(input.ResourceArn);
  const known = tagsOf(arn, call);
  const keys = required(input.TagKeyList, 'TagKeyList');
  if (keys.length === 0) throw missingParameter('TagKeyList is required.');
  const left = Object.entries(known).filter(([key]) => !keys.includes(key));
  call.estate.overlay.vaultOverlay.setTags(arn, Object.fromEntries(left));
  return {};
}
