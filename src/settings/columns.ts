// The visible columns of each list.
import * as z from 'zod/mini';
import { columnIds } from './views.ts';

export const columns = z
  .record(z.string(), columnIds)
  .check(z.describe('Columns of each list, in order, such as vaults: [name, points, lock].'));
