import { bound } from './bound.ts';

// biome-ignore format: a row a line
export const receiveBounds = {
  noMailSessions: bound(1_000, 'count', 'sessions without mail that are kept in an hour, of all addresses', 'counted only'),
  strangersNoMailSessions: bound(250, 'count', 'of these, sessions of addresses that no connector, device or device network covers (kept without transcript)', 'counted only'),
  shownSenders: bound(100, 'count', 'addresses that From and Sender of one message show', 'a submission is refused: 550 5.7.60'),
  backlog: bound(1_024, 'count', 'connections the kernel holds while the server is busy', 'the kernel turns new ones away'),
  subject: bound(256, 'characters', 'a Subject in the trace', 'cut'),
  messageId: bound(998, 'characters', 'a Message-ID in the trace', 'cut'),
  software: bound(120, 'characters', 'what names the software of a sender', 'cut'),
  fromKept: bound(10, 'count', 'addresses of From in the trace', 'the rest are left out; all are judged'),
  purposeCertificates: bound(6, 'count', 'certificates of a chain that are looked at', 'the client certificate is not trusted'),
  refusalsRecorded: bound(100, 'count', 'refusals of one session that are recorded', 'counted only'),
  partHeader: bound(16_384, 'octets', 'the header of one part of a device’s message', 'stays as it is'),
  chainShown: bound(8, 'count', 'certificates that a client shows behind its own', 'not looked at: the chain does not hold'),
  signInsWaiting: bound(250, 'count', 'sign-ins that wait for the check of a password', '454 4.7.0'),
  sharedLogins: bound(20, 'count', 'credentials of one login name that are tried', '535 5.7.8'),
  transcriptLine: bound(600, 'characters', 'one line of a transcript', 'cut'),
  partField: bound(2_000, 'octets', 'a Content-Type whose boundary is looked for', 'its parts are not told apart'),
  openParts: bound(20, 'count', 'multiparts within multiparts', 'deeper ones are not told apart'),
  accept: bound(300_000, 'ms', 'waiting for the store at the end of data (RFC 5321 §4.5.3.2.6)', '451 4.3.0'),
  paces: bound(10_000, 'count', 'mailboxes whose pace is remembered', 'the longest unused begins anew'),
  delaysRemembered: bound(20_000, 'count', 'accounts and addresses with failed sign-ins that are remembered', 'the longest unseen is forgotten'),
  delayNames: bound(40, 'count', 'accounts that one address has failed for', 'counted no further: its wait is the longest by then'),
  helloExtensions: bound(64, 'count', 'extensions of a ClientHello that are looked at', 'its versions are not told'),
  hourCounts: bound(20_000, 'count', 'addresses that are counted by the hour', 'the longest unseen is forgotten'),
};
