import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const dsnBounds = {
  remoteWords: bound(500, 'characters', 'words of a next hop that a report repeats', 'cut'),
  orcptRepeated: bound(500, 'characters', 'the address of ORCPT that a report repeats', 'left out'),
  envid: bound(100, 'characters', 'an ENVID in a report (RFC 3461 §4.4)', 'cut'),
  subject: bound(160, 'characters', 'the subject of the original in that of the report', 'cut'),
  plainLine: bound(900, 'octets', 'a line of the words for people that goes out unencoded', 'the part is encoded'),
  line: bound(998, 'octets', 'a line of the original in a report (RFC 5321 §4.5.3.1.6)', 'the original is not put in as it is'),
  toldInFull: bound(50, 'count', 'recipients that the words of a report tell in full', 'counted; the status fields list more'),
  factTold: bound(256, 'characters', 'the subject, the Message-ID or the device in a report', 'cut'),
  hopTold: bound(300, 'characters', 'the next hop in a report', 'cut'),
  readerNamed: bound(400, 'characters', 'who gets a report, in its header', 'cut'),
};
