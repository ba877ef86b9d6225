// Findings that not each program judges, or not of each resource: that one is missing does not say that it is gone.
import type { ScopeEvaluation } from '../../domain/attention/evaluate-scope.ts';
import type { FindingKind } from '../../domain/attention/findings/finding-kind.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { ResourceCoverage } from '../../domain/coverage/coverage-row.ts';
import { tableOf } from '../../lib/text/table.ts';

interface Judging extends Pick<ScopeEvaluation, 'view' | 'coverage'> {
  readonly settings: AttentionSettings;
  /** What the finding is about, as its key names it. */
  readonly subject: string;
}

/** Other kinds are always judged. */
const judgedIf = tableOf<(judging: Judging) => boolean>({
  'not-covered': ({ settings, view, coverage }) =>
    isInventoried({ settings, view }) && !resourcesOf({ coverage }).some(isOpen),
  'last-copy-expires': ({ settings, view, coverage, subject }) =>
    isInventoried({ settings, view }) &&
    !resourcesOf({ coverage }).some((row) => isOpen(row) && subject.endsWith(`/${row.arn}`)),
  'key-gone': ({ settings, view, subject }) =>
    settings.coverage === true &&
    view.facts.keys !== undefined &&
    !view.facts.keys.rows.some(({ arn, state }) => state === undefined && subject.endsWith(`/${arn}`)),
  'access-point-stands': ({ settings, view, subject }) =>
    settings.accessPoints === true &&
    view.facts.accessPoints !== undefined &&
    !view.facts.accessPoints.rows.some(({ arn, createdAt }) => createdAt === undefined && subject.endsWith(`/${arn}`)),
} satisfies Partial<Record<FindingKind, (judging: Judging) => boolean>>);

/** `key`: of a single finding. */
export function isJudged(key: string, { view, coverage }: ScopeEvaluation, settings: AttentionSettings): boolean {
  const [kind = '', , , ...rest] = key.split('|');
  return judgedIf[kind]?.({ view, coverage, settings, subject: rest.slice(0, -1).join('|') }) ?? true;
}

/** An index that is still being made lacks resources. */
const isInventoried = ({ settings, view: { facts } }: Pick<Judging, 'settings' | 'view'>): boolean =>
  settings.coverage === true &&
  facts.inventory !== undefined &&
  !facts.inventory.rows.some((row) => row.kind === 'source' && row.partial !== undefined);

const resourcesOf = ({ coverage }: Pick<Judging, 'coverage'>): readonly ResourceCoverage[] =>
  [...coverage.value().ofResources.values()].map(({ result }) => result);

/** A response is missing. No response decides on a plan without a schedule, or on a resource that the inventory lacks. */
const isOpen = ({ state, why }: ResourceCoverage): boolean =>
  state === 'not-known' && why.kind !== 'no-promise' && why.kind !== 'not-inventoried';
