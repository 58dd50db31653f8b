/** The house as a Global administrator has it: all of it. */
import { WatcherPlaces } from '../api/watcher-places.ts';
import { FileReader } from '../changes/read-file.ts';
import type { AdminContext, AdminDirectory, AdminParts, AdminStore } from '../context.ts';

export const wholeHouse = (parts: AdminParts): AdminContext => ({
  ...parts,
  directory: wholeDirectory(parts),
  store: wholeStore(parts),
  watchers: new WatcherPlaces(),
  files: new FileReader(),
});

const wholeDirectory = ({ directory }: Pick<AdminParts, 'directory'>): AdminDirectory => ({
  get current() {
    return directory.current;
  },
  get whole() {
    return directory.current;
  },
  seen: (whole) => whole,
  replace: (latest) => directory.replace(latest),
  requireOwn() {},
});

const wholeStore = ({ store }: Pick<AdminParts, 'store'>): AdminStore => ({
  ...{ spool: store.spool, trace: store.trace, usage: store.usage, backup: store.backup },
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
