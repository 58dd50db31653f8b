/** Lists as tables for spreadsheets: a line a row, as many as one answer may have. */
import { z } from 'zod';
import { bounds } from '../../base/bounds.ts';

export const csvRows = z.coerce
  .number()
  .int()
  .min(1)
  .max(bounds.admin.csvRows)
  .optional()
  .meta({ description: 'It ends after so many rows, whole; absent: all' });

export const csvAnswer = <const Row extends string>(row: Row) =>
  ({
    as: 'text',
    type: 'text/csv',
    description: `A ${row} a line, all columns, times in UTC; of more than ${bounds.admin.csvRows} rows the answer breaks off unfinished, unless a limit was asked for`,
  }) as const;
