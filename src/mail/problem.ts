/**
 * Errors of the API as values: what was met, by the code that a caller goes by. `texts/en/problem-lines.ts` says it in words, for whoever does not
 * know a code; what helps against it is a remedy beside it. Facts of a code only grow.
 */
import { administratorRoles } from './doors/caller.ts';
import { count, type Fact, facts, flag, keyOf, listOf, type OneOf, oneOf, text, word } from './facts.ts';

const none = facts({});
const role = word(...administratorRoles);
const named = { name: text };
const of = <const Word extends string>(...words: readonly Word[]) => facts({ of: word(...words) });
/** In the words of the system, or of a provider. */
const said = facts({ said: text });
/** The first rule that it breaks, in words; `more`: how many others there are. */
const rule = facts({ kind: text, name: text, finding: text, more: count });

/** The places of mail that is not kept here. */
const places = {
  /** The mailbox only signs in here. */
  elsewhere: {},
  'lmtp-socket': { path: text },
  lmtp: { host: text, port: count },
};

const problems = {
  'invalid-fields': oneOf('why', {
    /** `problems` names each. */
    fields: {},
    /** There is only one to be checked. */
    'takes-no-name': { what: text },
    'no-such-listener': { wanted: text, there: listOf(text) },
    'no-absolute-path': { folder: text },
    /** A redirect that leads nowhere. */
    'no-goal': {},
    /** Of what is to be granted: a role for listed organizations that lists none, or the one for all that lists some. */
    'no-organization': { role },
    'lists-organizations': {},
    'not-in-future': { field: text },
  }),
  'invalid-parameters': oneOf('why', {
    /** `problems` names each. */
    parameters: {},
    'no-time': { parameter: text },
    'no-cursor': {},
    'no-etag': {},
    'no-network': { given: text },
    'no-status': { known: listOf(text) },
    /** Of one answer; the others: hours or days. */
    'too-many-labels': { most: count },
    'too-many-steps': { most: count },
  }),
  'invalid-sign-in': oneOf('why', {
    /** `missing`: fields; empty where it is the password. */
    missing: { kind: text, missing: listOf(text) },
    'no-client-secret': {},
    /** A secret of another kind of sign-in. */
    'of-another-kind': { kind: text, secret: word('password', 'refresh-token') },
  }),
  'unreadable-request': none,
  'not-utf8': of('address', 'request', 'file'),
  'which-organization': none,
  'too-many-entries': facts({ most: count }),
  'nothing-selected': none,
  'sign-in-needed': facts({ token: word('none', 'unknown', 'expired', 'ended') }),
  /** Others may have read along: through a proxy that was asked in clear, or that is not known, so that nobody can tell. */
  'not-encrypted': facts({ why: word('clear-to-proxy', 'unknown-proxy') }),
  /** `ended`: a session of a browser, or one without its second secret. */
  'sign-in-refused': facts({ by: word('link', 'invitation', 'password', 'code', 'token', 'passkey', 'sso') }),
  /** Too many failed before. */
  'sign-in-slowed': facts({ seconds: count }),
  /** `none-set`: a password alone is not enough here, and there is nothing else. */
  'second-factor-needed': oneOf('why', {
    code: {},
    'none-set': {},
    /** `ids`: of those that are good here; `code`: one of an app is taken, too. */
    passkey: { ids: listOf(text), code: flag },
  }),
  /** The last one was too long ago. */
  'fresh-sign-in-needed': none,
  /** By the identity provider. `values`: of the claim that roles are read from; the first of them. */
  'single-sign-on-refused': oneOf('why', {
    'not-set-up': {},
    /** Too long ago, in another browser, or it was answered before. */
    'begun-elsewhere': {},
    'other-address': { address: text },
    /** By the provider, in its word. */
    denied: { said: text },
    'no-role': { claim: text, values: listOf(text) },
    'odd-claims': { claim: text },
    /** Of signing in once more. */
    'other-person': {},
    'no-time': {},
    'not-anew': {},
  }),
  /** By where the browser has opened the admin center: passkeys belong to a name. */
  'no-passkeys-here': oneOf('why', { 'no-name': {}, 'other-address': { address: text } }),
  /** Nobody would be left who signs in here and may do everything. */
  'last-administrator': facts(named),
  /** A page of another address asked. */
  'wrong-origin': none,
  /** The caller is a program. */
  'no-session': none,
  'not-permitted': oneOf('why', {
    role: { has: role, needs: role },
    /** To read what people wrote is a right of its own. */
    content: {},
    /** Of what is granted. */
    'beyond-own': { of: word('role', 'organizations', 'content', 'expiry') },
    /** A change of what belongs to no organization, or of organizations themselves. */
    'whole-system': { kind: text, name: text },
    /** A field, or a value of it, that only Global administrators set. */
    reserved: {
      kind: text,
      name: text,
      field: text,
      what: word(
        'file',
        'place-of-mail',
        'host',
        'networks',
        'limits',
        'seats',
        'name',
        'sender',
        'address',
        'certificate',
        'unverified',
        'login',
        'owner',
      ),
    },
  }),
  'local-only': oneOf('what', { operation: {}, 'trust-domain': { domain: text } }),
  'not-found': oneOf('what', {
    /** `kind`: of what is set up. */
    object: { kind: text, name: text },
    /** None was named, and there is none yet. */
    'any-organization': {},
    'waiting-device': named,
    limit: named,
    alarm: { key: text },
    seat: { address: text },
    token: named,
    administrator: named,
    'browser-session': { id: text },
    mapping: named,
    passkey: { id: text },
    message: { id: text },
    'queued-message': { queueId: text },
    'traced-message': { queueId: text },
    session: { reference: text },
    code: named,
  }),
  'no-such-path': facts({ method: text, path: text }),
  'not-unique': oneOf('what', {
    object: { kind: text, name: text, count },
    /** `addresses`: of the first of them. */
    'waiting-device': { name: text, count, addresses: listOf(text) },
  }),
  'already-there': facts({ what: word('token', 'administrator', 'mapping'), name: text }),
  'too-many': facts({
    what: word('tokens', 'administrators', 'mappings', 'passkeys', 'mailbox-seats', 'protection-seats'),
    most: count,
  }),
  'still-needed': rule,
  'changed-meanwhile': oneOf('why', {
    /** The plan does not fit any more. */
    'other-plan': {},
    /** `conflict`: in the words of the store. */
    refused: { conflict: text },
  }),
  /** It was changed since the caller saw it. */
  'not-as-seen': none,
  unchangeable: oneOf('what', {
    'built-in-profile': named,
    /** How a password is kept cannot change without the password. */
    'credential-kept': { name: text, mailbox: text, kept: word('sealed', 'hashed') },
  }),
  'wrong-kind': oneOf('why', {
    /** It does not sign in for a person, or its provider gives no codes. */
    'no-person': named,
    /** A link signed in: nobody has a password. */
    'no-password': {},
    /** The identity provider did: it has the password. */
    'by-provider': {},
    'not-by-provider': {},
    'no-codes': named,
    /** Of a device that is to be let in. */
    'last-factor': {},
    /** Of who has no password. */
    'last-way-in': {},
    'no-single-address': named,
    'no-relay': { name: text, type: text },
  }),
  'mail-kept-elsewhere': facts({ address: text, place: oneOf('kind', places) }),
  /** `atLeast`: there may be more. `trouble`: in words; empty: it is in order. */
  'mail-would-be-lost': facts({ connector: text, recipients: count, atLeast: flag, trouble: text }),
  'too-large': of('request', 'file', 'file-of-this-layout', 'file-to-read'),
  'not-json': none,
  'wrong-host': none,
  'breaks-rules': rule,
  'refers-to-nothing': oneOf('what', {
    profile: named,
    'default-organization': named,
    /** No connector leads there. */
    host: { host: text, port: count },
    secret: { connector: text, secret: text },
  }),
  'not-allowed-here': oneOf('what', {
    /** A seat for an address of another organization's domain, or nobody's. */
    seat: { address: text },
    limit: { limit: text, level: text, levels: listOf(text) },
  }),
  /** `problems` names them. */
  'file-refused': facts({ count }),
  /** Of another server; it is not what it was said to be. */
  'import-refused': said,
  'certificate-refused': said,
  /** `of`: the ones that are counted. */
  'too-many-watchers': facts({ most: count, of: word('caller', 'organization', 'server') }),
  'internal-error': of('request', 'check'),
  'provider-refused': said,
  'store-unavailable': none,
  'took-too-long': none,
  'too-busy': facts({ why: word('too-much', 'busy', 'checks') }),
  /** `room`: the one that would have to run here. */
  'not-running-here': facts({ room: word('receive', 'deliver', 'checkup', 'admin-center') }),
  'backup-failed': said,
} as const;

export type ProblemCode = keyof typeof problems;
export type ProblemFacts<Code extends ProblemCode = ProblemCode> = {
  readonly [Each in ProblemCode]: (typeof problems)[Each] extends Fact<infer Facts> ? Facts : never;
}[Code];

export type MailPlace = OneOf<'kind', typeof places>;

export const isProblemCode = keyOf(problems);

/** Of each code, whether facts that came from elsewhere are those above. */
export const problemFacts: { readonly [Code in ProblemCode]: Fact<ProblemFacts<Code>> } = problems;
