// Tags and conditions of a resource assignment as one line of text, and back: 'env=prod, name~web-*, tier!=test'.
import type { BackupSelection } from '@aws-sdk/client-backup';
import type { TagCondition } from '../../../domain/plans/selection.ts';
import { createPairReader, formatPairs, type Pair } from '../tag-text.ts';

const operators = { '=': 'StringEquals', '!=': 'StringNotEquals', '~': 'StringLike', '!~': 'StringNotLike' } as const;

type Operator = keyof typeof operators;

const readTests = createPairReader(['!=', '!~', '=', '~']);

const tagPrefix = 'aws:ResourceTag/';

/** A condition on a tag needs this prefix: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Conditions.html */
const conditionKey = (key: string): string => (key.startsWith(tagPrefix) ? key : `${tagPrefix}${key}`);

export function checkTests(text: string): string | undefined {
  const { pairs, wrong } = readTests(text);
  return wrong === undefined && pairs.every(({ key }) => key !== '')
    ? undefined
    : 'Enter env=prod, env!=dev, name~web-*, name!~tmp-*, separated by commas; quote values that contain a comma.';
}

export function checkEqual(text: string): string | undefined {
  const wrong = checkTests(text);
  if (wrong) return wrong;
  return readTests(text).pairs.every(({ operator }) => operator === '=')
    ? undefined
    : 'Tags are written key=value; other tests are conditions.';
}

/** As a row of a selection has them. */
export const tagTerms = (text: string): TagCondition[] =>
  readTests(text).pairs.map(({ key, value }) => ({ type: 'STRINGEQUALS', key, value }));

/** As a row of a selection has them. */
export const conditionTerms = (text: string): TagCondition[] =>
  readTests(text).pairs.map(({ key, value, operator }) => ({
    type: operators[operator as Operator],
    key: conditionKey(key),
    value,
  }));

/** As AWS takes them; undefined: none. */
export function toListOfTags(text: string): BackupSelection['ListOfTags'] {
  const tags = tagTerms(text).map(({ key, value }) => ({
    ConditionType: 'STRINGEQUALS' as const,
    ConditionKey: key,
    ConditionValue: value,
  }));
  return tags.length > 0 ? tags : undefined;
}

/** As AWS takes them; undefined: none. */
export function toConditions(text: string): BackupSelection['Conditions'] {
  const tests = conditionTerms(text);
  const found = Object.values(operators).flatMap((name) => {
    const own = tests.filter(({ type }) => type === name);
    const requested = own.map(({ key, value }) => ({ ConditionKey: key, ConditionValue: value }));
    return own.length > 0 ? [[name, requested] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

export const listOfTagsText = (tags: BackupSelection['ListOfTags']): string =>
  formatPairs((tags ?? []).map(({ ConditionKey, ConditionValue }) => pairOf('=', ConditionKey, ConditionValue)));

export function conditionsText(conditions: BackupSelection['Conditions']): string {
  const pairs = Object.entries(operators).flatMap(([operator, name]) =>
    (conditions?.[name] ?? []).map(({ ConditionKey = '', ConditionValue }) =>
      pairOf(
        operator,
        ConditionKey.startsWith(tagPrefix) ? ConditionKey.slice(tagPrefix.length) : ConditionKey,
        ConditionValue,
      ),
    ),
  );
  return formatPairs(pairs);
}

const pairOf = (operator: string, key = '', value = ''): Pair => ({ key, operator, value });
