import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const alarmBounds = {
  backupAge: bound(8 * 86_400_000, 'ms', 'since the last complete backup, where one was made before', 'an alarm'),
  doorsNamed: bound(10, 'count', 'addresses of HTTP that the alarm of closed ones names', 'the rest are counted there'),
  reportsLookedAt: bound(1_000, 'count', 'reports that nobody gets, of which an alarm counts those of the last day', 'told as more than so many'),
  namesTold: bound(20, 'count', 'names that one alarm tells', 'the rest are counted'),
  refusalsCounted: bound(5_000, 'count', 'peers and causes whose refusals are counted', 'the longest unseen is forgotten'),
  earlyAlarms: bound(1_000, 'count', 'alarms raised before the book of alarms is open', 'dropped'),
  causeTold: bound(1_500, 'characters', 'the cause or cure of one alarm, in a mail or webhook', 'cut'),
  mailSubject: bound(150, 'characters', 'the subject of a mail about alarms', 'cut'),
  alarms: bound(5_000, 'count', 'alarms kept at once', 'only the log has them'),
  webhookAnswer: bound(10_000, 'ms', 'waiting for the answer of a webhook', 'tried again later'),
  webhookWaiting: bound(200, 'count', 'alarms that wait for one webhook', 'the oldest is dropped, and said in the log'),
  webhooksInTrouble: bound(1_000, 'count', 'webhooks in trouble that are remembered', 'the log says it again'),
  organizationTold: bound(200, 'characters', 'the name of an organization in a mail about alarms', 'cut'),
  actorTold: bound(100, 'characters', 'who asked for a test of the alarms', 'cut'),
};
