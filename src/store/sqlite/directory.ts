/** The directory as the main thread reaches it: in pages and parts, so that a large one holds nobody up. */
import { bounds } from '../../base/bounds.ts';
import type { Clock } from '../../base/clock.ts';
import type { ObjectId } from '../../base/id.ts';
import { slices } from '../../base/slices.ts';
import { completeObject } from '../../directory/complete-object.ts';
import type { Directory, DirectoryEdit, DirectoryObject, MailboxAccount } from '../../directory/objects.ts';
import { plainValue } from '../plain-text.ts';
import { type DirectoryStore, StoreUnavailable } from '../store.ts';
import type { Channel } from './channel.ts';
import type { News } from './news.ts';
import type { EncodedEdit, ReaderCalls, WriterCalls } from './protocol.ts';
import { storedText, storedValues } from './database/versions.ts';

/** Edits written with one call: some milliseconds. */
const AT_ONCE = 500;
/** Objects read with one call: a text that needs no large block of memory, which the system would clear and map each time. */
const READ_AT_ONCE = 250;

const NONE: readonly string[] = Object.freeze([]);

export function createDirectory(
  writer: Channel<WriterCalls>,
  reader: Channel<ReaderCalls>,
  clock: Pick<Clock, 'monotonic'>,
  news: News,
): DirectoryStore {
  let changes = 0;
  const told = (write: Promise<number>): Promise<number> =>
    news.after(write, (revision) => ({ of: 'directory', revision }));
  return {
    async load() {
      for (let read = 0; read < bounds.store.directoryReads; read++) {
        const directory = await readAll(reader);
        if (directory !== null) return directory;
      }
      throw new StoreUnavailable('the directory is changed faster than it can be read');
    },
    async change(edits, actor, now, expectedRevision) {
      const expected = expectedRevision ?? null;
      if (edits.length <= AT_ONCE) return told(writer.call('change', null, edits.map(encoded), actor, now, expected));
      const number = ++changes;
      const rest = slices(clock);
      try {
        for (let at = 0; at < edits.length; at += AT_ONCE) {
          await writer.call('stage', number, edits.slice(at, at + AT_ONCE).map(encoded));
          await rest();
        }
      } catch (error) {
        writer.call('unstage', number).catch(() => {});
        throw error;
      }
      return told(writer.call('change', number, [], actor, now, expected));
    },
    audit: ({ limit, before = null, after = null, id = null }) => reader.call('audit', limit, before, after, id),
    note: (entry) => writer.call('note', plainValue(entry)),
  };
}

const encoded = (edit: DirectoryEdit): EncodedEdit =>
  edit.verb === 'put' ? [edit.object.id, storedText(edit.object)] : [edit.id, null];

/** null: it was changed meanwhile. */
async function readAll(reader: Channel<ReaderCalls>): Promise<Directory | null> {
  const pagesAfter = (id: string) => {
    const pages = reader.call('directoryPages', id, READ_AT_ONCE);
    // A caller that awaits it hears of it; when reading ended before, nobody has to.
    pages.catch(() => {});
    return pages;
  };
  const objects: DirectoryObject[] = [];
  const shared = new Map<string, ObjectId>();
  let revision: number | null = null;
  let next: ReturnType<typeof pagesAfter> | null = pagesAfter('');
  while (next !== null) {
    const pages: Awaited<ReturnType<typeof pagesAfter>> = await next;
    const last = pages.at(-1)?.last ?? null;
    // The next ones are read while these are understood: a call goes out at the end of this turn.
    next = last === null ? null : pagesAfter(last);
    for (const page of pages) {
      revision ??= page.revision;
      if (page.revision !== revision) return null;
      await new Promise((resolve) => setImmediate(resolve));
      for (const stored of storedValues<DirectoryObject>(page.docs)) objects.push(slim(completeObject(stored), shared));
    }
  }
  return { revision: revision ?? 0, objects };
}

/** Keeps one copy of an id that thousands of objects name, and of the empty list: each was read with its own. Changes the object, which nobody else has yet. */
function slim(object: DirectoryObject, shared: Map<string, ObjectId>): DirectoryObject {
  if ('organizationId' in object) {
    const known = shared.get(object.organizationId);
    if (known === undefined) shared.set(object.organizationId, object.organizationId);
    else (object as { organizationId: ObjectId }).organizationId = known;
  }
  if (object.kind === 'mailbox') {
    const mailbox = object as { -readonly [field in keyof MailboxAccount]: MailboxAccount[field] };
    if (mailbox.aliases.length === 0) mailbox.aliases = NONE;
    if (mailbox.sendAs.length === 0) mailbox.sendAs = NONE;
  }
  return object;
}
