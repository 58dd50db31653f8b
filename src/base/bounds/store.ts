import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const storeBounds = {
  journalRing: bound(64 * 1024 * 1024, 'octets', 'journal file: what may be acknowledged before the database has it', 'the next write waits until the database has followed'),
  journalBatch: bound(4 * 1024 * 1024, 'octets', 'records that share one write of the journal', 'the next batch is opened'),
  journalRecord: bound(32 * 1024 * 1024, 'octets', 'one record of the journal', 'a settlement is written in parts; anything else is refused, the peer hears 451'),
  journalWaiting: bound(128 * 1024 * 1024, 'octets', 'records waiting in memory for the disk', 'refused, the peer hears 451'),
  settlementPart: bound(5_000, 'count', 'new recipients, or events, of one record of a settlement', 'written in parts, the states of its recipients with the last'),
  deliveryRecipients: bound(2_000, 'count', 'recipients of one message that are delivered together', 'the rest is a delivery of its own'),
  steeredTogether: bound(1_000, 'count', 'waiting recipients that one commit holds, releases, redirects or moves', 'the rest follows in the next commits'),
  scannedTogether: bound(500, 'count', 'waiting recipients read from the queue at a time', 'the rest is read next'),
  indexedEvents: bound(20_000, 'count', 'newest events of one message whose words are found by a search', 'older ones are in the story, but not found by their words'),
  handOverRecipients: bound(100_000, 'count', 'recipients in one record that hands them to the database', 'written in parts'),
  storyRows: bound(2_000, 'count', 'recipients of one message that the trace shows', 'the rest are left out'),
  directoryReads: bound(10, 'count', 'readings of a directory that changes while it is read', 'given up: the store counts as unavailable'),
  aheadDeliveries: bound(12_000, 'count', 'deliveries kept in memory before the database has them', 'handed to the database'),
  aheadContent: bound(64 * 1024 * 1024, 'octets', 'content of deliveries kept in memory', 'handed to the database'),
  wordsSearched: bound(16, 'count', 'words of one search of the trace', 'the rest are not searched for'),
  sessionsWaiting: bound(4_096, 'count', 'session records that wait to be written', 'dropped, and counted in the log'),
};
