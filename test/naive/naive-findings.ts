// The rules of absence, age, failure, copies and selections written a second time, slowly and plainly, from AWS's
// responses. Shares nothing with src/domain: where both disagree, one of them is wrong.
import type {
  BackupJob,
  BackupRule,
  CopyJob,
  RecoveryPointByBackupVault,
  RecoveryPointCreator,
} from '@aws-sdk/client-backup';
import { naiveSlots, type Slot } from './naive-slots.ts';
import type { NaivePlan, NaiveSelection, NaiveWorld } from './naive-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface NaiveFinding {
  readonly kind: string;
  readonly severity: 'critical' | 'warning' | 'notice';
  /** ARN of the resource, name of the plan, or the type. */
  readonly about: string;
  readonly since?: number;
}

export const naiveKinds = [
  'plan-missed',
  'selects-nothing',
  'unprotected',
  'opted-out',
  'point-age',
  'failed-run',
  'missed-run',
  'late-run',
  'copy-failed',
  'copy-missing',
];

const ms = (date: Date | undefined): number => date?.getTime() ?? 0;
const retention = ({ Lifecycle }: BackupRule): number => Lifecycle?.DeleteAfterDays ?? Number.POSITIVE_INFINITY;
const windowMs = ({ StartWindowMinutes = 480 }: BackupRule): number => StartWindowMinutes * minute;
const matches = (pattern: string, arn: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(arn);

interface Rule {
  readonly plan: NaivePlan;
  readonly rule: BackupRule;
  /** Of the last 400 days and the next 60. */
  readonly slots: readonly Slot[];
}

interface Resource {
  readonly arn: string;
  readonly type: string;
  /** Newest first. */
  readonly jobs: readonly BackupJob[];
  readonly points: readonly RecoveryPointByBackupVault[];
  readonly copies: readonly CopyJob[];
}

export function naiveFindings(world: NaiveWorld): NaiveFinding[] {
  const rules = world.plans.flatMap((plan) => plan.rules.map((rule) => ({ plan, rule, slots: slotsOf(rule, world) })));
  const resources = resourcesOf(world);
  const stopped = world.plans.flatMap((plan) => planStopped(plan, rules, resources, world));
  const missed = new Set(stopped.map(({ about }) => about));
  return [
    ...stopped,
    ...world.plans.flatMap((plan) => selectsNothing(plan, rules, world)),
    ...unprotected(rules, resources, world),
    ...optedOut(resources, world),
    ...resources.flatMap((resource) => ofResource(resource, rules, resources, missed, world)),
    ...resources.flatMap((resource) => copiesOf(resource, rules, world)),
  ];
}

function slotsOf({ ScheduleExpression = '', ScheduleExpressionTimezone = 'Etc/UTC' }: BackupRule, { now }: NaiveWorld) {
  const isRare = /^cron\(\S+ \S+ (\S+ \S+ \S+) /.exec(ScheduleExpression)?.[1]?.match(/[^*? ]/) !== null;
  return naiveSlots(ScheduleExpression, ScheduleExpressionTimezone, now - (isRare ? 1_200 : 70) * day, now + 60 * day);
}

function resourcesOf({ jobs, points, copies, resources }: NaiveWorld): Resource[] {
  const types = new Map<string, string>();
  const put = (arn = '', type = '') => arn && !types.get(arn) && types.set(arn, type);
  for (const { ResourceArn, ResourceType } of [...jobs, ...copies, ...points, ...resources])
    put(ResourceArn, ResourceType);
  return [...types].map(([arn, type]) => ({
    arn,
    type,
    jobs: jobs
      .filter(({ ResourceArn }) => ResourceArn === arn)
      .sort(
        (a, b) => ms(b.CreationDate) - ms(a.CreationDate) || ((a.BackupJobId ?? '') < (b.BackupJobId ?? '') ? -1 : 1),
      ),
    points: points.filter(({ ResourceArn }) => ResourceArn === arn),
    copies: copies
      .filter(({ ResourceArn }) => ResourceArn === arn)
      .sort((a, b) => ms(b.CreationDate) - ms(a.CreationDate) || ((a.CopyJobId ?? '') < (b.CopyJobId ?? '') ? -1 : 1)),
  }));
}

// The resources that a selection selects: (Resources or ListOfTags) and Conditions, without NotResources.

type Choice = 'by name' | 'by pattern' | 'perhaps' | 'no';

function choice({ document }: NaiveSelection, arn: string): Choice {
  const { Resources = [], NotResources = [], ListOfTags = [], Conditions = {} } = document;
  if (NotResources.some((pattern) => matches(pattern, arn))) return 'no';
  const isNamed = Resources.some((pattern) => matches(pattern, arn));
  if (!isNamed) return ListOfTags.length > 0 ? 'perhaps' : 'no';
  if (Object.values(Conditions).flat().length > 0) return 'perhaps';
  if (Resources.includes(arn)) return 'by name';
  return Resources.some((pattern) => namesType(pattern) && matches(pattern, arn)) ? 'by pattern' : 'perhaps';
}

/** Not `*`, and no whole service. */
const namesType = (pattern: string): boolean => {
  const parts = pattern.split(':');
  return parts[2] === 's3' || (parts.length > 5 && parts.slice(5).join(':') !== '*');
};

function isSkipped(
  { type, arn }: Pick<Resource, 'type' | 'arn'>,
  selections: readonly NaiveSelection[],
  world: NaiveWorld,
) {
  if (world.optIn[type] !== false) return false;
  const isNamed = selections.some(
    ({ document: { Resources = [], NotResources = [] } }) =>
      Resources.some((pattern) => namesType(pattern) && matches(pattern, arn)) &&
      !NotResources.some((pattern) => matches(pattern, arn)),
  );
  const looksLikeAnother = ['Aurora', 'Neptune', 'DocumentDB'].includes(type) || /:fsx:.*file-system/.test(arn);
  return !isNamed || looksLikeAnother;
}

/** When the plan or the rule made backups of it, oldest first. */
function takenAt({ jobs, points }: Resource, is: (by: RecoveryPointCreator) => boolean): number[] {
  const made = [...jobs, ...points.filter((point) => point.Status !== 'AVAILABLE' && point.Status !== 'STOPPED')];
  return made
    .filter(({ CreatedBy }) => CreatedBy && is(CreatedBy))
    .map(({ CreationDate }) => ms(CreationDate))
    .sort((a, b) => a - b);
}

interface Covers {
  readonly isNamed: boolean;
  readonly since: number;
}

/** Whether the plan is to back it up, and since when. */
function covers(plan: NaivePlan, resource: Resource, world: NaiveWorld): Covers | undefined {
  if (isSkipped(resource, plan.selections, world)) return undefined;
  const by = (wanted: Choice) => plan.selections.filter((one) => choice(one, resource.arn) === wanted);
  const [first] = takenAt(resource, ({ BackupPlanId }) => BackupPlanId === plan.id);
  for (const wanted of ['by name', 'by pattern', 'perhaps'] as const) {
    const selections = by(wanted);
    if (selections.length === 0) continue;
    if (wanted === 'perhaps' && first === undefined) return undefined;
    const made = Math.min(...selections.map(({ createdAt }) => createdAt));
    const taken = wanted === 'perhaps' ? (first ?? 0) : 0;
    return { isNamed: wanted === 'by name', since: Math.max(made, plan.versionAt, taken) };
  }
  return undefined;
}

/** AWS runs one of several rules of one plan whose windows overlap: the one with the longest retention. */
function isOwnSlot({ at }: Slot, { plan, rule }: Rule, rules: readonly Rule[], resource: Resource): boolean {
  return !rules.some((other) => {
    if (other.plan !== plan || other.rule === rule || retention(other.rule) < retention(rule)) return false;
    const meeting = other.slots.filter((slot) => slot.at < at + windowMs(rule) && at < slot.at + windowMs(other.rule));
    if (retention(other.rule) > retention(rule)) return meeting.length > 0;
    const ran = takenAtByJobs(resource, other.rule.RuleId);
    return meeting.some((slot) =>
      ran.some((made) => made >= slot.at - 5 * minute && made <= slot.at + windowMs(other.rule)),
    );
  });
}

const takenAtByJobs = ({ jobs }: Resource, ruleId: string | undefined): number[] =>
  jobs.filter(({ CreatedBy }) => CreatedBy?.BackupRuleId === ruleId).map(({ CreationDate }) => ms(CreationDate));

interface Absence {
  readonly of: Rule;
  readonly isNamed: boolean;
  /** Oldest first. */
  readonly slots: readonly Slot[];
}

/** Slots since the newest backup of the rule that should have made one by now, where a backup would show. */
function absence(of: Rule, resource: Resource, rules: readonly Rule[], world: NaiveWorld): Absence | undefined {
  const { plan, rule, slots } = of;
  const covered = covers(plan, resource, world);
  if (!covered) return undefined;
  const last = takenAt(resource, ({ BackupRuleId }) => BackupRuleId === rule.RuleId).at(-1) ?? 0;
  const jobsFrom = world.now - 30 * day;
  const shownFrom = Math.min(
    jobsFrom,
    Math.max(world.now - retention(rule) * day, world.pointsSince),
    plan.lastRunAt > 0 ? plan.lastRunAt + 5 * minute : world.now,
  );
  // A backup of which neither the job nor the point is listed any more may be of a slot before it.
  const unlisted = world.pointsSince > 0 ? lastBackup(resource, world) + 5 * minute : 0;
  const listedFrom = Math.max(shownFrom, Math.min(jobsFrom, unlisted));
  const absent = slots.filter(
    (slot) =>
      slot.at > Math.max(covered.since, plan.versionAt, listedFrom) &&
      slot.at > last + 5 * minute &&
      slot.at + slot.againAfter + 15 * minute <= world.now &&
      isOwnSlot(slot, of, rules, resource),
  );
  return absent.length > 0 ? { of, isNamed: covered.isNamed, slots: absent } : undefined;
}

const lastBackup = ({ arn }: Resource, { resources }: NaiveWorld): number =>
  ms(resources.find(({ ResourceArn }) => ResourceArn === arn)?.LastBackupTime);

const othersRan = (all: readonly Resource[], { arn }: Resource, ruleId: string | undefined, since: number): boolean =>
  all.some((other) => other.arn !== arn && takenAtByJobs(other, ruleId).some((at) => at >= since - 5 * minute));

interface Trouble {
  readonly kind: 'failed-run' | 'missed-run' | 'late-run';
  readonly since: number;
  readonly rank: number;
  readonly mayHaveLeft?: boolean;
}

function troubleOf(
  absent: Absence,
  inPlan: readonly Absence[],
  resource: Resource,
  all: readonly Resource[],
  { now }: NaiveWorld,
): Trouble {
  const { of, slots, isNamed } = absent;
  const since = slots[0]?.at ?? 0;
  const isMissed = slots.some(({ at, againAfter }) => now > at + againAfter + windowMs(of.rule));
  const lastOfPlan = takenAt(resource, ({ BackupPlanId }) => BackupPlanId === of.plan.id).at(-1) ?? 0;
  const afterPlan = new Set(
    inPlan.flatMap((one) => one.slots.map(({ at }) => at)).filter((at) => at > lastOfPlan + 5 * minute),
  );
  const ruleRan = othersRan(all, resource, of.rule.RuleId, since);
  const planRan = inPlan.some((one) => othersRan(all, resource, one.of.rule.RuleId, Math.min(...afterPlan)));
  const isAway = (slots.length > 1 && ruleRan) || (afterPlan.size > 1 && planRan);
  return {
    kind: isMissed || isAway ? 'missed-run' : 'late-run',
    since,
    rank: isAway ? 0 : 2,
    mayHaveLeft: !isNamed && (ruleRan || planRan),
  };
}

const ended = (job: BackupJob): number => ms(job.CompletionDate ?? job.StartBy ?? job.CreationDate);
const isOpen = ({ State }: BackupJob): boolean => ['CREATED', 'PENDING', 'RUNNING', 'ABORTING'].includes(State ?? '');
const isBad = ({ State }: { State?: string | undefined }): boolean =>
  ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'].includes(State ?? '');

/** The last ended job of each rule, if it failed and no later one succeeded. */
function failures(
  resource: Resource,
  covering: readonly Rule[],
  rules: readonly Rule[],
  { now }: NaiveWorld,
): Trouble[] {
  const { jobs } = resource;
  const ruleIds = new Set(jobs.map(({ CreatedBy }) => CreatedBy?.BackupRuleId ?? ''));
  return [...ruleIds].flatMap((ruleId): Trouble[] => {
    const job = jobs.find((one) => (one.CreatedBy?.BackupRuleId ?? '') === ruleId && !isOpen(one));
    if (!job || !isBad(job)) return [];
    const isRepeated = covering.some(({ rule }) => rule.RuleId === ruleId);
    if (!isRepeated && now - ended(job) > (job.State === 'ABORTED' ? day : 3 * day)) return [];
    const isMadeUp = jobs.some((later) => later.State === 'COMPLETED' && isInstead(later, job, rules));
    return isMadeUp ? [] : [{ kind: 'failed-run', since: ended(job), rank: 1 }];
  });
}

function isInstead(later: BackupJob, failed: BackupJob, rules: readonly Rule[]): boolean {
  const ruleOf = ({ CreatedBy }: BackupJob) => rules.find(({ rule }) => rule.RuleId === CreatedBy?.BackupRuleId)?.rule;
  const isByHand = !later.CreatedBy || !failed.CreatedBy;
  const isSame = later.CreatedBy?.BackupRuleId === failed.CreatedBy?.BackupRuleId;
  if (/running job for the same resource/i.test(failed.StatusMessage ?? '')) {
    const [one, other] = [ruleOf(later), ruleOf(failed)];
    const keepsAsLong = one && other && retention(one) >= retention(other);
    return (isByHand || isSame || keepsAsLong === true) && ended(later) > ms(failed.CreationDate);
  }
  return (isByHand || isSame) && ms(later.CreationDate) > ms(failed.CreationDate);
}

/** The longest time between two of the last eight slots and the next one. */
function cadence({ slots }: Rule, now: number): number | undefined {
  const known = slots.filter(({ at }) => at <= now).slice(-8);
  const around = [...known, ...slots.filter(({ at }) => at > now).slice(0, 1)];
  const gaps = around.slice(1).map(({ at }, index) => at - (around[index]?.at ?? at));
  return gaps.length > 0 ? Math.max(...gaps) : undefined;
}

function ofResource(
  resource: Resource,
  rules: readonly Rule[],
  all: readonly Resource[],
  missed: ReadonlySet<string>,
  world: NaiveWorld,
): NaiveFinding[] {
  const covering = rules.filter(({ plan }) => covers(plan, resource, world));
  const absences = covering
    .filter(({ plan }) => !missed.has(plan.name))
    .flatMap((of) => absence(of, resource, rules, world) ?? []);
  const troubles = [
    ...absences.map((one) =>
      troubleOf(
        one,
        absences.filter(({ of }) => of.plan === one.of.plan),
        resource,
        all,
        world,
      ),
    ),
    ...failures(resource, covering, rules, world),
  ];
  const [trouble] = troubles.sort((a, b) => a.rank - b.rank || b.since - a.since);
  const found = tooOld(resource, covering, rules, trouble, missed, world);
  if (found) return [found];
  return trouble ? [{ kind: trouble.kind, severity: 'warning', about: resource.arn, since: trouble.since }] : [];
}

function tooOld(
  resource: Resource,
  covering: readonly Rule[],
  rules: readonly Rule[],
  trouble: Trouble | undefined,
  missed: ReadonlySet<string>,
  world: NaiveWorld,
): NaiveFinding | undefined {
  const { now } = world;
  const gaps = covering.flatMap((of) => cadence(of, now) ?? []);
  if (gaps.length === 0 || resource.points.some(({ Status }) => Status === 'AVAILABLE')) return undefined;
  const every = Math.min(...gaps);
  const newest = newestData(resource, world);
  const isRunning = resource.jobs.find(isOpen);
  const age = newest === undefined ? Number.POSITIVE_INFINITY : now - newest;
  if (age <= every + Math.max(hour, every / 8)) return undefined;
  const isOverdue = covering.some((of) => {
    if (missed.has(of.plan.name)) return false;
    const covered = covers(of.plan, resource, world);
    const own = of.slots.filter(
      (slot) =>
        slot.at <= now &&
        slot.at > Math.max(covered?.since ?? now, of.plan.versionAt) &&
        isOwnSlot(slot, of, rules, resource),
    );
    const due = own.filter(({ at }) => at + 15 * minute <= now);
    const next = own[due.length]?.at ?? Number.POSITIVE_INFINITY;
    const startedAt = isRunning && ms(isRunning.CreationDate);
    const isItsJob =
      startedAt !== undefined && startedAt >= (due.at(-1)?.at ?? 0) - 5 * minute && startedAt < next - 5 * minute;
    const last = due.at(isItsJob ? -2 : -1);
    return last !== undefined && (newest === undefined ? !isItsJob : newest < last.at - 5 * minute);
  });
  if (!isOverdue) return undefined;
  return {
    kind: 'point-age',
    severity: age > 2 * every && !trouble?.mayHaveLeft ? 'critical' : 'warning',
    about: resource.arn,
    since: newest === undefined ? (trouble?.since ?? now) : newest + every,
  };
}

function newestData(resource: Resource, world: NaiveWorld): number | undefined {
  const { points, jobs, copies } = resource;
  const { now, pointsSince, region } = world;
  const sourceAt = (copy: CopyJob) =>
    ms(
      points.find(({ RecoveryPointArn }) => RecoveryPointArn === copy.SourceRecoveryPointArn)?.CreationDate ??
        jobs.find(({ RecoveryPointArn }) => RecoveryPointArn === copy.SourceRecoveryPointArn)?.CreationDate ??
        copy.CreationDate,
    );
  const unlisted = lastBackup(resource, world);
  const made = [
    ...(unlisted > 0 && unlisted < pointsSince ? [unlisted] : []),
    ...points.filter(({ Status }) => Status === 'COMPLETED').map(({ CreationDate }) => ms(CreationDate)),
    ...jobs
      .filter(({ State, CompletionDate }) => State === 'COMPLETED' && ms(CompletionDate) > now - 5 * minute)
      .map(({ CreationDate }) => ms(CreationDate)),
    // Nobody lists the points of another Region: its copy jobs tell of them, and a copy has its source's date.
    ...copies
      .filter(
        ({ State, DestinationBackupVaultArn = '' }) =>
          State === 'COMPLETED' && !DestinationBackupVaultArn.includes(`:${region}:`),
      )
      .map(sourceAt),
  ];
  return made.length > 0 ? Math.max(...made) : undefined;
}

function dueOfPlan(plan: NaivePlan, rules: readonly Rule[], now: number): number[] {
  const made = Math.min(...plan.selections.map(({ createdAt }) => createdAt));
  return rules
    .filter((one) => one.plan === plan)
    .flatMap(({ slots }) => slots)
    .filter(({ at }) => at > Math.max(made, plan.versionAt))
    .filter(({ at, againAfter }) => at + againAfter + hour <= now)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
}

function planStopped(
  plan: NaivePlan,
  rules: readonly Rule[],
  resources: readonly Resource[],
  world: NaiveWorld,
): NaiveFinding[] {
  if (plan.selections.length === 0) return [];
  const due = dueOfPlan(plan, rules, world.now);
  const taken = resources.map((resource) => ({
    resource,
    last: takenAt(resource, ({ BackupPlanId }) => BackupPlanId === plan.id).at(-1) ?? 0,
  }));
  const lastRun = Math.max(plan.lastRunAt, ...taken.map(({ last }) => last));
  const newest = due.at(-1);
  if (newest === undefined || lastRun === 0 || lastRun >= newest - 5 * minute) return [];
  const isLeft = taken.some(({ resource }) => covers(plan, resource, world));
  const isPassedOver = taken.some(
    ({ resource, last }) => last > 0 && plan.selections.some((one) => choice(one, resource.arn) !== 'no'),
  );
  const mayTakeOthers = plan.selections.some(
    ({ document: { Resources = [], ListOfTags = [], Conditions = {} } }) =>
      ListOfTags.length > 0 ||
      Object.values(Conditions).flat().length > 0 ||
      Resources.some((one) => one.includes('*')),
  );
  if (!isLeft && (isPassedOver || !mayTakeOthers)) return [];
  const since = due.find((at) => at > lastRun + 5 * minute);
  return [{ kind: 'plan-missed', severity: 'critical', about: plan.name, ...(since === undefined ? {} : { since }) }];
}

function selectsNothing(plan: NaivePlan, rules: readonly Rule[], world: NaiveWorld): NaiveFinding[] {
  const ran = [...world.jobs, ...world.points].some(({ CreatedBy }) => CreatedBy?.BackupPlanId === plan.id);
  const hasRun = plan.lastRunAt > 0 || ran;
  const found: NaiveFinding = { kind: 'selects-nothing', severity: 'warning', about: plan.name };
  if (plan.selections.length === 0 && hasRun) return [found];
  if (hasRun) return [];
  const isByTagsOnly = plan.selections.every(
    ({ document: { Resources = [], ListOfTags = [], Conditions = {} } }) =>
      Resources.every((one) => one === '*') &&
      ListOfTags.length + Object.values(Conditions).flat().length + Resources.length > 0,
  );
  const made = Math.max(plan.versionAt, ...plan.selections.map(({ createdAt }) => createdAt));
  const isDue = rules.some(
    (one) => one.plan === plan && one.slots.some(({ at }) => at > made && at + 15 * minute < world.now),
  );
  return isByTagsOnly && isDue ? [found] : [];
}

function unprotected(rules: readonly Rule[], resources: readonly Resource[], world: NaiveWorld): NaiveFinding[] {
  const known = new Set(resources.map(({ arn }) => arn));
  const found = new Map<string, NaiveFinding>();
  for (const plan of world.plans) {
    for (const selection of plan.selections) {
      for (const arn of selection.document.Resources ?? []) {
        if (!arn.startsWith('arn:') || arn.includes('*') || known.has(arn) || choice(selection, arn) !== 'by name')
          continue;
        const isCluster = /:rds:.*:cluster:/.test(arn);
        const types = isCluster ? ['Aurora', 'Neptune', 'DocumentDB', 'RDS'] : /:fsx:/.test(arn) ? ['FSx'] : [];
        if (types.some((type) => world.optIn[type] === false)) continue;
        const own = rules.filter((one) => one.plan === plan);
        const from = Math.max(selection.createdAt, plan.versionAt);
        const slots = own.flatMap((one) => one.slots.map(({ at }) => at)).filter((at) => at > from);
        const first = slots.length > 0 ? Math.min(...slots) : undefined;
        const isDue = first !== undefined && first + 15 * minute <= world.now;
        const severity = isDue ? 'critical' : 'notice';
        const before = found.get(arn);
        // The first run that is over counts, of whichever plan.
        if (before && (!isDue || (before.severity === 'critical' && (before.since ?? 0) <= first))) continue;
        found.set(arn, { kind: 'unprotected', severity, about: arn, ...(isDue ? { since: first } : {}) });
      }
    }
  }
  return [...found.values()];
}

function optedOut(resources: readonly Resource[], world: NaiveWorld): NaiveFinding[] {
  const all = world.plans.flatMap(({ selections }) => selections);
  const left = resources.filter(
    (resource) =>
      isSkipped(resource, all, world) &&
      world.plans.some(
        ({ id, selections }) =>
          takenAt(resource, ({ BackupPlanId }) => BackupPlanId === id).length > 0 &&
          selections.some((one) => choice(one, resource.arn) !== 'no'),
      ),
  );
  return [...new Set(left.map(({ type }) => type))].map((about) => ({
    kind: 'opted-out',
    severity: 'critical',
    about,
  }));
}

function copiesOf(resource: Resource, rules: readonly Rule[], { now }: NaiveWorld): NaiveFinding[] {
  const promised = new Set<string>();
  const found: NaiveFinding[] = [];
  const copy = (kind: string, since: number) => found.push({ kind, severity: 'warning', about: resource.arn, since });
  for (const { rule, plan } of rules) {
    const sources = resource.jobs.filter(
      ({ CreatedBy, State }) => CreatedBy?.BackupRuleId === rule.RuleId && State === 'COMPLETED',
    );
    for (const { DestinationBackupVaultArn: vault = '' } of rule.CopyActions ?? []) {
      const of = (job: BackupJob) =>
        resource.copies.filter(
          (one) => one.DestinationBackupVaultArn === vault && one.SourceRecoveryPointArn === job.RecoveryPointArn,
        );
      const isDue = (job: BackupJob) => ms(job.CompletionDate) + 2 * hour < now;
      const source = sources.find((job) => isDue(job) || of(job).length > 0) ?? sources[0];
      if (!source) continue;
      promised.add(vault);
      const own = of(source);
      const isOver = (one: CopyJob) => one.State === 'COMPLETED' || isBad(one);
      if (own.some(({ State }) => State === 'COMPLETED') || own.some((one) => !isOver(one))) continue;
      const [bad] = own.filter(isBad);
      if (bad) copy('copy-failed', ms(bad.CompletionDate ?? bad.CreationDate));
      else if (isDue(source) && ms(source.CreationDate) > plan.versionAt) copy('copy-missing', ended(source));
    }
  }
  const elsewhere = new Set(resource.copies.map(({ DestinationBackupVaultArn = '' }) => DestinationBackupVaultArn));
  for (const vault of [...elsewhere].filter((one) => !promised.has(one))) {
    const [last] = resource.copies.filter(
      (one) => one.DestinationBackupVaultArn === vault && (one.State === 'COMPLETED' || isBad(one)),
    );
    const endedAt = ms(last?.CompletionDate ?? last?.CreationDate);
    if (last && isBad(last) && now - endedAt <= 3 * day) copy('copy-failed', endedAt);
  }
  return found;
}
