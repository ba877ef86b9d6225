// The visible columns of each list.
import * as z from 'zod/mini';
import { columnIds } from './views.ts';

export const columns = z
  .record(z.string(), columnIds)
  .check(z.describe('For each list the columns to show, in order, such as vaults: [name, points, lock].'));
