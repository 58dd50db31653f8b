import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const queueBounds = {
  clockJumps: bound(64, 'count', 'jumps of the wall clock that ages are mended for', 'the oldest is forgotten: what is older than it may expire late'),
  groupMembers: bound(10_000, 'count', 'members of one group that are expanded', 'failed with 5.2.4, with a report'),
  reportRows: bound(300, 'count', 'recipients that one report lists', 'counted; the trace has each'),
  reportAtOnce: bound(50, 'count', 'recipients of a report that is composed without letting others go before', 'one such report at a time, and the sockets have their turn'),
  unreadReport: bound(2_097_152, 'octets', 'a report that nobody took, kept for the administrator', 'cut'),
};
