/** Facts for every act, each variant of them: what the compiler knows of a union of words stands here word by word. */
import { limitTable } from '../../src/mail/limits.ts';
import type { Remedy } from '../../src/mail/remedy.ts';

type IsUnionOfWords<Value> = [Value] extends [string] ? (string extends Value ? false : true) : false;

/** A union of words by a key for each of them, so that none is left out; both of a boolean by themselves; else some values. */
type Values<Value> = [Value] extends [boolean]
  ? 'both'
  : IsUnionOfWords<Value> extends true
    ? { readonly [Word in Value & string]: unknown }
    : readonly Value[];

type FactsOf<Act extends Remedy['act']> = Omit<Extract<Remedy, { readonly act: Act }>, 'act'>;

export const samples: {
  readonly [Act in Remedy['act']]: { readonly [Fact in keyof FactsOf<Act>]-?: Values<FactsOf<Act>[Fact]> };
} = {
  'approve-device': { address: ['192.0.2.10', '2001:db8::1'], relay: 'both' },
  'switch-on-tls': { port: { relay: true, submission: true, submissions: true }, address: ['192.0.2.10'] },
  'make-certificate-trusted': {},
  'match-port-and-tls': {},
  'use-clear-text-port': { met: { 'clear-text-on-tls-port': true, 'nothing-on-tls-port': true } },
  'retry-starttls': {},
  'find-what-keeps-it-silent': {},
  'read-transcript': {},
  'choose-sign-in': {},
  'ask-device': {},
  'send-a-page': {},
  'find-what-breaks-off': { in: { envelope: true, content: true } },
  'switch-on-proxy-protocol': {},
  'read-refusal': { reply: ['Not today'], reference: ['01JD3K7M9QXA2B4C-1', null] },
  'use-own-sender': {},
  'enable-sign-in': {},
  'add-cram-credential': {},
  'add-credential': {},
  'name-credential': { login: [null, 'DOMAIN\\scanner'] },
  'reset-credential': { login: [null, 'scan', 'scan@contoso.com'] },
  'sign-in-or-approve': {},
  'allow-sender': {},
  'correct-recipient': {},
  'give-profile': {
    address: ['192.0.2.10'],
    profile: ['legacy'],
    why: { 'old-tls': true, settings: true, unknown: true },
  },
  'let-device-send': { name: ["Anna's copier"], open: [['192.0.2.10'], ['192.0.2.0/24', '192.0.2.10']] },
  'let-more-devices-send': { more: [3] },
  'let-network-send': {},
  'watch-device': { address: ['192.0.2.10'] },
  'give-password': {
    device: ['Copier 2nd floor'],
    mechanisms: [null, ['NTLM', 'CRAM-MD5']],
    foreign: 'both',
    cramOnly: 'both',
    login: [null, 'scan'],
  },
  'decide-on-device': { address: ['192.0.2.10'] },
  'raise-limit': {
    limit: limitTable,
    whose: [null, { of: 'connector', called: 'Devices' }, { of: 'mailbox', called: 'scan@contoso.com' }],
    byConnector: 'both',
  },
  'give-more-room': { limit: limitTable, of: { connector: true, mailbox: true }, called: ['ERP system'] },
  'check-name': {
    kind: {
      organization: true,
      domain: true,
      mailbox: true,
      group: true,
      credential: true,
      'inbound-connector': true,
      'outbound-connector': true,
      device: true,
      'device-profile': true,
      'licence-pool': true,
      system: true,
    },
  },
  'see-all': {
    of: { alarms: true, tokens: true, limits: true, seats: true, listeners: true, profiles: true, devices: true },
  },
  'add-organization': {},
  'say-organization': {},
  'copy-profile': { name: ['legacy'] },
  'raise-seats': { what: { mailbox: true, protection: true } },
  'trust-domain-on-server': { domain: ['contoso.com'] },
  'check-delegation': { domain: ['printers.lan'], token: ['doorpost=x'] },
  'say-which-address': {},
  'see-waiting-devices': {},
  'leave-mailbox-elsewhere': { address: ['anna@contoso.com'] },
  'lay-out-as-exported': {},
  'see-status': { why: { store: true, slow: true } },
  'make-token': {},
  'read-as-stored': {},
  'see-messages': { mailbox: ['anna@contoso.com'] },
  'see-captured': {},
  'read-elsewhere': { address: ['anna@contoso.com'], how: { 'handed-on': true, 'handed-over': true } },
  'look-in-queue-and-trace': {},
  'check-queue-id': {},
  'check-reference': {},
  'give-sign-in': { name: ['Microsoft 365'], kind: { password: true, token: true } },
  'give-client-secret': { name: ['Microsoft 365'] },
  'set-secret': {
    name: ['Microsoft 365'],
    secret: { password: true, 'client-secret': true, 'refresh-token': true, 'sign-in': true },
  },
  'keep-mail-back': { name: ['Microsoft 365'] },
  'sign-in-for-person': { name: ['Microsoft 365'] },
  'give-refresh-token': { name: ['Microsoft 365'] },
  'correct-secret-date': { name: ['Microsoft 365'] },
  'name-other-files': { name: ['Microsoft 365'], of: { connection: true, 'sign-in': true } },
  'set-secret-of-file': {
    own: ['connector:x'],
    name: ['Microsoft 365'],
    secret: { password: true, 'client-secret': true, 'sign-in': true },
  },
  'try-file': {},
  'give-up-damaged': { queueId: ['01JD3K7M9QXA2B4C'] },
  'mend-store': {},
  'put-secret-key-back': {},
  'free-disk': {},
  'look-at-upstream': { name: ['Microsoft 365'] },
  'look-at-mailboxes': {},
  'look-at-way-out': {},
  'see-what-waits': {},
  'see-what-grows': {},
  'read-orphan-reports': {},
  'decide-on-strangers': { organization: ['Contoso Ltd'] },
  'look-at-device': { name: ['Copier 2nd floor'], place: ['', 'Room 2'] },
  'see-last-refusal': { reference: ['01JD3K7M9QXA2B4C-1'] },
  'renew-self-signed': {},
  'renew-certificate': { file: ['/etc/doorpost/mail.pem'] },
  'renew-upstream-certificate': { file: ['/etc/doorpost/app.pem'], name: ['Graph'], upload: 'both' },
  'renew-client-secret': { name: ['Microsoft 365'] },
  'use-or-renew-sign-in': { name: ['Microsoft 365'], codes: 'both' },
  'test-whether-mended': { name: ['Microsoft 365'] },
  'wait-or-send-less': { name: ['Microsoft 365'] },
  'set-webhook-again': { organization: ['Contoso Ltd'] },
  'test-webhook': {},
  'name-alarm-address': { organization: ['Contoso Ltd'] },
  'read-more-alarms': {},
  acknowledge: { key: [null, 'secret-expires:01JD3K7M9QXA2B4C'] },
  'keep-or-relay-domain': { domain: ['contoso.com'] },
  'keep-mailbox-here': { address: ['anna@contoso.com'] },
  'add-domain-first': { domain: ['contoso.com'] },
  'verify-domain': { domain: ['contoso.com'] },
  'verify-domain-at-last': { domain: ['contoso.com'] },
  'add-upstream-first': {},
  'add-organization-first': {},
  'add-alarm-webhook': {},
  'decide-on-own-name': { organization: ['Contoso Ltd'], believed: 'both' },
  'assign-seat': { what: { mailbox: true, protection: true }, free: [0, 2], total: [5] },
  'then-verify': { domain: ['contoso.com'] },
  'give-connector': {},
  'give-credential': {},
  'find-out': { by: { 'check-server': true, 'check-server-often-blocked': true } },
  'name-owner': { device: ['Copier 2nd floor'] },
  'name-device-address': { device: ['Copier 2nd floor'] },
  'set-device-profile': { device: ['Copier 2nd floor'], profile: ['legacy'] },
  'make-credential-for': { device: ['Copier 2nd floor'], login: ['scan'] },
  'let-it-send-and-watch': {},
  'prove-domain': { domain: ['contoso.com'] },
  'publish-mx': { domain: ['contoso.com'], mxName: ['contoso-com.mail.example.com'] },
  'publish-mx-or-relay': { domain: ['contoso.com'], mxName: ['contoso-com.mail.example.com'] },
  'ask-for-advice': {},
  'not-by-mx-from-here': {},
  'leave-block-list': { list: ['zen.spamhaus.org'] },
  'add-domain-to-send': {},
  'look-again-later': { queueId: ['01JD3K7M9QXA2B4C'] },
  'correct-upstream-host': { name: ['Microsoft 365'] },
  'enable-upstream': { name: ['Microsoft 365'] },
  'name-or-make-file': {},
  'set-host-name': {},
  'listen-on-loopback': {},
};

const listOf = (values: unknown): readonly unknown[] => {
  if (values === 'both') return [true, false];
  return Array.isArray(values) ? values : Object.keys(values as object);
};

/** Every act with every combination of its sample facts. */
export const allRemedies: readonly Remedy[] = Object.entries(samples).flatMap(([act, facts]) =>
  Object.entries(facts).reduce<readonly object[]>(
    (some, [fact, values]) => some.flatMap((one) => listOf(values).map((value) => ({ ...one, [fact]: value }))),
    [{ act }],
  ),
) as readonly Remedy[];
