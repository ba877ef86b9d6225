// Evaluates a selection (resource assignment): Resources and ListOfTags are combined with OR, Conditions with AND, and
// NotResources excludes.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
import type { BackupSelection, ConditionParameter } from '@aws-sdk/client-backup';
import { matchesWildcard } from '../../lib/text/wildcard.ts';

interface Tagged {
  arn: string;
  tags: Record<string, string>;
}

const tagPrefix = 'aws:ResourceTag/';

export const matchesArn = (pattern: string, arn: string) => pattern === arn || matchesWildcard(pattern, arn);

export function isChosen(selection: BackupSelection, resource: Tagged): boolean {
  const { Resources = [], ListOfTags = [], NotResources = [] } = selection;
  const isReached =
    (Resources.length === 0 && ListOfTags.length === 0) ||
    Resources.some((pattern) => matchesArn(pattern, resource.arn)) ||
    ListOfTags.some(({ ConditionKey, ConditionValue }) => resource.tags[ConditionKey ?? ''] === ConditionValue);
  return (
    isReached &&
    meetsConditions(selection, resource) &&
    !NotResources.some((pattern) => matchesArn(pattern, resource.arn))
  );
}

function meetsConditions({ Conditions = {} }: BackupSelection, { tags }: Tagged): boolean {
  const actual = ({ ConditionKey = '' }: ConditionParameter) => tags[ConditionKey.replace(tagPrefix, '')];
  const equals = (condition: ConditionParameter) => actual(condition) === condition.ConditionValue;
  const isLike = (condition: ConditionParameter) => {
    const value = actual(condition);
    return value !== undefined && matchesWildcard(condition.ConditionValue ?? '', value);
  };
  return (
    (Conditions.StringEquals ?? []).every(equals) &&
    !(Conditions.StringNotEquals ?? []).some(equals) &&
    (Conditions.StringLike ?? []).every(isLike) &&
    !(Conditions.StringNotLike ?? []).some(isLike)
  );
}
