/**
 * Why something was refused, for an administrator. Keys are the kinds of `mail/reason.ts`; behind `_` stands the fact that tells two ways of
 * saying it apart (i18next's context). The name of a limit or a setting stands in brackets, as it is set.
 */
import type { FaultKind, Reason, ReasonOf, RelayLack, SignInOff } from '../../mail/reason.ts';

/** Kinds whose words are among the parts: `texts/reason-line.ts` puts them together. */
export type Composed = 'limit' | 'not-relayed' | 'no-tls' | 'sign-in-locked' | 'dns-listed' | 'spam-filter';

export const reasons = {
  kinds: {
    'recipient-outside-connector': 'recipient outside the recipient domains of {{connector}}',
    'connector-wants-tls': 'connector {{connector}} requires TLS',
    'domain-not-verified': '{{domain}} is added but not verified',
    'domain-of-others': '{{domain}} is the domain of another organization, whatever Send As says',
    'direct-send-off': 'Direct Send in the name of {{domain}}, and rejectDirectSend is on for {{organization}}',
    'own-name':
      "a stranger in the name of {{domain}}, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)",
    'own-name_unknown':
      "a stranger in the name of this organization, and mail for {{recipient}} goes on to another system with the organization's trust (strangersInOwnName)",
    'no-send-as': '{{mailbox}} has no Send As for the envelope sender {{sender}}',
    'no-send-as-shown': '{{mailbox}} has no Send As for the header field {{field}}: {{sender}}',
    'too-many-shown-senders': 'From and Sender show more than {{most}} addresses',
    'delivered-too-often': 'more than {{most}} Delivered-To fields',
    'no-seat': 'no {{seat}} seat is assigned to {{address}}: {{free}} of {{total}} are free',
    'null-reverse-path': 'an empty envelope sender (<>) belongs to no mailbox',
    'other-organization': 'recipients of different organizations in one message',

    'unknown-recipient': '{{why}}',
    'leads-nowhere': '{{recipient}} leads to nobody',
    'endless-recipients': '{{asked}} RCPT commands, twice recipientsPerMessage',
    'delivered-before': 'it has been delivered to {{recipient}} before (Delivered-To)',
    'no-domain': 'no verified domain is ours',
    'no-transaction': 'no transaction',
    'no-recipients': 'no recipient was accepted',
    'bare-line-ends': 'a bare LF or CR in the content',
    nul: 'a NUL byte in the content',
    'stray-lines': 'a line of the header is no field: it could be read in two ways',
    'no-content-end': 'it ends the message with LF . LF, which its profile takes for content',

    'wrong-password': 'wrong name or password: {{login}}',
    'no-such-name': 'no credential has this name: {{login}}',
    'hashed-and-cram': 'it signs in by CRAM-MD5, which a hashed password cannot be checked against: {{login}}',
    'other-identity': 'authorization identity of somebody else: {{login}}',
    'password-unreadable':
      'the sealed password of {{login}} cannot be read: put the right secret.key back, or reset the credential',
    'sign-in-locked_account': '{{login}} waits after failed sign-ins from {{address}}',
    'sign-in-locked_address': '{{address}} waits after failed sign-ins of many accounts',
    'sign-in-off': 'right password of {{login}}, but {{off}}',
    'sign-in-busy': 'too many sign-ins wait for their turn',
    'sign-in-over': 'the sign-in is not valid any more',
    'no-sign-in': 'MAIL without sign-in',
    'mail-before-tls': 'MAIL before TLS',

    fault: 'it {{fault}}; it said: {{said}}',
    expn: 'EXPN',
    'junk-commands': 'junkCommands',
    'unknown-handshake': 'what came where TLS begins is no handshake that is known here',
    restricted: '{{who}} is a restricted {{of}}: {{why}}',
    'blocked-address': 'its address is on the block list ({{entry}})',
    'blocked-author': 'its author is on the block list ({{entry}})',
    'blocked-recipient': 'the recipient is on the block list ({{entry}})',
    'dns-listed_spam': 'its address is listed by {{list}}, as one that sent spam',
    'dns-listed_policy': 'its address is listed by {{list}}, as a dynamic one that should not send mail by itself',
    'own-hello': 'it says our own name or address in EHLO',
    'no-author': 'no author that everybody reads alike: {{lack}}',
    malware: 'malware: {{signature}}',
    'attachment-type': 'an attachment of a type that is not taken: {{attachment}}',
    dmarc: 'DMARC of {{domain}} fails, and its policy is {{policy}}',
    dmarc_own: 'DMARC of the own domain {{domain}} fails, and its policy is {{policy}}',
    'dmarc-unknown': 'DNS does not tell whether {{domain}} passes DMARC',
    unauthenticated:
      'in the name of the own domain {{domain}}, and neither SPF nor DKIM nor a connector or sign-in shows it',
    'spam-filter_high-confidence-spam': 'the spam filter is sure that it is spam ({{score}} points)',
    'spam-filter_spam': 'the spam filter takes it for spam ({{score}} points)',
    'spam-filter_bulk': 'it goes to many, and the spam filter gives it {{score}} points',
    'virus-scan-failed': 'it could not be looked at for malware: the scanner is {{why}}',
    'too-large-to-scan': 'it is too large to be scanned',

    'bad-proxy-header': 'PROXY header: {{why}}',
    'no-tls_clear-text-on-tls-port': 'it speaks clear text on the port for TLS from the first byte',
    'no-tls_nothing-on-tls-port': 'it began no TLS on the port for TLS from the first byte: {{came}}',
    'no-tls_after-starttls': 'no TLS was begun: {{came}}',
    'no-tls_clear-text-after-starttls': 'clear text came where TLS begins',
    'certificate-distrusted': 'it does not trust our certificate; {{why}}',
    'no-common-tls': 'it could not agree on TLS with us; {{why}}',
    'handshake-broken': '{{why}}',
    handshake_habit: 'it {{habit}}; {{why}}',

    'store-unwell': 'the store is not healthy: {{trouble}}',
    'store-refused': 'the store did not take the message: {{trouble}}',
    'store-failed': 'the store failed while content came in',
    'screening-full': 'too many messages were being checked at once',
    'store-late': 'the store did not answer within its deadline',
    'disk-full': '{{freeBytes}} bytes free (minFreeBytes)',
    'content-without-transaction': 'content without a transaction',
    'our-fault': '{{how}}',
    shutdown: 'shutdown',
    'timed-out': 'timed out in {{in}} ({{waited}})',
    farewell: '{{last}}; {{limit}}',
  } satisfies Readonly<Record<Exclude<Reason['kind'], Composed>, string>> & Readonly<Record<string, string>>,

  limits: {
    any: '{{used}} of {{most}} ({{limit}})',
    connectionsTotal: '{{most}} connections in all (connectionsTotal)',
    connectionsPerConnector: '{{most}} connections of connector {{called}} (connectionsPerConnector)',
    connectionsPerAddress: '{{most}} connections of this address (connectionsPerAddress)',
    messageSize: 'larger than {{most}} bytes (messageSize)',
    messageSize_declared: 'declared {{used}} bytes (messageSize)',
    contentLine: 'a line over {{most}} bytes (contentLine)',
    headerSection: 'header section over {{most}} bytes (headerSection)',
    headerFields: '{{used}} header fields (headerFields)',
    receivedHops: '{{used}} Received fields (receivedHops)',
    recipientsPerMessage: 'more than {{most}} recipients in one message (recipientsPerMessage)',
    connectorMessagesPerHour: 'connector {{called}}: connectorMessagesPerHour {{most}}',
    connectorRecipientsPerHour: 'connector {{called}}: connectorRecipientsPerHour {{most}}',
    connectorRecipientsPerDay: 'connector {{called}}: connectorRecipientsPerDay {{most}}',
    recipientsPerDay: '{{called}} has used {{used}} of {{most}} recipients (recipientsPerDay)',
    directMessagesPerAddressPerHour: '{{most}} messages from {{called}} in this hour (directMessagesPerAddressPerHour)',
    concurrentSends: '{{called}} has {{used}} sends in DATA (concurrentSends)',
  },

  /** Told to the peer too, behind "Relay access denied:", with what is in `lackCures`. */
  lacks: {
    'no-connector': 'no connector for this address ({{address}})',
    'no-connector-for-names': "no connector for this address ({{address}}) nor for the certificate's names ({{names}})",
    'certificate-distrusted':
      'the client certificate is not trusted ({{distrust}}); add its CA to clientCaFile, or pin its fingerprint in the connector',
    'null-undecided':
      'several connectors cover this address, and an empty envelope sender (<>) does not say which is meant',
    undecided:
      'sender domain {{domain}} not ours: several connectors cover this address, and it belongs to none of their organizations',
    partner: 'the connector for this address is of type Partner, which takes mail for own domains only',
    'associated-domains': "sender domain {{domain}} outside the connector's associated domains",
    'sender-domains': "sender domain {{domain}} outside the connector's sender domains",
    'null-reverse-path':
      'an empty envelope sender (<>) relays only with a certificate whose domain is an accepted domain',
    'domain-not-ours': "sender domain {{domain}} not ours: it is no accepted domain of the connector's organization",
  } satisfies Readonly<Record<RelayLack['lack'], string>>,

  /** For the peer alone: an administrator reads the cure of his own beside it. */
  lackCures: {
    'no-connector': '; add one for it, or let the device sign in on port 587',
    'no-connector-for-names': '; add one',
  } satisfies Readonly<Partial<Record<RelayLack['lack'], string>>>,

  /** Told to the peer too. */
  off: {
    'mailbox-gone': 'the mailbox does not exist any more',
    'credential-disabled': 'the credential {{credential}} is disabled',
    'mailbox-disabled': 'the mailbox is disabled',
    'organization-smtp-auth': 'SMTP AUTH is off for the organization',
    'mailbox-smtp-auth': 'SMTP AUTH is off for the mailbox',
    'organization-password-auth': 'password AUTH is off for the organization',
    'mailbox-password-auth': 'password AUTH is off for the mailbox',
  } satisfies Readonly<Record<SignInOff, string>>,

  authorLacks: {
    'no-from': 'there is no From',
    'several-from': 'there are several From fields',
    'several-domains': 'From names authors of several domains',
    unreadable: 'From can be read in two ways',
    'header-ended-early': 'the header ends before From',
  } satisfies Readonly<Record<ReasonOf<'no-author'>['lack'], string>>,
  notScanned: {
    silent: 'silent',
    unreachable: 'not reachable',
    nonsense: 'answering nonsense',
    'too-large': 'given too much',
    busy: 'busy',
  } satisfies Readonly<Record<ReasonOf<'virus-scan-failed'>['why'], string>>,

  faults: {
    'unknown-command': 'said something that is no SMTP command',
    'not-offered': 'asked for what is not offered here',
    'out-of-order': 'sent a command out of order, or after one that was refused',
    'before-tls': 'did not switch on TLS first',
    'too-large': 'announced a message that is too large',
    'not-smtp': 'did not keep to the order in which SMTP speaks',
    'badly-written': 'wrote a command in a way that SMTP does not know',
  } satisfies Readonly<Record<FaultKind, string>>,
  parts: {
    'by-connector': ' (connector {{connector}})',
    shown_trusted: '; client certificate {{names}} is trusted, and fits no connector, SHA-256 {{fingerprint}}',
    shown_distrusted: '; client certificate {{names}} is not trusted: {{distrust}}, SHA-256 {{fingerprint}}',
    nameless: '(no name)',
    'and-also': ', and ',
  },
} as const;
