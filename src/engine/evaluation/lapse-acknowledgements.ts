// Acknowledgements of findings that are gone end: a trouble that comes back after it was fixed is listed again.
import {
  type Acknowledgement,
  lapsedAcknowledgements,
  type PlaceFindings,
} from '../../domain/attention/findings/acknowledgement.ts';
import { createNotesReader } from '../../store/notes.ts';
import { createStatements, type Database } from '../../store/sqlite.ts';
import { acknowledgementsIn, acknowledgementsMark, createAcknowledgements } from '../store/acknowledgements.ts';

/** To be called with each evaluation of an account-Region. */
export function createAcknowledgementLapse(database: Database): (place: PlaceFindings) => void {
  const reader = createNotesReader(createStatements(database));
  const kept = createAcknowledgements(database);
  let known: { readonly mark: number; readonly all: readonly Acknowledgement[] } | undefined;
  return (place) => {
    const mark = acknowledgementsMark(reader);
    // Another program may have added some.
    if (known?.mark !== mark) known = { mark, all: acknowledgementsIn(reader) };
    const { changed, lifted } = lapsedAcknowledgements(known.all, place);
    if (changed.length > 0) void kept.add(changed);
    if (lifted.length > 0) void kept.lift(lifted);
  };
}
