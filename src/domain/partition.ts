/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc';

export function partitionOf(region: string): Partition {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}
