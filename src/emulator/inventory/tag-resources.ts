// TagResources of the tagging API: each resource is tagged by its own service, and those that fail stand in a map.
// https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html
import type { Estate } from '../estate/estate.ts';
import { selectedResources } from '../estate/spec.ts';
import type { RequestHandler } from '../protocols/json-rpc-service.ts';
import type { Call } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';

interface TagResourcesRequest {
  ResourceARNList?: string[];
  Tags?: Record<string, string>;
}

interface TagFailure {
  StatusCode: number;
  ErrorCode: string;
  ErrorMessage: string;
}

const mostArns = 20;
const mostTags = 50;
const invalid = (message: string) => new AwsError('InvalidParameterException', message);

export const tagResources: RequestHandler = ({ ResourceARNList = [], Tags = {} }: TagResourcesRequest, call) => {
  if (ResourceARNList.length < 1 || ResourceARNList.length > mostArns) {
    throw invalid(`ResourceARNList must have from 1 to ${mostArns} ARNs.`);
  }
  const keys = Object.keys(Tags);
  if (keys.length < 1 || keys.length > mostTags) throw invalid(`Tags must have from 1 to ${mostTags} entries.`);
  const reserved = keys.find((key) => key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) throw invalid(`Tag key ${reserved} is reserved for AWS.`);
  const failed: Record<string, TagFailure> = {};
  for (const arn of ResourceARNList) {
    const failure = tagResource(arn, Tags, call);
    if (failure !== undefined) failed[arn] = failure;
  }
  return { FailedResourcesMap: failed };
};

/** The AWS-generated tags of a resource stay, and do not count. */
function tagResource(
  arn: string,
  added: Record<string, string>,
  { estate, region, now }: Call,
): TagFailure | undefined {
  const resource = estate.resources(region).find((candidate) => candidate.arn === arn);
  if (resource === undefined) {
    return { StatusCode: 400, ErrorCode: 'InvalidParameterException', ErrorMessage: `${arn} does not exist.` };
  }
  const tags = { ...resource.tags, ...added };
  if (Object.keys(tags).filter((key) => !key.startsWith('aws:')).length > mostTags) {
    return { StatusCode: 400, ErrorCode: 'InvalidParameterException', ErrorMessage: 'Too many tags.' };
  }
  retag(estate, { region, arn, at: now, tags });
  return undefined;
}

interface Retagging {
  region: string;
  arn: string;
  /** Epoch ms. */
  at: number;
  tags: Record<string, string>;
}

/** The next run of a plan takes what its selections match then: a plan that takes other resources starts a period. */
export function retag(estate: Estate, { region, arn, at, tags }: Retagging): void {
  const { tagOverlay, planOverlay } = estate.overlay;
  const taken = () => estate.plans(region).map((plan) => selectedResources(plan, estate.resources(region)).length);
  const before = taken();
  const plans = estate.plans(region);
  tagOverlay.change(arn, at, tags);
  const after = taken();
  plans.forEach((plan, index) => {
    if (before[index] !== after[index]) planOverlay.putPlan({ region, now: at }, plan, plan);
  });
}
