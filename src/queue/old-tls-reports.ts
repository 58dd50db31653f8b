/** TLS reports of others that have been kept long enough, and those of organizations that are gone. Part of housekeeping. */
import { startOfDay } from '../base/words/local-day.ts';
import type { LiveDirectory } from '../directory/live-directory.ts';
import { forgetTlsReports } from '../store/tls-report-book.ts';
import type { Store } from '../store/store.ts';

interface Parts {
  readonly store: Pick<Store, 'notes'>;
  readonly directory: LiveDirectory;
}

/** To be called in each round: it looks once a day. Rejects with StoreUnavailable. */
export function forgettingTlsReports({ store, directory }: Parts): (now: number) => Promise<void> {
  let lookedOn = 0;
  return async (now) => {
    const today = startOfDay(now);
    if (today === lookedOn) return;
    await forgetTlsReports(store.notes, now, (id) => directory.current.get('organization', id) !== null);
    lookedOn = today;
  };
}
