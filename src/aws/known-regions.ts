// Names of Regions, for suggestions after a typing error. Newer Regions work, too: nothing is refused because of this
// list. https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
import { didYouMean } from '../lib/text/did-you-mean.ts';

export const knownRegions: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'ca-west-1',
  'mx-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'af-south-1',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-east-1',
  'us-gov-west-1',
  'eusc-de-east-1',
];

export const isKnownRegion = (name: string): boolean => knownRegions.includes(name);

export const looksLikeRegion = (name: string): boolean => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(name);

/** Also for a name with surrounding spaces, capitals, or the letter of an Availability Zone. */
export const nearRegion = (name: string): string | undefined =>
  didYouMean(name.trim().replace(/[\s_]+/g, '-'), knownRegions);

/** 'did you mean eu-west-1?', or an example, as the end of a sentence. */
export function regionHint(name: string): string {
  const near = nearRegion(name);
  return near === undefined ? 'one looks like eu-west-1.' : `did you mean ${near}?`;
}
