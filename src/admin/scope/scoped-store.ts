/** The store as somebody has it who has some organizations: mail, trace and audit log of these alone. Rows that belong to nobody are not theirs. */
import type { ObjectId } from '../../base/id.ts';
import { sessionFor } from '../../policy/owners/session-for.ts';
import { storyFor } from '../../policy/owners/story-for.ts';
import type { LaneCount, QueueEntry, QueueSelection } from '../../store/store.ts';
import type { AdminDirectory, AdminStore } from '../context.ts';
import { isEntryOf, walkAudit } from './audit-walk.ts';
import { Border } from './border.ts';
import { notYours } from './not-yours.ts';

export class ScopedStore implements AdminStore {
  readonly #whole: AdminStore;
  readonly #directory: AdminDirectory;
  readonly #organizations: ReadonlySet<ObjectId>;

  constructor(whole: AdminStore, directory: AdminDirectory, organizations: ReadonlySet<ObjectId>) {
    this.#whole = whole;
    this.#directory = directory;
    this.#organizations = organizations;
  }

  /** A selection that names organizations is cut, one that names none is of all of theirs. */
  selection = <Selection extends Pick<QueueSelection, 'organizationIds'>>(selection: Selection): Selection => ({
    ...selection,
    organizationIds: this.#own(selection.organizationIds),
  });

  #own(ids: readonly ObjectId[] | null | undefined): readonly ObjectId[] {
    return ids == null ? [...this.#organizations] : ids.filter((id) => this.#organizations.has(id));
  }

  #isOwn(id: ObjectId | null): boolean {
    return id !== null && this.#organizations.has(id);
  }

  readonly spool: AdminStore['spool'] = {
    list: async (selection, page) => {
      const border = this.#border();
      const found = await this.#whole.spool.list(this.selection(selection), page);
      return { ...found, entries: found.entries.map((entry) => border.entry(entry)) };
    },
    lanes: async (organizationIds) => {
      const border = this.#border();
      const lanes = await this.#whole.spool.lanes(this.#own(organizationIds));
      return together(lanes.map((one) => ({ ...one, lane: border.lane(one.lane) })));
    },
    laneLooks: async (lanes, since, organizationIds) => {
      const border = this.#border();
      const looks = await this.#whole.spool.laneLooks(lanes, since, this.#own(organizationIds));
      return looks.map((one) => border.laneLook(one));
    },
    oldest: async (only) => {
      const found = await this.#whole.spool.oldest(this.#own(only));
      return found && this.#border().oldest(found);
    },
    quarantine: (only) => this.#whole.spool.quarantine(this.#own(only)),
    // Looked through for what a change would do; nothing of it is answered.
    scan: (selection) => this.#whole.spool.scan(this.selection(selection)),
    read: (selection) => this.#read(selection),
  };

  readonly tlsReports: AdminStore['tlsReports'] = (organizations, span) =>
    this.#whole.tlsReports(this.#own(organizations), span);

  async *#read(selection: QueueSelection): AsyncGenerator<readonly QueueEntry[], void, undefined> {
    const border = this.#border();
    for await (const entries of this.#whole.spool.scan(this.selection(selection)))
      yield entries.map((entry) => border.entry(entry));
  }

  #border(): Border {
    const { current, whole } = this.#directory;
    return new Border(this.#organizations, whole, current);
  }

  readonly trace: AdminStore['trace'] = {
    search: async (query) => {
      const border = this.#border();
      const page = await this.#whole.trace.search(this.selection(query));
      return { ...page, rows: page.rows.map((row) => border.row(row)) };
    },
    story: async (queueId) => {
      const story = await this.#whole.trace.story(queueId);
      const own = story && storyFor([...this.#organizations], story);
      return own && this.#border().story(own);
    },
    session: async (id) => {
      const session = await this.#whole.trace.session(id);
      return session && sessionFor([...this.#organizations], session);
    },
    refusalCounts: async (since) => {
      const counts = await this.#whole.trace.refusalCounts(since);
      return counts.filter(({ organizationId = null }) => this.#isOwn(organizationId));
    },
    mailCounts: async (at, only) => {
      const border = this.#border();
      return border.mailCounts(await this.#whole.trace.mailCounts(at, this.#own(only)));
    },
    series: async (asked) => {
      const border = this.#border();
      const found = await this.#whole.trace.series({ ...asked, only: this.#own(asked.only) });
      return { ...found, points: border.points(asked.by, found.points) };
    },
    lastMail: async (only) => {
      const border = this.#border();
      return border.lastMail(await this.#whole.trace.lastMail(this.#own(only)));
    },
  };

  readonly usage: AdminStore['usage'] = {
    senders: (organizationId, since) =>
      this.#isOwn(organizationId) ? this.#whole.usage.senders(organizationId, since) : Promise.resolve([]),
  };

  /** Those to forget were found by the other, so they are theirs. */
  get person(): AdminStore['person'] {
    const { person } = this.#whole;
    return {
      held: (sought, after) => person.held({ ...sought, organizationIds: this.#own(sought.organizationIds) }, after),
      forget: (sought, held) => person.forget(sought, held),
    };
  }

  /** Changes are looked at before they come here (`ScopedDirectory`). */
  get directory(): AdminStore['directory'] {
    const { directory } = this.#whole;
    return {
      ...directory,
      audit: (filter) => walkAudit(directory.audit, filter, (entry) => isEntryOf(entry, (id) => this.#isOwn(id))),
    };
  }

  readonly backup = null;
  readonly backups = { last: async () => null, tried: async () => null, note: async () => notYours('backups') };
}

/** Destinations of one name as one: of those that are not seen the kind alone is left. */
function together(lanes: readonly LaneCount[]): readonly LaneCount[] {
  const found = new Map<string, LaneCount>();
  for (const lane of lanes) {
    const other = found.get(lane.lane) ?? { ...lane, waiting: 0, held: 0 };
    found.set(lane.lane, {
      lane: lane.lane,
      waiting: lane.waiting + other.waiting,
      held: lane.held + other.held,
      oldestReceivedAt: Math.min(lane.oldestReceivedAt, other.oldestReceivedAt),
      nextAttemptAt: Math.min(lane.nextAttemptAt, other.nextAttemptAt),
      lastAttemptAt: Math.max(lane.lastAttemptAt, other.lastAttemptAt),
    });
  }
  return [...found.values()];
}
