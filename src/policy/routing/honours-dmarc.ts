/** Whether an organization does what DMARC says, or only observes it. Pure. */
import type { Organization } from '../../directory/objects.ts';
import { dmarcRows, type Screened, type ScreenRow } from '../../mail/screening/screened.ts';

const isDmarc = (row: ScreenRow): boolean => dmarcRows.includes(row);

/** Mail that fails DMARC is refused or kept back where its domain asks for that, and nobody is believed in an own name without it. */
export const honoursDmarc = ({ protection, protectionObserves }: Organization): boolean =>
  protection !== 'observe' && !protectionObserves.some(isDmarc);

/** It fails DMARC, was taken all the same because that is only observed, and nobody has let it go on since. */
export const passedUnhonoured = ({ observed = [], filter }: Screened): boolean =>
  filter !== 'SKQ' && observed.some(({ row }) => isDmarc(row));

/** The check that keeps a message in quarantine; absent: none has. The store looks for it in the same way (`store/sqlite/reader/selection-sql.ts`). */
export const keptFor = (screened: Screened | undefined): ScreenRow | undefined =>
  screened === undefined || screened.disposition === 'quarantine'
    ? screened?.row
    : (screened.observed?.find(({ row }) => isDmarc(row))?.row ?? screened.row);
