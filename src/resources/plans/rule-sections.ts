// The sections of a plan rule, shared by the details of rules and of their runs.
import { accountOf, regionOf, vaultAddress, vaultNameOf } from '../../domain/arn.ts';
import type { PlanRule, RuleCopy } from '../../domain/plans/plan-rule.ts';
import { dayMs, hourMs, minuteMs } from '../../lib/duration.ts';
import type { DetailSection } from '../resource.ts';
import { days, fieldsSection, tableColumn, tableSection } from '../sections.ts';

const countOf = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** '8 hours', '7 days', '90 minutes'. */
export function windowText(ms: number): string {
  if (ms > 0 && ms % dayMs === 0) return countOf(ms / dayMs, 'day');
  return ms > 0 && ms % hourMs === 0 ? countOf(ms / hourMs, 'hour') : countOf(ms / minuteMs, 'minute');
}

export function rulePromises(rule: PlanRule): DetailSection[] {
  const { airGappedVaultArn, copies } = rule;
  return [
    fieldsSection('Backups', [
      ['Start window', windowText(rule.startWindowMs)],
      ['Completion window', windowText(rule.completionWindowMs)],
      ['Vault', rule.vaultName],
      ['Logically air-gapped vault', airGappedVaultArn && vaultNameOf(airGappedVaultArn)],
      ['', airGappedVaultArn && `${rule.vaultName} holds the backup only until it is copied there`],
      ['Transition to cold storage', days(rule.moveToColdAfterDays) ?? 'never'],
      ['Delete after', days(rule.deleteAfterDays) ?? 'never'],
      ['Continuous', rule.continuous ? 'yes' : 'no'],
    ]),
    tableSection('Copies', { columns: copyColumns, rows: copies, empty: 'No copies.' }),
  ];
}

const copyColumns = [
  tableColumn('TO VAULT', 20, ({ vaultArn }: RuleCopy) => vaultNameOf(vaultArn)),
  tableColumn('REGION', 14, ({ vaultArn }: RuleCopy) => regionOf(vaultArn)),
  tableColumn('ACCOUNT', 12, ({ vaultArn }: RuleCopy) => accountOf(vaultArn)),
  tableColumn('COLD AFTER', 10, ({ moveToColdAfterDays }: RuleCopy) => days(moveToColdAfterDays) ?? 'never'),
  tableColumn('DELETE AFTER', 12, ({ deleteAfterDays }: RuleCopy) => days(deleteAfterDays) ?? 'never'),
];

/** 'eu-west-1 dr, us-east-1 444455556666 dr'. */
export const copiesText = ({ copies, scope }: Pick<PlanRule, 'copies' | 'scope'>): string =>
  copies.map(({ vaultArn }) => vaultAddress(vaultArn, scope.accountId)).join(', ');
