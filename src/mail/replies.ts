/**
 * The catalogue: every reply we can utter, once. Codes are those administrators of hosted mail search for; the words are ours and say
 * the cure. The session adds the reference. Each takes only facts the peer may know.
 */
import type { EnhancedStatus, Reply } from './reply.ts';

const say = (code: number, enhanced: EnhancedStatus | null, ...lines: string[]): Reply => ({ code, enhanced, lines });

export const replies = {
  // -- sessions (RFC 5321 §4.3)
  greeting: (host: string) => say(220, null, `${host} ESMTP Doorpost`),
  hello: (host: string) => say(250, null, `${host} at your service`),
  goodbye: (host: string) => say(221, '2.0.0', `${host} closing the connection`),
  ok: () => say(250, '2.0.0', 'OK'),
  noop: () => say(250, '2.0.0', 'OK'),
  readyForTls: () => say(220, '2.0.0', 'Ready to start TLS'),
  help: () =>
    say(
      214,
      '2.0.0',
      'Commands: EHLO HELO MAIL RCPT DATA BDAT RSET NOOP QUIT VRFY STARTTLS AUTH. Your administrator finds every session in the message trace',
    ),
  cannotVerify: () => say(252, '2.5.2', 'Cannot VRFY a user here; send the message and see'),
  expnRefused: () => say(502, '5.5.1', 'EXPN is not offered'),
  shuttingDown: (host: string) => say(421, '4.3.2', `${host} is restarting; try again in a minute`),
  tooManyConnections: () =>
    say(421, '4.7.0', 'Too many connections from your address; close some, or have the limit of your connector raised'),
  serverFull: () => say(421, '4.3.2', 'Too many connections to this server; try again in a minute'),
  idleTimeout: () => say(421, '4.4.2', 'Nothing heard for too long; connection closed'),
  tooSlow: () => say(421, '4.4.2', 'Content arrives too slowly; connection closed'),
  sessionTooLong: () => say(421, '4.4.2', 'This session has lasted too long; connect again'),
  tooManyErrors: () => say(421, '4.7.0', 'Too many errors in this session; the trace shows each of them'),
  tooManyUnknown: () => say(421, '4.7.0', 'Too many unknown recipients in this session'),
  tooManyAuthFailures: () => say(421, '4.7.0', 'Too many failed sign-ins in this session'),
  earlyTalker: () => say(554, '5.5.0', 'SMTP protocol synchronization: you spoke before the greeting'),
  notSmtp: () => say(521, '5.5.1', 'This is an SMTP server; that was no SMTP'),
  tlsOnClearPort: () =>
    say(
      521,
      '5.5.1',
      'TLS was begun on a port that starts in clear text; use STARTTLS here, or the implicit TLS port 465',
    ),

  // -- grammar and order
  unknownCommand: () => say(500, '5.5.2', 'Command not recognized'),
  lineTooLong: () => say(500, '5.5.6', 'Line too long'),
  bareLineEnd: () => say(500, '5.5.2', 'Lines must end in CR LF; a bare LF or CR was sent'),
  syntax: (what: string) => say(501, '5.5.4', `Syntax error: ${what}`),
  badSenderAddress: (what: string) => say(501, '5.1.7', `Bad sender address: ${what}`),
  badRecipientAddress: (what: string) => say(501, '5.1.3', `Bad recipient address: ${what}`),
  badHello: () => say(501, '5.5.2', 'HELO and EHLO need a host name or an address in brackets'),
  badBase64: () => say(501, '5.5.2', 'That is not base64'),
  parameterUnknown: (name: string) => say(555, '5.5.4', `Parameter ${name} is not known here`),
  sequence: (what: string) => say(503, '5.5.1', what),
  bdatTooLarge: () => say(552, '5.3.4', 'Chunk too large'),
  authMechanismUnknown: (offered: string) => say(504, '5.5.4', `Mechanism not offered; use ${offered}`),
  authCancelled: () => say(501, '5.7.0', 'Sign-in cancelled'),
  commandNotOffered: (verb: string) => say(502, '5.5.1', `${verb} is not offered here`),
  noValidRecipients: () => say(554, '5.5.1', 'No valid recipients'),
  pipeliningViolation: () =>
    say(554, '5.5.0', 'SMTP protocol synchronization: content was sent before it was asked for'),

  // -- sign-in (RFC 4954)
  mustStartTls: () => say(530, '5.7.0', 'Must issue a STARTTLS command first: switch on TLS (STARTTLS) in the device'),
  notAuthenticated: () =>
    say(
      530,
      '5.7.57',
      'Client not authenticated to send mail: sign in with a mailbox name and password, or use port 25 and a connector',
    ),
  authSucceeded: () => say(235, '2.7.0', 'Signed in'),
  wrongCredentials: () =>
    say(535, '5.7.8', 'Wrong name or password: check both in the device, or reset the credential'),
  authLocked: () =>
    say(
      454,
      '4.7.0',
      'Too many failed sign-ins from this address: correct name and password in the device, and wait up to 15 minutes',
    ),
  authSwitchedOff: (reason: string) => say(535, '5.7.139', `Right password, but sign-in is switched off: ${reason}`),
  authBusy: () => say(454, '4.7.0', 'Sign-in is not possible just now; try again'),
  authNotHere: () => say(503, '5.5.1', 'AUTH is not offered in this state'),

  // -- the three ways in
  tlsRequiredByConnector: () => say(530, '5.7.0', 'Must issue a STARTTLS command first: your connector requires TLS'),
  senderOk: () => say(250, '2.1.0', 'Sender OK'),
  recipientOk: () => say(250, '2.1.5', 'Recipient OK'),
  domainNotVerified: (domain: string) =>
    say(
      550,
      '5.7.750',
      `The sender's domain ${domain} was added here but is not verified: publish its token and run domain verify`,
    ),
  unknownRecipient: () => say(550, '5.1.1', 'No such mailbox, alias or group here: check the address'),
  directSendRejected: (domain: string) =>
    say(
      550,
      '5.7.68',
      `Direct Send in the name of ${domain} is switched off: let the device use a connector or sign in`,
    ),
  relayDenied: (missing: string) => say(550, '5.7.64', `Relay access denied: ${missing}`),
  recipientOutsideConnector: () =>
    say(550, '5.7.64', "Relay access denied: the connector's recipient domains do not include this one"),
  notPermittedToSendAs: (identity: string, address: string) =>
    say(
      550,
      '5.7.60',
      `${identity} is not permitted to send as ${address}: use its own address, add an alias, or grant Send As`,
    ),
  tooManyConcurrentSends: (limit: number) =>
    say(451, '4.3.2', `More than ${limit} messages at once for this mailbox; send them one after another`),
  dailyRecipientsUsed: (limit: number) =>
    say(550, '5.1.90', `This mailbox has used its ${limit} recipients of 24 hours; wait, or have the limit raised`),
  noLicence: () =>
    say(550, '5.7.1', 'This sender has no licence: assign a seat to it, or switch enforcement to report'),
  connectorLimit: (which: string) =>
    say(450, '4.7.1', `Your connector's limit is reached (${which}); try again later, or have it raised`),
  directLimit: () => say(450, '4.7.1', 'Too many messages from your address in this hour; try again later'),

  // -- content and resources
  startMailInput: () => say(354, null, 'Start mail input; end with <CRLF>.<CRLF>'),
  chunkOk: (octets: number) => say(250, '2.0.0', `${octets} octets received`),
  queued: (queueId: string) => say(250, '2.6.0', `Queued as ${queueId}`),
  tooManyRecipients: (limit: number) =>
    say(452, '4.5.3', `Too many recipients: at most ${limit} in one message; send the rest in another`),
  otherOrganization: () =>
    say(452, '4.5.3', 'This recipient belongs to another organization than the others; send to it in another message'),
  tooLarge: (limit: number) =>
    say(
      552,
      '5.3.4',
      `Message too large: at most ${limit} octets (${Math.floor(limit / 1_048_576)} MiB); scan at a lower resolution or in parts, or have messageSize raised`,
    ),
  headerTooLarge: () => say(552, '5.3.4', 'Message header too large'),
  contentLineTooLong: (limit: number) => say(550, '5.6.0', `A line of the message is longer than ${limit} octets`),
  bareLineFeed: () =>
    say(
      550,
      '5.6.11',
      'The message has a bare LF or CR: lines must end in CR LF; a connector for the device can be set to repair it (bareLineFeed: normalize)',
    ),
  malformed: (what: string) => say(554, '5.6.0', `Message refused: ${what}`),
  loop: () => say(554, '5.4.6', 'Mail loop: too many Received fields; find the servers that forward to each other'),
  senderDomainAcceptsNoMail: () => say(550, '5.7.27', 'The sender domain accepts no mail (null MX)'),
  lowDisk: () => say(452, '4.3.1', 'Not enough space to take a message just now; try again later'),
  storeTrouble: () => say(451, '4.3.0', 'The message could not be stored just now; nothing was lost, send it again'),
  localError: () => say(451, '4.3.0', 'Local error in processing; try again'),
} as const;
