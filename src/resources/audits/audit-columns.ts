// The columns of audits: risk, actor, target and outcome of each event.

import { shortName } from '../../domain/arn.ts';
import type { Audit } from '../../domain/audits/audit.ts';
import { isDenied, riskRank, riskTone } from '../../domain/audits/audit-risk.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import { shortTime } from '../../domain/time-zones.ts';
import { formatAge, formatTime } from '../../lib/text/format.ts';
import type { Column } from '../resource.ts';

/** The longest usual name of an operation that changes something: DeleteBackupVaultLockConfiguration. */
export const wholeEvent = 34;

export const auditColumns: readonly Column<Audit>[] = [
  {
    id: 'risk',
    title: 'RISK',
    width: 8,
    keep: 100,
    text: ({ risk }) => (risk === 'none' ? '' : risk),
    sortBy: ({ risk }) => riskRank(risk),
    filterMember: 'risk',
    tone: ({ risk }) => riskTone(risk),
  },
  {
    id: 'event',
    member: 'name',
    title: 'EVENT',
    width: 'grow',
    whole: wholeEvent,
    keep: 100,
    text: ({ name }) => name,
    identity: ({ name }) => name,
    tone: ({ risk }) => (risk === 'none' ? 'plain' : riskTone(risk)),
  },
  {
    id: 'actor',
    title: 'ACTOR',
    width: 14,
    keep: 92,
    text: ({ actor }) => actorWords(actor),
    identity: ({ actor }) => actor,
    tone: ({ byService }) => (byService ? 'muted' : 'plain'),
  },
  {
    id: 'target',
    title: 'ON',
    width: 'grow',
    least: 6,
    keep: 90,
    text: ({ target }) => shortName(target),
    identity: ({ target }) => target,
  },
  {
    id: 'age',
    member: 'at',
    measure: 'age',
    title: 'AGE',
    width: 6,
    keep: 96,
    align: 'right',
    text: ({ at }, now) => formatAge(now - at),
    sortBy: ({ at }) => at,
  },
  {
    id: 'outcome',
    member: 'errorCode',
    title: 'OUTCOME',
    width: 12,
    keep: 80,
    text: (audit) => (isDenied(audit) ? 'denied' : (audit.errorCode ?? '')),
    tone: ({ errorCode }) => (errorCode ? 'warn' : 'muted'),
  },
  {
    id: 'time',
    member: 'at',
    title: 'TIME (UTC)',
    width: 11,
    keep: 70,
    text: ({ at }) => formatTime(at, true),
    clock: { text: ({ at }, zone) => shortTime(at, zone) },
    sortBy: ({ at }) => at,
  },
  {
    id: 'reason',
    member: 'riskReason',
    title: 'WHY RISKY',
    width: 'grow',
    keep: 60,
    text: ({ riskReason }) => riskReason ?? '',
  },
  {
    id: 'source',
    title: 'FROM',
    member: 'sourceIp',
    width: 15,
    keep: 50,
    text: ({ sourceIp }) => sourceIp ?? '',
    tone: () => 'muted',
  },
];
