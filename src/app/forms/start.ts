// The actions that can be started on a row or on the marked rows, and the reasons against the others.

import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import { scopeKey } from '../../domain/scope.ts';
import { type AnyAction, isLocal, makesText } from '../../resources/action.ts';
import { type Remedy, remediesOf, resourceRowOf } from '../../resources/actions/findings/remedies.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource } from '../../resources/resource.ts';
import { emptyInput } from '../command-line/text-input.ts';
import { followJobs } from '../following/following.ts';
import type { ListRow } from '../list/rows.ts';
import { listRows, type Selected, selected, type UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import { everywhere } from '../state/lists/list-requests.ts';
import { currentScreen, type State } from '../state/state.ts';
import { stay, type UpdateResult, withEffects } from '../state/step.ts';
import { knownIn } from './act-context.ts';
import type { ActionTarget, ActOverlay } from './act-state.ts';
import { formOf } from './act-state.ts';
import { lastValues } from './form-history.ts';

export interface Offer {
  readonly action: AnyAction;
  readonly resource: AnyResource;
  readonly targets: readonly ActionTarget[];
  readonly leftOut: readonly string[];
  /** The reason why the action is disabled. */
  readonly disabled?: string;
}

/** Actions on the marked rows, else on the row under the cursor; actions that create something need no row. */
export function offers(state: State, context: UpdateContext): readonly Offer[] {
  const screen = currentScreen(state);
  const rows = markedRows(state, context);
  const resource = rows[0]?.resource ?? (screen.kind === 'overview' ? undefined : resources[screen.resource]);
  const own = (resource?.actions ?? []).flatMap((action) => {
    const offer = resource && offerOf({ action, resource }, rows, context.data);
    return offer ? [offer] : [];
  });
  return [...remedyOffers(rows, context.data), ...own];
}

/** What removes the cause of a finding: the action of another list, on the row that the finding names. */
function remedyOffers(rows: readonly Chosen[], data: Data): readonly Offer[] {
  const [chosen, ...others] = rows;
  if (!chosen || others.length > 0 || !isFindingList(chosen.resource)) return [];
  const finding = chosen.row as LineRow;
  return remediesOf(finding).flatMap((remedy): readonly Offer[] => {
    const resource = resources[remedy.resource];
    const action = resource.actions?.find(({ id }) => id === remedy.action);
    const found = remedyRows(finding, remedy, data);
    const rows = found.map((row) => ({ resource, key: resource.key(row), row }));
    const offer = action && rows.length > 0 && offerOf({ action, resource }, rows, data);
    return offer ? [offer] : [];
  });
}

function remedyRows(finding: LineRow, { on, resource }: Remedy, data: Data): readonly ListRow[] {
  if (on === 'resource') return [resourceRowOf(finding)];
  if (on === 'evidence') return [evidenceRow(finding, resources[resource], data)].filter((row) => row !== undefined);
  const { scope, resourceType, evidence } = finding;
  const { accountId, region } = scope;
  const listed = data.listed(everywhere(resource, data), { accountId, region });
  return listed.filter(({ type, state }) => (on === 'type' ? type === resourceType : state === evidence.params.state));
}

const isFindingList = ({ id }: AnyResource): boolean => id === 'attention' || id === 'findings';

/** undefined: AWS no longer lists it, or the list has not arrived. */
function evidenceRow({ scope, evidence: { params } }: LineRow, { id }: AnyResource, data: Data) {
  const names = Object.entries(params).filter(([name]) => ['id', 'name', 'arn'].includes(name));
  if (names.length === 0) return undefined;
  const { accountId, region } = scope;
  return data
    .listed(everywhere(id, data), { accountId, region })
    .find((row) => names.every(([name, value]) => row[name] === value));
}

type Chosen = Pick<Selected, 'resource' | 'key' | 'row' | 'isGone'>;

export function markedRows(state: State, context: UpdateContext): readonly Chosen[] {
  const screen = currentScreen(state);
  if (screen.kind === 'list' && screen.marked.length > 0) {
    const { indexOf, rows } = listRows(screen, context);
    const resource = resources[screen.resource];
    return screen.marked.flatMap((key) => {
      const index = indexOf.get(key);
      return index === undefined ? [] : [{ resource, key, row: rows.at(index) }];
    });
  }
  const one = selected(state, context);
  return one ? [one] : [];
}

type Offered = Pick<Offer, 'action' | 'resource'>;

function offerOf({ action, resource }: Offered, rows: readonly Chosen[], data: Data): Offer | undefined {
  if (action.on === 'list') return newOffer({ action, resource }, rows, data);
  if (rows.length === 0) return undefined;
  const facts = { now: data.now, known: knownIn(data) };
  const judged = rows.map(({ key, row, isGone }, number) => ({
    target: { key, row, scope: row.scope, number },
    reason: isGone ? 'AWS no longer lists it' : (whyNot(action, row, data) ?? action.disabled?.(row, facts)),
  }));
  const possible = judged.filter(({ reason }) => reason === undefined).map(({ target }) => target);
  const { targets, elsewhere } = action.together ? joinTargets(possible) : { targets: possible, elsewhere: [] };
  const away = elsewhere.map(({ row }) => `${resource.label(row)}: in another account or Region`);
  const refused = judged.flatMap(({ target, reason }) => (reason ? [`${resource.label(target.row)}: ${reason}`] : []));
  const many = rows.length > 1 && !action.many ? 'only one row at a time' : action.apart?.(targets.map(rowOf));
  const disabled = many ?? (targets.length === 0 ? judged[0]?.reason : undefined);
  return { action, resource, targets, leftOut: [...refused, ...away], ...(disabled ? { disabled } : {}) };
}

const rowOf = ({ row }: ActionTarget) => row;

/** One target for all rows in the place of the first. */
export function joinTargets(targets: readonly ActionTarget[]) {
  const [first] = targets;
  if (!first || targets.length === 1) return { targets, elsewhere: [] };
  const { here = [], elsewhere = [] } = Object.groupBy(targets, ({ scope }) =>
    scopeKey(scope) === scopeKey(first.scope) ? 'here' : 'elsewhere',
  );
  return { targets: [{ ...first, rows: here.map(({ row }) => row) }], elsewhere };
}

function newOffer({ action, resource }: Offered, rows: readonly Chosen[], data: Data): Offer {
  const scope = rows[0]?.row.scope ?? data.scopes[0];
  if (!scope) return { action, resource, targets: [], leftOut: [], disabled: 'not signed in yet' };
  const place = { scope };
  const reason = whyNot(action, place, data);
  const targets: readonly ActionTarget[] = [{ key: '', row: undefined, scope, number: 0 }];
  return { action, resource, targets, leftOut: [], ...(reason ? { disabled: reason } : {}) };
}

/** An export only reads, a local action changes only this machine, and a dry run sends nothing. */
function whyNot(action: AnyAction, row: { scope: ActionTarget['scope'] }, { acting, past }: Data): string | undefined {
  if (past) return 'the screen shows the past; :now returns to the present';
  if (isLocal(action)) return undefined;
  const reach = acting.reach(row.scope);
  if (reach === undefined) return `no credentials for account ${row.scope.accountId}`;
  if (makesText(action) || acting.dryRun || reach.write) return undefined;
  return `read-only: ${reach.timedWrite ? ':write 30m allows changes' : 'start with --write, or --dry-run to preview'}`;
}

export function startAction(state: State, offer: Offer, { data }: UpdateContext): UpdateResult {
  if (offer.disabled) {
    return stay({
      ...state,
      notice: { text: `${offer.action.title}: ${offer.disabled}`, tone: 'warn', at: data.localNow },
    });
  }
  if (offer.action.follows) return stay(followJobs(state, offer, data.localNow));
  const of = { resource: offer.resource.id, action: offer.action.id };
  const recall = lastValues(state, of);
  const overlay: ActOverlay = {
    kind: 'act',
    ...of,
    ...(recall ? { recall } : {}),
    targets: offer.targets,
    leftOut: offer.leftOut,
    stage: 'loading',
    token: '',
    revision: 0,
    attempts: 0,
    forms: [formOf({})],
    typed: emptyInput,
    top: 0,
    leaving: false,
  };
  return withEffects({ ...state, overlay }, { type: 'loadAction', overlay });
}
