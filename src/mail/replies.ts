/**
 * The catalogue: every reply we can utter, once. Codes are those administrators of hosted mail search for; the words are ours and say
 * the cure. The session adds the reference. Each takes only facts the peer may know.
 */
import { many } from '../base/words/amounts.ts';
import { bounds } from '../base/bounds.ts';
import type { EnhancedStatus, Reply } from './reply.ts';

const say = (code: number, enhanced: EnhancedStatus | null, ...lines: string[]): Reply => ({ code, enhanced, lines });

/** Names of the peer's making, as far as they are shown: the cure behind them must still fit the line. */
const brief = (text: string): string =>
  text.length > bounds.mail.saidBack ? `${text.slice(0, bounds.mail.saidBack - 3)}...` : text;

/** `1024 octets (1 KiB)`: in the largest unit that holds one, to a tenth, never rounded up. */
function sizeText(octets: number): string {
  const [unit, name] = octets >= 1_048_576 ? [1_048_576, 'MiB'] : [1_024, 'KiB'];
  return octets < 1_024 ? `${octets} octets` : `${octets} octets (${Math.floor((octets / unit) * 10) / 10} ${name})`;
}

/** A refusal of what another profile would read. */
export const orTolerant = ({ code, enhanced, lines }: Reply): Reply =>
  say(code, enhanced, `${lines.join(' ')}; or have the device given the profile tolerant, which reads this`);

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
  expnRefused: () => say(502, '5.5.1', 'EXPN is not offered: lists are not shown; send to the group itself'),
  shuttingDown: (host: string) => say(421, '4.3.2', `${host} is restarting; try again in a minute`),
  tooManyConnections: () =>
    say(421, '4.7.0', 'Too many connections from your address; close some, or have the limit of your connector raised'),
  serverFull: () => say(421, '4.3.2', 'Too many connections to this server; try again in a minute'),
  idleTimeout: () => say(421, '4.4.2', 'Nothing was heard for too long: connect again, and send without pauses'),
  tooSlow: () => say(421, '4.4.2', 'Content arrives too slowly: check the network to this server, then send again'),
  noContentEnd: () =>
    say(
      421,
      '4.4.2',
      'The message has not ended: its end is CR LF . CR LF, and LF . LF was sent; correct the client, or give the device the profile legacy',
    ),
  sessionTooLong: () => say(421, '4.4.2', 'This session has lasted too long; connect again'),
  tooManyErrors: () =>
    say(
      421,
      '4.7.0',
      'Too many errors in this session: correct what the earlier replies name (the message trace keeps them), then connect again',
    ),
  tooManyUnknown: () =>
    say(421, '4.7.0', 'Too many unknown recipients in this session: correct the addresses, then connect again'),
  tooManyAuthFailures: () =>
    say(
      421,
      '4.7.0',
      'Too many failed sign-ins in this session: correct name and password in the device, then connect again',
    ),
  earlyTalker: () =>
    say(
      554,
      '5.5.0',
      'SMTP protocol synchronization: you spoke before the greeting; wait for the 220, or have a connector added for the device',
    ),
  notSmtp: () =>
    say(521, '5.5.1', 'This is an SMTP server and that was no SMTP: check port and protocol in the client'),
  tlsOnClearPort: () =>
    say(
      521,
      '5.5.1',
      'TLS was begun on a port that starts in clear text; use STARTTLS here, or the implicit TLS port 465',
    ),

  // -- grammar and order
  unknownCommand: () =>
    say(500, '5.5.2', 'Command not recognized: check the client, or that no other protocol is set to this port'),
  lineTooLong: () =>
    say(500, '5.5.6', 'Command line too long: shorten it (addresses and parameters are read, the rest is not)'),
  bareLineEnd: () =>
    say(
      500,
      '5.5.2',
      'Lines must end in CR LF and a bare LF or CR was sent: correct the client, or let a connector repair it (bareLineFeed: normalize)',
    ),
  syntax: (what: string) => say(501, '5.5.4', `Syntax error, correct the command: ${what}`),
  badSenderAddress: (what: string) => say(501, '5.1.7', `Bad sender address, correct it in the device: ${what}`),
  badRecipientAddress: (what: string) => say(501, '5.1.3', `Bad recipient address, correct it: ${what}`),
  badHello: () =>
    say(
      501,
      '5.5.2',
      'HELO and EHLO need a host name or an address in brackets: set a host name without spaces in the device',
    ),
  badBase64: () => say(501, '5.5.2', 'That is not base64: encode the answer to AUTH (RFC 4954)'),
  parameterUnknown: (name: string) => say(555, '5.5.4', `Parameter ${brief(name)} is not known here: leave it out`),
  sequence: (what: string) => say(503, '5.5.1', what),
  bdatTooLarge: () => say(552, '5.3.4', 'Chunk too large: send a smaller message, or have messageSize raised'),
  authMechanismUnknown: (offered: string) => say(504, '5.5.4', `Mechanism not offered; use ${offered}`),
  authCancelled: () => say(501, '5.7.0', 'Sign-in cancelled as you asked: send AUTH to begin anew'),
  commandNotOffered: (verb: string) => say(502, '5.5.1', `${verb} is not offered here: EHLO lists what is`),
  noValidRecipients: () => say(554, '5.5.1', 'No valid recipients: correct those that were refused before'),
  pipeliningViolation: () =>
    say(554, '5.5.0', 'SMTP protocol synchronization: content was sent before it was asked for; wait for the 354'),

  // -- sign-in (RFC 4954)
  mustStartTls: () => say(530, '5.7.0', 'Must issue a STARTTLS command first: switch on TLS (STARTTLS) in the device'),
  requireTlsInClear: () =>
    say(530, '5.7.10', 'REQUIRETLS needs TLS here first: issue STARTTLS, or leave the parameter out'),
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
  authSwitchedOff: (reason: string) =>
    say(535, '5.7.139', `Right password, but sign-in is switched off: ${reason}; have it switched on`),
  authBusy: () => say(454, '4.7.0', 'Too many sign-ins at this moment: try again in a minute'),
  authNotHere: () =>
    say(503, '5.5.1', 'AUTH is not offered in this state: send EHLO first, AUTH once, and before MAIL'),

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
  domainOfOthers: (domain: string) =>
    say(550, '5.7.60', `The domain ${brief(domain)} belongs to another organization here: use your own address`),
  leadsNowhere: () =>
    say(550, '5.2.4', 'This address leads to nobody: write to somebody else there, who can have it mended'),
  unknownRecipient: () => say(550, '5.1.1', 'No such mailbox, alias or group here: check the address'),
  directSendRejected: (domain: string) =>
    say(
      550,
      '5.7.68',
      `Direct Send in the name of ${domain} is switched off: let the device use a connector or sign in`,
    ),
  ownAuthorNotShown: (domain: string) =>
    say(
      550,
      '5.7.68',
      `Neither SPF nor DKIM shows that this is from ${brief(domain)}: name the address in its SPF record, or let the device use a connector or sign in`,
    ),
  ownNameByStranger: (name: string) =>
    say(
      550,
      '5.7.68',
      `Mail in the name of ${brief(name)} does not go on from here for strangers: have a connector added for the device or its network, or let it sign in on port 587`,
    ),
  relayDenied: (missing: string) => say(550, '5.7.64', `Relay access denied: ${missing}`),
  recipientOutsideConnector: () =>
    say(
      550,
      '5.7.64',
      "Relay access denied: the connector's recipient domains do not include this one; have it added there",
    ),
  notPermittedToSendAs: (identity: string, address: string) =>
    say(
      550,
      '5.7.60',
      `${brief(identity)} is not permitted to send as ${brief(address)}: use its own address, add an alias, or grant Send As`,
    ),
  tooManyShownSenders: (limit: number) =>
    say(550, '5.7.60', `From and Sender show more than ${many(limit, 'address', 'addresses')}: name the author alone`),
  tooManyConcurrentSends: (limit: number) =>
    say(451, '4.3.2', `More than ${many(limit, 'message')} at once for this mailbox; send them one after another`),
  dailyRecipientsUsed: (limit: number) =>
    say(
      550,
      '5.1.90',
      `This mailbox has used its ${many(limit, 'recipient')} of 24 hours; wait, or have the limit raised`,
    ),
  noLicence: () =>
    say(550, '5.7.1', 'This sender has no licence: assign a seat to it, or switch enforcement to report'),
  connectorLimit: (which: string) =>
    say(450, '4.7.1', `Your connector's limit is reached (${which}); try again later, or have it raised`),
  directLimit: () => say(450, '4.7.1', 'Too many messages from your address in this hour; try again later'),

  // -- screening (docs/operate/protection.md)
  senderRestricted: (who: string) =>
    say(
      550,
      '5.1.8',
      `Access denied, bad outbound sender: ${brief(who)} is a restricted sender here; have its password changed and the restriction lifted`,
    ),
  connectorRestricted: (who: string) =>
    say(
      550,
      '5.7.711',
      `Access denied, bad inbound connector: ${brief(who)} is restricted here; find what sends spam behind it, and have the restriction lifted`,
    ),
  addressBlocked: () =>
    say(550, '5.7.1', 'Your address is blocked by the organization you write to: ask its postmaster to take it off'),
  onBlockList: (list: string, lookUp: string | null) =>
    say(
      550,
      '5.7.1',
      `Your address is listed by ${brief(list)}: ${lookUp === null ? 'ask that list to take it off' : `see ${brief(lookUp)}`}, or write to postmaster here`,
    ),
  onPolicyList: (list: string) =>
    say(
      550,
      '5.7.1',
      `Your address is on a policy block list (dynamic address) of ${brief(list)}: let the device use your provider's relay, a connector or sign-in`,
    ),
  ownHello: () =>
    say(550, '5.7.506', 'Access denied, bad HELO: that is our own name; set the host name of your own in the client'),
  noAuthor: (signedIn: boolean) =>
    signedIn
      ? say(550, '5.7.60', 'From shows no author that can be read in one way: name one address of your own in it')
      : say(
          550,
          '5.7.512',
          'Access denied, message must be RFC 5322 section 3.6.2 compliant: name one author that can be read in one way in one From field',
        ),
  authorBlocked: () =>
    say(550, '5.7.1', 'The author of this message is blocked by the organization: have it taken off its block list'),
  recipientBlocked: (recipient: string) =>
    say(
      550,
      '5.7.703',
      `Your message can't be delivered because messages to ${brief(recipient)} are blocked by your organization: have it taken off its block list`,
    ),
  malware: (signature: string) =>
    say(550, '5.7.1', `Malware was found in the message (${brief(signature)}): clean the machine that sent it`),
  attachmentBlocked: (attachment: string) =>
    say(
      550,
      '5.7.1',
      `The attachment ${brief(attachment)} is of a type that is not taken here: send it in another way`,
    ),
  dmarcFails: (domain: string) =>
    say(
      550,
      '5.7.509',
      `Access denied, sending domain ${brief(domain)} does not pass DMARC verification and has a DMARC policy of reject: send by a server that its SPF or DKIM names`,
    ),
  ownDmarcFails: (domain: string) =>
    say(
      550,
      '5.7.509',
      `Access denied, sending domain ${brief(domain)} does not pass DMARC verification: have your address put into its SPF record, or a connector added for it, or sign in on port 587`,
    ),
  dmarcUnknown: (domain: string) =>
    say(451, '4.4.3', `DNS does not tell at the moment whether ${brief(domain)} passes DMARC: try again later`),
  virusScanFailed: () => say(451, '4.7.1', 'The virus scanner does not answer at the moment: try again later'),

  // -- content and resources
  startMailInput: () => say(354, null, 'Start mail input; end with <CRLF>.<CRLF>'),
  chunkOk: (octets: number) => say(250, '2.0.0', `${octets} octets received`),
  queued: (queueId: string) => say(250, '2.6.0', `Queued as ${queueId}`),
  tooManyRecipients: (limit: number) =>
    say(452, '4.5.3', `Too many recipients: at most ${limit} in one message; send the rest in another`),
  endlessRecipients: (limit: number) =>
    say(
      421,
      '4.5.3',
      `Far more than ${many(limit, 'recipient')} in one message: connect again and send the rest in others`,
    ),
  otherOrganization: () =>
    say(452, '4.5.3', 'This recipient belongs to another organization than the others; send to it in another message'),
  tooLarge: (limit: number) =>
    say(
      552,
      '5.3.4',
      `Message too large: at most ${sizeText(limit)}; scan at a lower resolution or in parts, or have messageSize raised`,
    ),
  headerTooLarge: () =>
    say(
      552,
      '5.3.4',
      'Message header too large: send fewer or shorter header fields, or have headerSection or headerFields raised',
    ),
  contentLineTooLong: (limit: number) =>
    say(
      550,
      '5.6.0',
      `A line of the message is longer than ${limit} octets: have the client wrap or encode it, or contentLine raised for its connector`,
    ),
  bareLineFeed: () =>
    say(
      550,
      '5.6.11',
      'The message has a bare LF or CR: lines must end in CR LF; a connector for the device can be set to repair it (bareLineFeed: normalize)',
    ),
  nul: () =>
    say(
      550,
      '5.6.0',
      'The message has a NUL octet, which mail cannot hold: have the client encode it (base64), or give its device the profile tolerant',
    ),
  headerLineNoField: () =>
    say(
      554,
      '5.6.0',
      'A line of the header is no field: take it out, put an empty line before the text, or have the device given the profile tolerant',
    ),
  loop: () => say(554, '5.4.6', 'Mail loop: too many Received fields; find the servers that forward to each other'),
  deliveredBefore: () =>
    say(
      554,
      '5.4.6',
      'Mail loop: this message was delivered to a recipient here before (Delivered-To); end the forwarding that sends it back',
    ),
  deliveredTooOften: (limit: number) =>
    say(
      554,
      '5.4.6',
      `Mail loop: more than ${many(limit, 'Delivered-To field')}; find the servers that forward to each other`,
    ),
  lowDisk: () => say(452, '4.3.1', 'Not enough space to take a message just now; try again later'),
  storeTrouble: () => say(451, '4.3.0', 'The message could not be stored just now; nothing was lost, send it again'),
  screeningFull: () => say(451, '4.3.2', 'Too many messages are being checked at once; try again in a minute'),
  localError: () => say(451, '4.3.0', 'Local error in processing: try again; the log of the server has it'),
} as const;
