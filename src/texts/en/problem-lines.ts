/** An error of the API in a line of English: of each code (`mail/problem.ts`) from its facts. */
import { aRole, roleWords } from './roles.ts';
import type { MailPlace, ProblemCode, ProblemFacts } from '../../mail/problem.ts';

type Lines = { readonly [Code in ProblemCode]: (facts: ProblemFacts<Code>) => string };

export const kindWord = (kind: string): string => (kind === 'system' ? 'system settings' : kind.replaceAll('-', ' '));

const ruleLine = ({ kind, name, finding, more }: ProblemFacts<'breaks-rules'>): string =>
  `${kindWord(kind)}${kind === 'system' ? '' : ` ${name}`}: ${finding}.${more > 0 ? ` And ${more} more.` : ''}`;

const textLines = {
  address: 'The address is no UTF-8.',
  request: 'The request is no UTF-8.',
  file: 'The file is no UTF-8.',
};
const tooLarge = {
  request: 'The request is too large.',
  file: 'The file is too large.',
  'file-of-this-layout': 'The file is too large to be read as it is laid out.',
  'file-to-read': 'The file is too large to be read.',
};
const notRunning = {
  receive: 'No mail comes in here.',
  deliver: 'No mail goes out here.',
  checkup: 'There is nothing to check here.',
  'admin-center': 'Nothing listens for browsers here.',
};

const tokenLines = {
  none: 'No token was given.',
  unknown: 'The token is not known.',
  expired: 'The token has expired.',
  ended: 'You are not signed in any more.',
};
const refusedWords = {
  link: 'The link is not known, was used, or is older than 15 minutes.',
  invitation: 'The invitation is not known, was used or is too old; or the code is not right.',
  password: 'Name or password is not right.',
  code: 'The code is not right, or was used before.',
  token: 'The token is not known.',
  passkey: 'The passkey is not known here, or was not used as it should be.',
  sso: 'What the browser brought back from the provider is not what was begun here.',
};
const notFoundWords = {
  'any-organization': 'There is no organization yet.',
  token: 'There is no such token.',
  'browser-session': 'You have no such session.',
  passkey: 'You have no such passkey.',
  message: 'There is no such message here.',
  'queued-message': 'There is no message of that queue id.',
  'traced-message': 'There is no message of that queue id in the trace.',
  session: 'There is no session of that reference in the trace.',
  code: 'There is no such code.',
};
const grantWords = {
  role: 'the role is above your own',
  organizations: 'an organization is not among yours',
  content: 'you may not read what people wrote',
  expiry: 'it would be valid for longer than you are',
};
const reservedWords = {
  file: 'a path of a file or socket of the server',
  'place-of-mail': 'the place where mail is kept',
  host: 'a host that is not public',
  networks: 'which networks belong to whom',
  limits: 'a limit',
  seats: 'how many seats there are',
  name: 'what an organization is called',
  sender: 'to send in the name of a domain that is not yours',
  address: 'an address outside the device networks of the organization',
  certificate: 'a certificate that is pinned, or is not of a verified domain of the organization',
  unverified: 'an address in a domain that the organization has not verified',
  owner: 'an owner outside the verified domains of the organization',
  login: 'a user name that is another organization’s, or in its domain',
};

