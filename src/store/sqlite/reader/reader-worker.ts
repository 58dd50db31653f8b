/** The reader thread: searches and lists, on a connection that cannot write, so that they never hold up a commit. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { checkCopy, copyInto } from '../backup/copy-database.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { DirectoryAhead } from './directory-ahead.ts';
import { audit, senders, usageSince } from './directory-reads.ts';
import type { PostedAnswer, PostedCall, ReaderCalls, WorkerNews } from '../protocol.ts';
import { lastMail, mailCounts, series } from './tally-reads.ts';
import { note, notes, secret, secretNames } from './note-reads.ts';
import { laneLooks } from './lane-looks.ts';
import { lanes, list, message, newestMessage, oldest, page, quarantine } from './queue-reads.ts';
import { held } from './person-reads.ts';
import { refusalCounts, search, session, story } from './trace-reads.ts';

const port = parentPort as MessagePort;
const post = (news: WorkerNews): void => port.postMessage(news);

/** Opened when first needed: a worker that only checks a copy has no database of its own. */
class OwnDatabase {
  readonly #file: string | null;
  #opened: Database | null = null;

  constructor({ file }: { readonly file: string | null }) {
    this.#file = file;
  }

  readonly get = (): Database => {
    if (this.#file === null) throw new Error('this reader has no database');
    this.#opened ??= openDatabase(this.#file, 'read');
    return this.#opened;
  };

  close(): void {
    this.#opened?.close();
    this.#opened = null;
  }
}

const own = new OwnDatabase(workerData as { file: string | null });
const database = own.get;
const ahead = new DirectoryAhead(database);

const verbs: ReaderCalls = {
  list: (selection, page) => list(database(), selection, page),
  page: (selection, after, upTo, limit) => page(database(), selection, after, upTo, limit),
  newestMessage: () => newestMessage(database()),
  lanes: (organizationIds) => lanes(database(), organizationIds),
  laneLooks: (some, since, organizationIds) => laneLooks(database(), some, since, organizationIds),
  oldest: (only) => oldest(database(), only),
  quarantine: (only) => quarantine(database(), only),
  message: (queueId) => message(database(), queueId),
  contents: (queueIds) => queueIds.map((queueId) => message(database(), queueId)?.content ?? null),
  directoryPages: (after, limit) => ahead.pages(after, limit),
  audit: (limit, before, after, id) => audit(database(), limit, before, after, id),
  secret: (name) => secret(database(), name),
  secretNames: (prefix, putBefore) => secretNames(database(), prefix, putBefore),
  note: (book, key) => note(database(), book, key),
  notes: (book) => notes(database(), book),
  usageSince: (at) => usageSince(database(), at),
  senders: (organizationId, since) => senders(database(), organizationId, since),
  held: (sought, after) => held(database(), sought, after),
  search: (query) => search(database(), query),
  story: (queueId) => story(database(), queueId),
  session: (id) => session(database(), id),
  refusalCounts: (since) => refusalCounts(database(), since),
  mailCounts: (at, only) => mailCounts(database(), at, only),
  series: (query) => series(database(), query),
  lastMail: (only) => lastMail(database(), only),
  copyInto: (copy) => copyInto(database(), copy),
  check: (copy) => checkCopy(copy),
  close: () => own.close(),
};

port.on('message', (calls: readonly PostedCall[]) => {
  for (const [number, verb, args] of calls) {
    const answer = (answered: PostedAnswer): void => post({ kind: 'answers', answers: [answered] });
    const failed = (error: Error): void => answer([number, null, error.name, error.message]);
    try {
      const run = verbs[verb as keyof ReaderCalls] as (...args: readonly unknown[]) => unknown;
      const result = run(...args);
      if (result instanceof Promise) result.then((value) => answer([number, value]), failed);
      else answer([number, result]);
    } catch (error) {
      failed(error as Error);
    }
  }
});
post({ kind: 'ready' });
