/**
 * The fourth schema: stored values have a version; event numbers are no longer made of the number of starts, which ran out of exact
 * integers at the 131,072nd; and the audit log forgets the secrets in webhook addresses, which 0.1.0 kept in clear.
 */
import type { DatabaseSync } from 'node:sqlite';
import { shownWebhook } from './shown-webhook.ts';

/** In 0.1.0 one start had so many numbers for its events. */
const EVENTS_PER_START = 2 ** 36;
/** Beyond, numbers are given anew: what is left up to 2^53 is not worth a thought then. */
const MANY_STARTS = 2 ** 15;
/** More than any message has events. */
const AFTER_RENUMBERING = 2 ** 32;
const ROWS_AT_ONCE = 500;

export function schema4(database: DatabaseSync): void {
  const { starts } = database.prepare("SELECT value AS starts FROM meta WHERE name = 'epoch'").get() as {
    starts: number;
  };
  let next = (starts + 1) * EVENTS_PER_START;
  if (starts >= MANY_STARTS) {
    renumberEvents(database);
    next = AFTER_RENUMBERING;
  }
  database.prepare("INSERT INTO meta VALUES ('values', 0), ('next_event', ?)").run(next);
  database.exec("UPDATE note SET doc = json_object('v', 0, 'value', json(doc))");
  // Addresses a redirected recipient had before, each with a space before and behind.
  database.exec('ALTER TABLE trace ADD COLUMN former TEXT COLLATE NOCASE');
  blankWebhooks(database);
}

/** Only the order of one message's events counts. */
function renumberEvents(database: DatabaseSync): void {
  database.exec(`
CREATE TABLE event_again (
  queue_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  ordinal INTEGER,
  doc TEXT NOT NULL,
  PRIMARY KEY (queue_id, n)
) WITHOUT ROWID;
INSERT INTO event_again SELECT queue_id, row_number() OVER (PARTITION BY queue_id ORDER BY n), ordinal, doc FROM event;
DROP TABLE event;
ALTER TABLE event_again RENAME TO event;`);
}

function blankWebhooks(database: DatabaseSync): void {
  const some = database.prepare(
    "SELECT n, before, after FROM audit WHERE n > ? AND kind = 'organization' ORDER BY n LIMIT ?",
  );
  const write = database.prepare('UPDATE audit SET before = ?, after = ? WHERE n = ?');
  for (let last = 0; ; ) {
    const rows = some.all(last, ROWS_AT_ONCE) as unknown as { n: number; before: string; after: string }[];
    for (const { n, before, after } of rows) {
      const [shownBefore, shownAfter] = [blanked(before), blanked(after)];
      if (shownBefore !== before || shownAfter !== after) write.run(shownBefore, shownAfter, n);
      last = n;
    }
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

const blanked = (text: string): string => JSON.stringify(shownWebhook(JSON.parse(text) as unknown));