const lines: Lines = {
  'invalid-fields': (facts) => {
    switch (facts.why) {
      case 'fields':
        return 'Some fields are not right.';
      case 'takes-no-name':
        return `${facts.what} takes no name.`;
      case 'no-such-listener':
        return `there is no listener ${facts.wanted}; there are: ${facts.there.join(', ')}`;
      case 'no-absolute-path':
        return 'The folder must be an absolute path.';
      case 'no-goal':
        return 'Redirect needs a goal.';
      case 'no-organization':
        return `The role ${roleWords(facts.role)} is for listed organizations, and none is listed.`;
      case 'lists-organizations':
        return 'A Global administrator has all organizations: none is listed.';
      case 'not-in-future':
        return `${facts.field} is not in the future.`;
    }
  },
  'invalid-parameters': (facts) => {
    switch (facts.why) {
      case 'parameters':
        return 'Some parameters are not right.';
      case 'no-time':
        return `${facts.parameter} is no time.`;
      case 'no-cursor':
        return 'after is no place in a list.';
      case 'no-etag':
        return 'If-Match is no list of tags.';
      case 'no-network':
        return `${facts.given} is no address or network.`;
      case 'no-status':
        return 'That is no status of the trace.';
      case 'too-many-labels':
        return `That is more than ${facts.most} labels at once.`;
      case 'too-many-steps':
        return `That is more than ${facts.most} hours or days.`;
    }
  },
  'invalid-sign-in': (facts) => {
    switch (facts.why) {
      case 'missing':
        return facts.kind === 'password'
          ? 'A sign-in needs user name and password.'
          : `A sign-in with a token needs ${facts.missing.join(', ')}.`;
      case 'no-client-secret':
        return 'The sign-in needs a client secret or a certificate.';
      case 'of-another-kind':
        return `A sign-in of the kind ${facts.kind} takes no ${facts.secret.replace('-', ' ')}.`;
    }
  },
  'unreadable-request': () => 'The request could not be read.',
  'not-utf8': ({ of }) => textLines[of],
  'which-organization': () => 'There are several organizations and none is the default.',
  'too-many-entries': ({ most }) => `The list has more than ${most} entries, and does not come whole.`,
  'nothing-selected': () => 'No filter was given, so this would touch everything there is.',
  'sign-in-needed': ({ token }) => tokenLines[token],
  'not-encrypted': ({ why }) =>
    why === 'clear-to-proxy'
      ? 'The proxy in front was not asked by https, so others may read along.'
      : 'This came by a proxy that is not known here, so nobody can tell whether others read along.',
  'sign-in-refused': ({ by }) => refusedWords[by],
  'sign-in-slowed': ({ seconds }) => `Too many sign-ins failed; the next one is looked at in ${seconds} s.`,
  'second-factor-needed': ({ why }) => {
    if (why === 'passkey') return 'A passkey is needed, too.';
    return why === 'code'
      ? 'The code of the authenticator app is needed, too.'
      : 'From here a password alone is not enough, and no app is set up.';
  },
  'fresh-sign-in-needed': () => 'This needs a sign-in of the last ten minutes.',
  'single-sign-on-refused': (facts) => {
    switch (facts.why) {
      case 'not-set-up':
        return 'No identity provider is set up.';
      case 'begun-elsewhere':
        return 'This sign-in was begun in another browser, more than ten minutes ago, or is over.';
      case 'other-address':
        return `The provider knows this server as ${facts.address}.`;
      case 'denied':
        return `The provider said no: ${facts.said}.`;
      case 'no-role':
        return facts.values.length === 0
          ? `The provider told no role of yours in the claim ${facts.claim}.`
          : `None of your roles at the provider is mapped here: ${facts.values.join(', ')}.`;
      case 'odd-claims':
        return `The claim ${facts.claim} is larger than what is read here.`;
      case 'other-person':
        return 'Somebody else signed in at the provider.';
      case 'no-time':
        return 'The provider did not say when you signed in.';
      case 'not-anew':
        return 'The provider did not ask who you are.';
    }
  },
  'no-passkeys-here': (facts) =>
    facts.why === 'no-name'
      ? 'Passkeys belong to a name, and this is an address of numbers.'
      : `Passkeys belong to ${facts.address}.`,
  'last-administrator': ({ name }) => `${name} is the last Global administrator who signs in with a password.`,
  'wrong-origin': () => 'The request came from a page of another address.',
  'no-session': () => 'You did not sign in with a browser.',
  'not-permitted': (facts) => {
    switch (facts.why) {
      case 'role':
        return `This needs the role ${roleWords(facts.needs)}; you are ${aRole(facts.has)}.`;
      case 'content':
        return 'This shows what people wrote, and you do not have the right to read it.';
      case 'beyond-own':
        return `Nobody grants more than they have: ${grantWords[facts.of]}.`;
      case 'whole-system':
        return `Only a Global administrator may do that: the ${kindWord(facts.kind)}${facts.kind === 'system' ? ' belong' : ` "${facts.name}" belongs`} to no organization of yours.`;
      case 'reserved':
        return `${facts.field} of ${kindWord(facts.kind)} "${facts.name}": ${reservedWords[facts.what]}, which is for Global administrators.`;
    }
  },
  'local-only': ({ what }) =>
    what === 'operation'
      ? 'This is for the local administrator only.'
      : 'Trusting a domain without proof is for the local administrator only.',
  'not-found': (facts) => {
    switch (facts.what) {
      case 'object':
        return `There is no ${kindWord(facts.kind)} "${facts.name}".`;
      case 'waiting-device':
        return `Nothing of the name "${facts.name}" waits, or was seen.`;
      case 'limit':
        return `There is no limit "${facts.name}".`;
      case 'alarm':
        return `No alarm ${JSON.stringify(facts.key)} is raised.`;
      case 'seat':
        return `No seat is assigned to ${facts.address}.`;
      case 'administrator':
        return `There is no administrator "${facts.name}".`;
      case 'mapping':
        return `The role "${facts.name}" is not mapped.`;
      default:
        return notFoundWords[facts.what];
    }
  },
  'no-such-path': ({ method, path }) => `There is nothing at ${method} ${path}.`,
  'not-unique': (facts) =>
    facts.what === 'object'
      ? `There are ${facts.count} of the name "${facts.name}".`
      : `${facts.count} waiting devices call themselves "${facts.name}".`,
  'already-there': ({ what, name }) => `There is a ${what} "${name}" already.`,
  'too-many': ({ what, most }) =>
    what === 'tokens' || what === 'administrators' || what === 'mappings' || what === 'passkeys'
      ? `There are ${most} ${what} already.`
      : `All ${most} ${what === 'mailbox-seats' ? 'mailbox' : 'protection'} seats are assigned.`,
  'still-needed': ruleLine,
  'changed-meanwhile': (facts) =>
    facts.why === 'refused'
      ? `The change conflicts with what is stored: ${facts.conflict}`
      : 'Somebody changed the directory meanwhile.',
  'not-as-seen': () => 'Somebody changed it after you had looked at it, so nothing was changed.',
  unchangeable: (facts) =>
    facts.what === 'built-in-profile'
      ? `${facts.name} is a built-in profile, and stays as it is.`
      : `The credential "${facts.name}" of ${facts.mailbox} is kept ${facts.kept === 'sealed' ? 'sealed (CRAM-MD5)' : 'hashed'}, and a file cannot change that.`,
  'wrong-kind': (facts) => {
    switch (facts.why) {
      case 'no-person':
        return `${facts.name} does not sign in for a person.`;
      case 'no-password':
        return 'You signed in by a link of the server: there is no password.';
      case 'last-factor':
        return 'It is your last second factor, and one is needed here.';
      case 'by-provider':
        return 'You signed in by the identity provider: it has your password.';
      case 'not-by-provider':
        return 'You did not sign in by the identity provider.';
      case 'no-codes':
        return `${facts.name} has no endpoint that gives codes.`;
      case 'no-single-address':
        return `The device "${facts.name}" has no single address; nothing was changed.`;
      case 'no-relay':
        return `The connector "${facts.name}" is of type ${facts.type}, which does not relay.`;
    }
  },
  'mail-kept-elsewhere': ({ address, place }) =>
    place.kind === 'elsewhere'
      ? `The mailbox ${address} only signs in here; its mail is kept elsewhere.`
      : `The mailbox ${address} is delivered by LMTP to ${placeWords(place)}; its mail is not kept here.`,
  'mail-would-be-lost': ({ connector, recipients, atLeast, trouble }) => {
    const waits = `${atLeast ? `${recipients} recipients and more wait` : recipients === 1 ? '1 recipient waits' : `${recipients} recipients wait`} for ${connector}`;
    const lost = 'with this change their mail would leave by the MX of each domain, or bounce.';
    return trouble === '' ? `${waits}: ${lost}` : `${waits}, which is in trouble: ${lost} The trouble: ${trouble}`;
  },
  'too-large': ({ of }) => tooLarge[of],
  'not-json': () => 'Only JSON is understood.',
  'wrong-host': () => 'This server does not answer to that host name.',
  'breaks-rules': ruleLine,
  'refers-to-nothing': (facts) => {
    switch (facts.what) {
      case 'profile':
        return `There is no device profile "${facts.name}".`;
      case 'default-organization':
        return `There is no organization "${facts.name}" to be the default.`;
      case 'host':
        return `No outbound connector leads to ${facts.host} port ${facts.port}.`;
      case 'secret':
        return `The connector "${facts.connector}" refers to the secret "${facts.secret}".`;
    }
  },
  'not-allowed-here': (facts) =>
    facts.what === 'seat'
      ? `${facts.address} is in no domain of the organization.`
      : `${facts.limit} cannot be set for one ${facts.level}.`,
  'import-refused': ({ said }) => `It cannot be imported: ${said}.`,
  'file-refused': ({ count }) => `The file has ${count === 1 ? '1 problem' : `${count} problems`}.`,
  'certificate-refused': ({ said }) => `The old certificate stays in force: ${said}`,
  'too-many-watchers': ({ most, of }) => {
    if (of === 'caller') return `You watch in ${most} places already.`;
    return of === 'organization' ? `${most} of your organization watch already.` : `${most} watch already.`;
  },
  'internal-error': ({ of }) =>
    of === 'check' ? 'The check broke off; why is in the log.' : 'An error happened inside; it is in the log.',
  'provider-refused': ({ said }) => said,
  'store-unavailable': () => 'The store cannot write now; nothing was changed.',
  'took-too-long': () => 'It took too long.',
  'too-busy': ({ why }) =>
    ({
      busy: 'Too many look into mailboxes at once.',
      checks: 'It is being checked already, or too many domains are.',
      'too-much': 'To show it would take too much time or memory.',
    })[why],
  'not-running-here': ({ room }) => notRunning[room],
  'backup-failed': ({ said }) => `The backup failed: ${said}`,
};

const placeWords = (place: Exclude<MailPlace, { readonly kind: 'elsewhere' }>): string =>
  place.kind === 'lmtp-socket'
    ? `the socket ${place.path}`
    : `${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port}`;

export const problemLine = <Code extends ProblemCode>(code: Code, facts: ProblemFacts<Code>): string =>
  lines[code](facts);
