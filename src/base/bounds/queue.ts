import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const queueBounds = {
  clockJumps: bound(64, 'count', 'jumps of the wall clock that ages are mended for', 'the oldest is forgotten: what is older than it may expire late'),
  unheardLane: bound(5, 'count', 'deliveries at once to a destination that has not been heard yet', 'wait in the queue'),
  waitingForPlace: bound(900, 'count', 'deliveries of mailboxes, of connectors, of mail hosts each, that have been claimed and have no place', 'the rest of that kind waits in the queue'),
  placeWait: bound(5 * 60_000, 'ms', 'the wait of a delivery in line for a place', 'put off, without blame'),
  heardLanes: bound(10_000, 'count', 'destinations that are remembered as heard', 'the longest unheard is forgotten'),
  troublesKept: bound(10_000, 'count', 'destinations in trouble that are remembered', 'the oldest is forgotten, which costs one attempt'),
  groupMembers: bound(10_000, 'count', 'members of one group that are expanded', 'failed with 5.2.4, with a report'),
  reportRows: bound(300, 'count', 'recipients that one report lists', 'counted; the trace has each'),
  reportAtOnce: bound(50, 'count', 'recipients of a report that is composed without letting others go before', 'one such report at a time, and the sockets have their turn'),
  unreadReport: bound(2_097_152, 'octets', 'a report that nobody took, kept for the administrator', 'cut'),
  concludePause: bound(30_000, 'ms', 'the pause before a settlement that was not stored is tried again', 'tried again then'),
  sweeps: bound(100, 'count', 'sweeps of one round of housekeeping', 'the next round goes on'),
  claimed: bound(64, 'count', 'deliveries of one claim', 'the next claim has them'),
};
