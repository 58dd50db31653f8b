import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const deliverBounds = {
  sentRemembered: bound(10_000, 'count', 'messages whose copy for their sender was made lately', 'the oldest is forgotten: a retry may make it again'),
  headerSearched: bound(1_048_576, 'octets', 'a header section that is searched for where the message has been', 'failed with 5.6.0'),
  unreachedLanes: bound(10_000, 'count', 'destinations that are not reached and remembered for the alarm', 'the next ones raise none'),
  sessionsPerHost: bound(20, 'count', 'sessions at once with one host: a mail host’s address, a smart host with one account, an LMTP server', 'wait in line'),
  sessionsUnheard: bound(5, 'count', 'sessions at once with a host that has said nothing yet', 'wait in line'),
  sessionLine: bound(1_000, 'count', 'deliveries in line for one host', 'put off'),
  sessionWait: bound(20_000, 'ms', 'the wait in line for one host', 'put off; where it has said nothing yet, as its trouble'),
  hostsKept: bound(10_000, 'count', 'hosts that are remembered as heard or silent', 'the longest unused is forgotten'),
  forwardingTargets: bound(10_000, 'count', 'targets of one forwarding', 'failed with 5.2.4'),
  graphSmallMessage: bound(1_048_576, 'octets', 'message to Graph whose answer of 200 with a page is somebody else’s', 'a larger one is tried by draft'),
  graphAnswer: bound(8 * 1_048_576, 'octets', 'one answer of Microsoft Graph (what was created comes back: an attachment in base64)', 'not read further; its status alone counts'),
  partHeader: bound(262_144, 'octets', 'header of one MIME part of a message that is converted', '5.6.3 or 5.6.0: it is not converted'),
  messageParts: bound(1_000, 'count', 'MIME parts of a message that is converted', '5.6.3 or 5.6.0: it is not converted'),
  joinedBlock: bound(65_536, 'octets', 'small pieces of a converted message that are gathered', 'they are written'),
  conversionOnTheSpot: bound(65_536, 'octets', 'content that is converted on the thread of the sockets', 'a thread of its own does it, once'),
  conversionTime: bound(120_000, 'ms', 'converting one content', '5.6.3 or 5.6.0: it is not converted'),
  conversionMemory: bound(262_144, 'KiB', 'heap of the thread that converts', '5.6.3 or 5.6.0: it is not converted'),
  conversionsKept: bound(536_870_912, 'octets', 'converted contents on disk for further attempts', 'the oldest go and are converted anew'),
  conversionsKeptCount: bound(200, 'count', 'the same, in files', 'the oldest go and are converted anew'),
  graphTexts: bound(4_194_304, 'octets', 'texts of one message to Graph that may become its body', 'the rest are attachments'),
};
