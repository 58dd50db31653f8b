import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const abuseBounds = {
  counted: bound(20_000, 'count', 'counts of own senders that are kept in memory', 'the longest unseen begins anew'),
  evidence: bound(20, 'count', 'messages that a restriction names as its evidence', 'the last ones'),
  examples: bound(5, 'count', 'examples that an alarm about a sender names', 'the last ones'),
  sendersNamed: bound(3, 'count', 'senders that an alarm about a complaint names', 'those who sent most'),
  replyShown: bound(300, 'characters', 'the words of a next hop that such an alarm shows', 'cut'),
  auditLooked: bound(2_000, 'count', 'entries of today in the audit log that are looked at for a restriction that was lifted', 'it counts as not lifted'),
  attempts: bound(5, 'count', 'attempts to write a restriction while others change the directory', 'not written; the next message tries again'),
};
