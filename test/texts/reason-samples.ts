/** Facts for every kind of reason, and for every cause of a session without mail. */
import type { NoMail, Reason } from '../../src/mail/reason.ts';

/** Of each kind at least one; optional facts are there in one of them. */
type Samples<Each extends { readonly kind: string }> = {
  readonly [Kind in Each['kind']]: readonly Omit<Extract<Each, { readonly kind: Kind }>, 'kind'>[];
};

const login = [{ login: 'DOMAIN\\scanner' }] as const;
const handshake = [{ why: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }, { why: 'ERR_SSL', habit: 'tls-1.0' }] as const;

const reasonFacts: Samples<Reason> = {
  limit: [
    { limit: 'messageSize', most: 10 },
    { limit: 'messageSize', most: 10, used: 99 },
    { limit: 'connectorMessagesPerHour', most: 5, used: 5, of: 'connector', called: 'Floor 2' },
    { limit: 'recipientsPerDay', most: 5, used: 5, of: 'mailbox', called: 'scan@ours.test' },
  ],
  'not-relayed': [
    { lack: { lack: 'no-connector', address: '192.0.2.1' }, connector: null, certificate: null },
    {
      lack: { lack: 'sender-domains', domain: 'a.test' },
      connector: 'Floor 2',
      certificate: { names: 'copier.test', distrust: 'CERT_HAS_EXPIRED', fingerprint: 'ab' },
    },
    {
      lack: { lack: 'no-connector-for-names', address: '192.0.2.1', names: 'copier.test' },
      connector: null,
      certificate: { names: '', distrust: null, fingerprint: 'ab' },
    },
    { lack: { lack: 'partner' }, connector: 'Partners', certificate: null },
  ],
  'recipient-outside-connector': [{ connector: 'Floor 2' }],
  'connector-wants-tls': [{ connector: 'Floor 2' }],
  'domain-not-verified': [{ domain: 'a.test' }],
  'direct-send-off': [{ domain: 'a.test', organization: 'Contoso' }],
  'own-name': [
    { domain: 'a.test', recipient: 'anna@a.test' },
    { domain: null, recipient: 'anna@a.test' },
  ],
  'domain-of-others': [{ domain: 'b.test' }],
  'no-send-as': [{ mailbox: 'scan@a.test', sender: 'anna@a.test' }],
  'no-send-as-shown': [{ mailbox: 'scan@a.test', field: 'From', sender: 'anna@a.test' }],
  'too-many-shown-senders': [{ most: 20 }],
  'delivered-too-often': [{ most: 20 }],
  'no-seat': [{ seat: 'mailbox', address: 'anna@a.test', free: 1, total: 5 }],
  'null-reverse-path': [{}],
  'other-organization': [{}],
  'unknown-recipient': [{ why: 'no mailbox of this address' }],
  'leads-nowhere': [{ recipient: 'all@a.test' }],
  restricted: [
    { of: 'sender', who: 'anna@a.test', why: 'sends spam' },
    { of: 'connector', who: 'Floor 2', why: 'sends spam' },
    { of: 'address', who: '192.0.2.1', why: 'sends spam' },
  ],
  'blocked-address': [{ entry: '192.0.2.0/24' }],
  'blocked-author': [{ entry: 'spam.test' }],
  'blocked-recipient': [{ entry: 'rival.test' }],
  'dns-listed': [
    { list: 'zen.example.test', of: 'spam', lookUp: 'https://lists.example.test/192.0.2.1' },
    { list: 'zen.example.test', of: 'policy', lookUp: null },
  ],
  'own-hello': [{}],
  'no-author': [{ lack: 'no-from' }],
  malware: [{ signature: 'Eicar-Test-Signature' }],
  'attachment-type': [{ attachment: 'invoice.exe' }],
  dmarc: [
    { policy: 'reject', domain: 'a.test', own: true },
    { policy: 'quarantine', domain: 'b.test', own: false },
  ],
  'dmarc-unknown': [{ domain: 'b.test' }],
  unauthenticated: [{ domain: 'a.test' }],
  'spam-filter': [
    { level: 'high-confidence-spam', score: 20 },
    { level: 'spam', score: 7 },
    { level: 'bulk', score: 4 },
  ],
  'virus-scan-failed': [{ why: 'silent' }],
  'too-large-to-scan': [{}],
  'endless-recipients': [{ asked: 300 }],
  'delivered-before': [{ recipient: 'all@a.test' }],
  'no-domain': [{}],
  'no-transaction': [{}],
  'no-recipients': [{}],
  'bare-line-ends': [{}],
  nul: [{}],
  'stray-lines': [{}],
  'no-content-end': [{}],
  'wrong-password': login,
  'no-such-name': login,
  'hashed-and-cram': login,
  'other-identity': login,
  'password-unreadable': login,
  'sign-in-locked': [
    { by: 'account', login: 'scan', address: '192.0.2.1' },
    { by: 'address', login: 'scan', address: '192.0.2.1' },
  ],
  'sign-in-off': [{ login: 'scan', off: 'credential-disabled', credential: 'Copier' }],
  'sign-in-busy': [{}],
  'sign-in-over': [{}],
  'no-sign-in': [{}],
  'mail-before-tls': [{}],
  fault: [
    { fault: 'not-smtp', habits: ['odd-hello', 'nul'], said: 'HELO', mechanism: null },
    { fault: 'not-offered', habits: [], said: 'AUTH NTLM', mechanism: 'NTLM' },
  ],
  expn: [{}],
  'junk-commands': [{}],
  'unknown-handshake': [{}],
  'bad-proxy-header': [{ why: 'it is too long' }],
  'no-tls': [{ met: 'nothing-on-tls-port', came: 'it took too long' }, { met: 'after-starttls' }],
  'certificate-distrusted': handshake,
  'no-common-tls': handshake,
  'handshake-broken': handshake,
  'store-unwell': [{ trouble: 'the disk is gone' }],
  'store-refused': [{ trouble: 'the disk is gone' }],
  'disk-full': [{ freeBytes: 5 }],
  'store-failed': [{}],
  'store-late': [{}],
  'screening-full': [{}],
  'content-without-transaction': [{}],
  shutdown: [{}],
  'our-fault': [{ how: 'TypeError' }],
  'timed-out': [{ in: 'command', waited: 'idle' }],
  farewell: [
    { limit: 'errorsBeforeClose', last: { kind: 'wrong-password', login: 'scan' } },
    { limit: 'errorsBeforeClose', last: { kind: 'limit', limit: 'messageSize', most: 10 } },
  ],
};

const noMailFacts: Samples<NoMail> = {
  'no-proxy-header': [{}],
  'never-spoke': [{}],
  'hung-up-after-greeting': [{}],
  'no-hello': [{}],
  'only-signed-in': [{}],
  'sign-in-needs-tls': [{ port: 'submission' }],
  'certificate-distrusted': [{ port: 'submissions' }],
  'left-after-hello': [
    { tls: true, signInOffered: true },
    { tls: false, signInOffered: true },
    { tls: false, signInOffered: false },
  ],
  'broke-off': [{ in: 'envelope' }, { in: 'content' }],
};

const allOf = <Each>(samples: Readonly<Record<string, readonly object[]>>): readonly Each[] =>
  Object.entries(samples).flatMap(([kind, all]) => all.map((facts) => ({ kind, ...facts }) as Each));

export const allReasons = allOf<Reason>(reasonFacts);
export const allNoMails = allOf<NoMail>(noMailFacts);
