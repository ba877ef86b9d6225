// The tagging API's inventory: every resource that has or had tags.
import type { TagMap } from '../../domain/coverage/tag-match.ts';
import { wordsOf } from '../reading.ts';
import type { RequestContext } from '../resource.ts';
import { tagsOf } from './found-resources.ts';
import { taggingFilters } from './inventory-types.ts';

/** AWS's maximum page size. */
const largestPage = 100;

/** Tags by ARN. */
export async function listTaggedResources(request: RequestContext): Promise<ReadonlyMap<string, TagMap>> {
  const found = new Map<string, TagMap>();
  const input = { ResourceTypeFilters: taggingFilters, ResourcesPerPage: largestPage };
  const { pages } = request.callsWith({ ahead: true });
  for await (const page of pages('tagging', 'GetResources', input)) {
    for (const { ResourceARN, Tags = [] } of page.ResourceTagMappingList ?? []) {
      const arn = wordsOf(ResourceARN);
      if (arn !== undefined) found.set(arn, tagsOf(Tags));
    }
  }
  return found;
}
