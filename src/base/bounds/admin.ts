import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const adminBounds = {
  connections: bound(256, 'count', 'HTTP connections of one address, or of the local socket', 'the one longest without a signed-in request ends; without such a one the new one does'),
  organizationFile: bound(256 * 1_048_576, 'octets', 'a file that is applied, as application/yaml', '413, with the cure'),
  fileInJson: bound(16 * 1_048_576, 'characters', 'a file that is applied as a text in JSON', '413, with the cure'),
  fileReadWhole: bound(16 * 1_048_576, 'octets', 'a file that is applied in another layout than that of an export', '413, with the cure'),
  changesInFull: bound(1_000, 'count', 'changes of an applied file that are told field by field', 'the rest are told by name'),
  keyFile: bound(4_096, 'octets', 'secret.key', 'it is no key: the server does not start'),
  watchers: bound(20, 'count', 'people who watch live sessions at once', '429, with the cure'),
  deviceName: bound(128, 'characters', 'a name that approval gives a device', 'cut'),
  deviceRows: bound(10_000, 'count', 'rows of one table of devices', 'refused'),
  rowProblems: bound(100, 'count', 'problems of a table of devices that are told', 'the first ones are told; the table is refused in any case'),
  waitingLookedAt: bound(500, 'count', 'waiting mails that a change of an upstream is checked against', 'the rest are taken to be like them'),
  changeAttempts: bound(5, 'count', 'attempts of a change while others change the same', '409'),
  parameter: bound(1_000, 'characters', 'one parameter of a request', 'refused'),
  nameServers: bound(13, 'count', 'name servers of a domain that a verification asks', 'the rest are not asked'),
  answerShown: bound(500, 'characters', 'what a name server answered, as it is shown', 'cut'),
  alarmKey: bound(1_000, 'characters', 'the key of an alarm', '400'),
  reason: bound(1_000, 'characters', 'why something failed, in an answer', 'cut'),
  recipientsShown: bound(10_000, 'count', 'recipients of one message that queue show lists', 'the rest are left out'),
  watcherWaiting: bound(1_048_576, 'octets', 'what waits for a slow watcher', 'events are dropped, and counted'),
};
