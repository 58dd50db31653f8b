/**
 * The first schema. Keys are chosen so that acceptance only appends: message ids, queue ids and trace numbers all grow with time.
 * `content` is the last column of `message`, so that reading the others never walks its overflow pages.
 */
export const schema1 = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO meta VALUES ('epoch', 0), ('revision', 0);

CREATE TABLE message (
  id INTEGER PRIMARY KEY,
  queue_id TEXT NOT NULL UNIQUE,
  organization_id TEXT,
  sender TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  next_ordinal INTEGER NOT NULL,
  content_file TEXT,
  doc TEXT NOT NULL,
  content BLOB
);
CREATE INDEX message_file ON message (content_file) WHERE content_file IS NOT NULL;

CREATE TABLE recipient (
  message_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  lane TEXT NOT NULL,
  held INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  delayed_since INTEGER,
  delay_notice_at INTEGER,
  trace_seq INTEGER NOT NULL,
  address TEXT NOT NULL,
  route TEXT NOT NULL,
  pinned TEXT,
  last_reply TEXT,
  doc TEXT NOT NULL,
  PRIMARY KEY (message_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX recipient_due ON recipient (lane, held, next_at);

CREATE TABLE trace (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  queue_id TEXT,
  ordinal INTEGER,
  session_id TEXT,
  reference TEXT,
  sender TEXT COLLATE NOCASE,
  recipient TEXT COLLATE NOCASE,
  subject TEXT,
  message_id TEXT,
  status TEXT NOT NULL,
  client_address TEXT,
  connector_id TEXT,
  ingress TEXT,
  organization_id TEXT,
  size_bytes INTEGER,
  orphan INTEGER NOT NULL DEFAULT 0,
  last_text TEXT
);
CREATE INDEX trace_queue_id ON trace (queue_id) WHERE queue_id IS NOT NULL;
CREATE INDEX trace_orphan ON trace (seq) WHERE orphan = 1;

CREATE TABLE event (
  queue_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  ordinal INTEGER,
  doc TEXT NOT NULL,
  PRIMARY KEY (queue_id, n)
) WITHOUT ROWID;

CREATE TABLE trace_dirty (seq INTEGER PRIMARY KEY);
CREATE VIRTUAL TABLE trace_text USING fts5 (
  sender, recipient, subject, replies, facts,
  content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2"
);

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  session_id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  doc TEXT NOT NULL
);
CREATE TABLE refusal_count (
  hour_start INTEGER NOT NULL,
  client_address TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (hour_start, client_address)
) WITHOUT ROWID;

CREATE TABLE object (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  organization_id TEXT,
  doc TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE object_name (
  scope TEXT NOT NULL,
  name TEXT NOT NULL,
  object_id TEXT NOT NULL,
  holder TEXT NOT NULL,
  PRIMARY KEY (scope, name, object_id)
) WITHOUT ROWID;
CREATE INDEX object_name_owner ON object_name (object_id);
CREATE TABLE audit (
  n INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
);
CREATE INDEX audit_id ON audit (id);
CREATE TABLE secret (name TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE usage (
  at INTEGER NOT NULL,
  subject TEXT NOT NULL,
  messages INTEGER NOT NULL,
  recipients INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  PRIMARY KEY (at, subject)
) WITHOUT ROWID;
`;
