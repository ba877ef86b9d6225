// The detail of something that AWS does not have: there is no row, but there may be a drill-down.
import type { AwsProblem } from '../../../aws/errors/errors.ts';
import { resources } from '../../../resources/index.ts';
import { detailRow } from '../../detail/detail-row.ts';
import type { Data } from '../data.ts';
import { listScreen, pushScreen } from '../open.ts';
import { currentScreen, type DetailScreen, type State } from '../state.ts';
import { listRequests } from './list-requests.ts';

export interface MissingWay {
  readonly title: string;
  follow(state: State): State;
}

/** undefined: the row exists, not all requests have said that it does not, or its resource has no such drill-down. */
export function wayFromMissing(screen: DetailScreen, data: Data): MissingWay | undefined {
  const { whenGone, title } = resources[screen.resource];
  const { scopes, params } = screen;
  const [scope] = scopes;
  if (!whenGone || !scope || detailRow(screen, data)) return undefined;
  const isMissing = listRequests(screen, data).every((request) => isAbsent(data.snapshot(request)?.failure?.problem));
  const found = isMissing ? whenGone.params({ scope, params }) : undefined;
  if (!found) return undefined;
  const follow = (state: State) =>
    pushScreen(state, { ...listScreen(whenGone.to, found, [scope]), origin: `missing ${title}` });
  return { title: whenGone.title, follow };
}

const isAbsent = (problem: AwsProblem | undefined): boolean =>
  problem?.kind === 'not-found' || problem?.mayBeAbsent === true;

/** The drill-down key on a detail without a row. */
export function followMissing(state: State, data: Data): State {
  const screen = currentScreen(state);
  return (screen.kind === 'detail' && wayFromMissing(screen, data)?.follow(state)) || state;
}
