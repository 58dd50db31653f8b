/** The house as a Global administrator has it: all of it. */
import { bounds } from '../../base/bounds.ts';
import { type PlaceBounds, WatcherPlaces } from '../api/watcher-places.ts';
import { FileReader } from '../changes/read-file.ts';
import { ImportReader } from '../changes/read-import.ts';
import { lastBackup, lastBackupTry, noteBackupTry } from '../../store/backup-book.ts';
import type { QueueSelection } from '../../store/store.ts';
import { tlsReportsSince } from '../../store/tls-report-book.ts';
import type { AdminContext, AdminDirectory, AdminParts, AdminStore, Steering } from '../context.ts';

export const wholeHouse = (parts: AdminParts): AdminContext => ({
  ...parts,
  directory: wholeDirectory(parts),
  store: wholeStore(parts),
  watchers: new WatcherPlaces(placesToWatch),
  hearers: new WatcherPlaces(placesToHear),
  steering: hinted(parts),
  files: new FileReader(),
  imports: new ImportReader(),
});

const placesToWatch: PlaceBounds = {
  all: bounds.admin.watchers,
  kept: bounds.admin.watchersKept,
  ofOne: bounds.admin.watchersOfOne,
  ofOrganization: bounds.admin.watchersOfOrganization,
};

const placesToHear: PlaceBounds = {
  all: bounds.admin.hearers,
  kept: bounds.admin.hearersKept,
  ofOne: bounds.admin.hearersOfOne,
  ofOrganization: bounds.admin.hearersOfOrganization,
};

/** Acts on the queue, of which its lists are told. */
function hinted({ steering, hints }: Pick<AdminParts, 'steering' | 'hints'>): Steering {
  const told =
    <Rest extends readonly unknown[]>(act: (selection: QueueSelection, ...rest: Rest) => Promise<number>) =>
    (selection: QueueSelection, ...rest: Rest): Promise<number> =>
      act(selection, ...rest).finally(() => hints.acted(selection.organizationIds ?? null));
  return {
    hold: told((...act) => steering.hold(...act)),
    release: told((...act) => steering.release(...act)),
    retryNow: told((...act) => steering.retryNow(...act)),
    redirect: told((...act: Parameters<Steering['redirect']>) => steering.redirect(...act)),
    expire: told((...act: Parameters<Steering['expire']>) => steering.expire(...act)),
    bounce: told((...act: Parameters<Steering['bounce']>) => steering.bounce(...act)),
  };
}

const wholeDirectory = ({ directory }: Pick<AdminParts, 'directory'>): AdminDirectory => ({
  get current() {
    return directory.current;
  },
  get whole() {
    return directory.current;
  },
  seen: (whole) => whole,
  replace: (latest) => directory.replace(latest),
  asTheirs: (_whole, edits) => edits,
});

const wholeStore = ({ store }: Pick<AdminParts, 'store'>): AdminStore => ({
  ...{ trace: store.trace, usage: store.usage, person: store.person, backup: store.backup },
  tlsReports: (organizations, span) => tlsReportsSince(store.notes, organizations, span),
  spool: {
    list: (...asked) => store.spool.list(...asked),
    lanes: (only) => store.spool.lanes(only),
    laneLooks: (...asked) => store.spool.laneLooks(...asked),
    oldest: (only) => store.spool.oldest(only),
    quarantine: (only) => store.spool.quarantine(only),
    scan: (selection) => store.spool.scan(selection),
    read: (selection) => store.spool.scan(selection),
  },
  backups: {
    last: () => lastBackup(store.notes),
    tried: () => lastBackupTry(store.notes),
    note: (tried) => noteBackupTry(store.notes, tried),
  },
  directory: {
    load: () => store.directory.load(),
    change: (...change) => store.directory.change(...change),
    note: (entry) => store.directory.note(entry),
    async audit(filter) {
      const entries = await store.directory.audit(filter);
      const last = entries.length < filter.limit ? undefined : entries.at(-1);
      return { entries, next: last?.n ?? null };
    },
  },
});
