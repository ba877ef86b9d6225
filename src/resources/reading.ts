// Helpers of `toRow` functions, which read the SDK's shapes.
import type { RecoveryPointCreator } from '@aws-sdk/client-backup';
import { rowsInTurn } from '../../config/limits.ts';
import { partsOf } from '../aws/responses/long-list.ts';
import type { CreatedBy } from '../domain/jobs/job.ts';
import { ruleIdByName } from '../domain/plans/plan-rule.ts';
import { defined } from '../lib/defined.ts';
import { sanitize } from '../lib/text/text.ts';

export { defined };

/** The maximum page size of AWS Backup. */
export const pageSize = 1_000;

/** The rows of a page in parts. Each part is consumed before the next is read, and is not kept. */
export const rowsOf = <Item, Name extends string, Row>(
  page: { readonly [Member in Name]?: readonly Item[] | undefined },
  name: Name,
  toRow: (item: Item) => Row,
): Iterable<Row[]> => partsOf(page, name, rowsInTurn).map((part) => part.map(toRow));

/** Epoch ms. Documents contain dates as ISO text. */
export function epochOf(date: Date | string | undefined): number | undefined {
  const epoch = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(epoch) ? undefined : epoch;
}

/** Safe to print; an empty text counts as absent. */
export const wordsOf = (text: string | null | undefined): string | undefined => (text ? sanitize(text) : undefined);

export function toCreatedBy(raw: RecoveryPointCreator | undefined): CreatedBy | undefined {
  const planId = wordsOf(raw?.BackupPlanId);
  if (!raw || planId === undefined) return undefined;
  const ruleName = wordsOf(raw.BackupRuleName);
  return defined({
    planId,
    planArn: wordsOf(raw.BackupPlanArn),
    planName: wordsOf(raw.BackupPlanName),
    planVersion: wordsOf(raw.BackupPlanVersion),
    ruleId: wordsOf(raw.BackupRuleId) ?? (ruleName === undefined ? undefined : ruleIdByName(planId, ruleName)),
    ruleName,
    ruleCron: wordsOf(raw.BackupRuleCron),
    ruleTimezone: wordsOf(raw.BackupRuleTimezone),
  });
}
