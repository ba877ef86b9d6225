// Texts from outside the form: from the person's editor, or from a file.
import type { ActEvent } from '../app/forms/act-events.ts';
import type { Notice } from '../app/state/state.ts';
import { errorMessage } from '../lib/error-message.ts';

export interface DocumentPlaces {
  /** Lets the person edit a text in an editor; undefined: the person cancelled. */
  readonly edit?: (text: string, name: string) => Promise<string | undefined>;
  readonly readFile?: (path: string) => Promise<string>;
  /** Writes an export to a file, and returns the path. */
  readonly handOver?: (name: string, text: string) => Promise<string>;
}

export function createDocuments(
  { edit, readFile, handOver }: DocumentPlaces,
  dispatch: (event: ActEvent) => void,
  notify: (text: string, tone: Notice['tone']) => void,
) {
  const failed = (field: string, error: unknown) =>
    dispatch({ type: 'documentFailed', field, reason: errorMessage(error) });
  const nowhere = async (): Promise<never> => {
    throw new Error('Files cannot be opened or saved in this run.');
  };
  return {
    async edit(field: string, text: string): Promise<void> {
      try {
        const edited = await (edit ?? nowhere)(text, `${field}.json`);
        if (edited !== undefined) dispatch({ type: 'documentRead', field, text: edited });
      } catch (error) {
        failed(field, error);
      }
    },
    async read(field: string, path: string): Promise<void> {
      try {
        dispatch({ type: 'documentRead', field, text: await (readFile ?? nowhere)(path) });
      } catch (error) {
        failed(field, error);
      }
    },
    async handOver(name: string, text: string): Promise<void> {
      try {
        notify(`Written to ${await (handOver ?? nowhere)(name, text)}`, 'good');
      } catch (error) {
        notify(errorMessage(error), 'bad');
      }
    },
  };
}
