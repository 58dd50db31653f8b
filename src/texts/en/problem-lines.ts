/** An error of the API in a line: of each code (`mail/problem.ts`) from its facts. */
import { anyShell } from '../command.ts';
import { type Phrase, say, spoken, worded } from '../phrase.ts';
import type { Sentences } from '../sentences.ts';
import { recipientsOf } from './counts.ts';
import { aRole, roleWords } from './roles.ts';
import type { MailPlace, ProblemCode, ProblemFacts } from '../../mail/problem.ts';

type Lines = { readonly [Code in ProblemCode]: (facts: ProblemFacts<Code>) => Phrase };

export const kindWord = (kind: string): string => (kind === 'system' ? 'system settings' : kind.replaceAll('-', ' '));

const kindPhrase = (kind: string): Phrase => worded(kindWord(kind));

function ruleLine({ kind, name, finding, more }: ProblemFacts<'breaks-rules'>): Phrase {
  const thing = kind === 'system' ? kindPhrase(kind) : say`${kindPhrase(kind)} ${name}`;
  return more > 0 ? say`${thing}: ${finding}. And ${more} more.` : say`${thing}: ${finding}.`;
}

const textLines = {
  address: say`The address is no UTF-8.`,
  request: say`The request is no UTF-8.`,
  file: say`The file is no UTF-8.`,
};
const tooLarge = {
  request: say`The request is too large.`,
  file: say`The file is too large.`,
  'file-of-this-layout': say`The file is too large to be read as it is laid out.`,
  'file-to-read': say`The file is too large to be read.`,
};
const notRunning = {
  receive: say`No mail comes in here.`,
  deliver: say`No mail goes out here.`,
  checkup: say`There is nothing to check here.`,
  'admin-center': say`Nothing listens for browsers here.`,
};

const tokenLines = {
  none: say`No token was given.`,
  unknown: say`The token is not known.`,
  expired: say`The token has expired.`,
  ended: say`You are not signed in any more.`,
};
const refusedWords = {
  link: say`The link is not known, was used, or is older than 15 minutes.`,
  invitation: say`The invitation is not known, was used or is too old; or the code is not right.`,
  password: say`Name or password is not right.`,
  code: say`The code is not right, or was used before.`,
  token: say`The token is not known.`,
  passkey: say`The passkey is not known here, or was not used as it should be.`,
  sso: say`What the browser brought back from the provider is not what was begun here.`,
};
const notFoundWords = {
  'any-organization': say`There is no organization yet.`,
  token: say`There is no such token.`,
  'browser-session': say`You have no such session.`,
  passkey: say`You have no such passkey.`,
  message: say`There is no such message here.`,
  'queued-message': say`There is no message of that queue id.`,
  'traced-message': say`There is no message of that queue id in the trace.`,
  session: say`There is no session of that reference in the trace.`,
  code: say`There is no such code.`,
};
const grantWords = {
  role: say`the role is above your own`,
  organizations: say`an organization is not among yours`,
  content: say`you may not read what people wrote`,
  expiry: say`it would be valid for longer than you are`,
};
const reservedWords = {
  file: say`a path of a file or socket of the server`,
  'place-of-mail': say`the place where mail is kept`,
  host: say`a host that is not public`,
  networks: say`which networks belong to whom`,
  limits: say`a limit`,
  seats: say`how many seats there are`,
  name: say`what an organization is called`,
  sender: say`to send in the name of a domain that is not yours`,
  address: say`an address outside the device networks of the organization`,
  certificate: say`a certificate that is pinned, or is not of a verified domain of the organization`,
  unverified: say`an address in a domain that the organization has not verified`,
  owner: say`an owner outside the verified domains of the organization`,
  login: say`a user name that is another organization’s, or in its domain`,
};

const lines: Lines = {
  'invalid-fields': (facts) => {
    switch (facts.why) {
      case 'fields':
        return say`Some fields are not right.`;
      case 'takes-no-name':
        return say`${facts.what} takes no name.`;
      case 'no-such-listener':
        return say`there is no listener ${facts.wanted}; there are: ${facts.there.join(', ')}`;
      case 'no-absolute-path':
        return say`The folder must be an absolute path.`;
      case 'no-goal':
        return say`Redirect needs a goal.`;
      case 'no-organization':
        return say`The role ${worded(roleWords(facts.role))} is for listed organizations, and none is listed.`;
      case 'lists-organizations':
        return say`A Global administrator has all organizations: none is listed.`;
      case 'not-in-future':
        return say`${facts.field} is not in the future.`;
    }
  },
  'invalid-parameters': (facts) => {
    switch (facts.why) {
      case 'parameters':
        return say`Some parameters are not right.`;
      case 'no-time':
        return say`${facts.parameter} is no time.`;
      case 'no-cursor':
        return say`after is no place in a list.`;
      case 'no-etag':
        return say`If-Match is no list of tags.`;
      case 'no-network':
        return say`${facts.given} is no address or network.`;
      case 'no-status':
        return say`That is no status of the trace.`;
      case 'too-many-labels':
        return say`That is more than ${facts.most} labels at once.`;
      case 'too-many-steps':
        return say`That is more than ${facts.most} hours or days.`;
    }
  },
  'invalid-sign-in': (facts) => {
    switch (facts.why) {
      case 'missing':
        return facts.kind === 'password'
          ? say`A sign-in needs user name and password.`
          : say`A sign-in with a token needs ${facts.missing.join(', ')}.`;
      case 'no-client-secret':
        return say`The sign-in needs a client secret or a certificate.`;
      case 'of-another-kind':
        return say`A sign-in of the kind ${facts.kind} takes no ${worded(facts.secret.replace('-', ' '))}.`;
    }
  },
  'unreadable-request': () => say`The request could not be read.`,
  'not-utf8': ({ of }) => textLines[of],
  'which-organization': () => say`There are several organizations and none is the default.`,
  'too-many-entries': ({ most }) => say`The list has more than ${most} entries, and does not come whole.`,
  'nothing-selected': () => say`No filter was given, so this would touch everything there is.`,
  'sign-in-needed': ({ token }) => tokenLines[token],
  'not-encrypted': ({ why }) =>
    why === 'clear-to-proxy'
      ? say`The proxy in front was not asked by https, so others may read along.`
      : say`This came by a proxy that is not known here, so nobody can tell whether others read along.`,
  'sign-in-refused': ({ by }) => refusedWords[by],
  'sign-in-slowed': ({ seconds }) => say`Too many sign-ins failed; the next one is looked at in ${seconds} s.`,
  'second-factor-needed': ({ why }) => {
    if (why === 'passkey') return say`A passkey is needed, too.`;
    return why === 'code'
      ? say`The code of the authenticator app is needed, too.`
      : say`From here a password alone is not enough, and no app is set up.`;
  },
  'fresh-sign-in-needed': () => say`This needs a sign-in of the last ten minutes.`,
  'single-sign-on-refused': (facts) => {
    switch (facts.why) {
      case 'not-set-up':
        return say`No identity provider is set up.`;
      case 'begun-elsewhere':
        return say`This sign-in was begun in another browser, more than ten minutes ago, or is over.`;
      case 'other-address':
        return say`The provider knows this server as ${facts.address}.`;
      case 'denied':
        return say`The provider said no: ${facts.said}.`;
      case 'no-role':
        return facts.values.length === 0
          ? say`The provider told no role of yours in the claim ${facts.claim}.`
          : say`None of your roles at the provider is mapped here: ${facts.values.join(', ')}.`;
      case 'odd-claims':
        return say`The claim ${facts.claim} is larger than what is read here.`;
      case 'other-person':
        return say`Somebody else signed in at the provider.`;
      case 'no-time':
        return say`The provider did not say when you signed in.`;
      case 'not-anew':
        return say`The provider did not ask who you are.`;
    }
  },
  'no-passkeys-here': (facts) =>
    facts.why === 'no-name'
      ? say`Passkeys belong to a name, and this is an address of numbers.`
      : say`Passkeys belong to ${facts.address}.`,
  'last-administrator': ({ name }) => say`${name} is the last Global administrator who signs in with a password.`,
  'wrong-origin': () => say`The request came from a page of another address.`,
  'no-session': () => say`You did not sign in with a browser.`,
  'not-permitted': (facts) => {
    switch (facts.why) {
      case 'role':
        return say`This needs the role ${worded(roleWords(facts.needs))}; you are ${worded(aRole(facts.has))}.`;
      case 'content':
        return say`This shows what people wrote, and you do not have the right to read it.`;
      case 'beyond-own':
        return say`Nobody grants more than they have: ${grantWords[facts.of]}.`;
      case 'whole-system':
        return facts.kind === 'system'
          ? say`Only a Global administrator may do that: the system settings belong to no organization of yours.`
          : say`Only a Global administrator may do that: the ${kindPhrase(facts.kind)} "${facts.name}" belongs to no organization of yours.`;
      case 'reserved':
        return say`${facts.field} of ${kindPhrase(facts.kind)} "${facts.name}": ${reservedWords[facts.what]}, which is for Global administrators.`;
    }
  },
  'local-only': ({ what }) =>
    what === 'operation'
      ? say`This is for the local administrator only.`
      : say`Trusting a domain without proof is for the local administrator only.`,
  'not-found': (facts) => {
    switch (facts.what) {
      case 'object':
        return say`There is no ${kindPhrase(facts.kind)} "${facts.name}".`;
      case 'waiting-device':
        return say`Nothing of the name "${facts.name}" waits, or was seen.`;
      case 'limit':
        return say`There is no limit "${facts.name}".`;
      case 'alarm':
        return say`No alarm ${JSON.stringify(facts.key)} is raised.`;
      case 'seat':
        return say`No seat is assigned to ${facts.address}.`;
      case 'administrator':
        return say`There is no administrator "${facts.name}".`;
      case 'mapping':
        return say`The role "${facts.name}" is not mapped.`;
      default:
        return notFoundWords[facts.what];
    }
  },
  'no-such-path': ({ method, path }) => say`There is nothing at ${method} ${path}.`,
  'not-unique': (facts) =>
    facts.what === 'object'
      ? say`There are ${facts.count} of the name "${facts.name}".`
      : say`${facts.count} waiting devices call themselves "${facts.name}".`,
  'already-there': ({ what, name }) => say`There is a ${worded(what)} "${name}" already.`,
  'too-many': ({ what, most }) =>
    what === 'tokens' || what === 'administrators' || what === 'mappings' || what === 'passkeys'
      ? say`There are ${most} ${worded(what)} already.`
      : what === 'mailbox-seats'
        ? say`All ${most} mailbox seats are assigned.`
        : say`All ${most} protection seats are assigned.`,
  'still-needed': ruleLine,
  'changed-meanwhile': (facts) =>
    facts.why === 'refused'
      ? say`The change conflicts with what is stored: ${facts.conflict}`
      : say`Somebody changed the directory meanwhile.`,
  'not-as-seen': () => say`Somebody changed it after you had looked at it, so nothing was changed.`,
  unchangeable: (facts) =>
    facts.what === 'built-in-profile'
      ? say`${facts.name} is a built-in profile, and stays as it is.`
      : say`The credential "${facts.name}" of ${facts.mailbox} is kept ${facts.kept === 'sealed' ? say`sealed (CRAM-MD5)` : say`hashed`}, and a file cannot change that.`,
  'wrong-kind': (facts) => {
    switch (facts.why) {
      case 'no-person':
        return say`${facts.name} does not sign in for a person.`;
      case 'no-password':
        return say`You signed in by a link of the server: there is no password.`;
      case 'last-way-in':
        return say`It is the last passkey that signs you in, and you have no password.`;
      case 'last-factor':
        return say`It is your last second factor, and one is needed here.`;
      case 'by-provider':
        return say`You signed in by the identity provider: it has your password.`;
      case 'not-by-provider':
        return say`You did not sign in by the identity provider.`;
      case 'no-codes':
        return say`${facts.name} has no endpoint that gives codes.`;
      case 'no-single-address':
        return say`The device "${facts.name}" has no single address; nothing was changed.`;
      case 'no-relay':
        return say`The connector "${facts.name}" is of type ${facts.type}, which does not relay.`;
    }
  },
  'mail-kept-elsewhere': ({ address, place }) =>
    place.kind === 'elsewhere'
      ? say`The mailbox ${address} only signs in here; its mail is kept elsewhere.`
      : say`The mailbox ${address} is delivered by LMTP to ${placeWords(place)}; its mail is not kept here.`,
  'mail-would-be-lost': ({ connector, recipients, atLeast, trouble }) => {
    const waits = atLeast
      ? say`${recipientsOf(recipients)} and more wait for ${connector}`
      : recipients === 1
        ? say`1 recipient waits for ${connector}`
        : say`${recipientsOf(recipients)} wait for ${connector}`;
    const lost = say`with this change their mail would leave by the MX of each domain, or bounce.`;
    return trouble === ''
      ? say`${waits}: ${lost}`
      : say`${waits}, which is in trouble: ${lost} The trouble: ${trouble}`;
  },
  'too-large': ({ of }) => tooLarge[of],
  'not-json': () => say`Only JSON is understood.`,
  'wrong-host': () => say`This server does not answer to that host name.`,
  'breaks-rules': ruleLine,
  'refers-to-nothing': (facts) => {
    switch (facts.what) {
      case 'profile':
        return say`There is no device profile "${facts.name}".`;
      case 'default-organization':
        return say`There is no organization "${facts.name}" to be the default.`;
      case 'host':
        return say`No outbound connector leads to ${facts.host} port ${facts.port}.`;
      case 'secret':
        return say`The connector "${facts.connector}" refers to the secret "${facts.secret}".`;
    }
  },
  'not-allowed-here': (facts) =>
    facts.what === 'seat'
      ? say`${facts.address} is in no domain of the organization.`
      : say`${facts.limit} cannot be set for one ${worded(facts.level)}.`,
  'import-refused': ({ said }) => say`It cannot be imported: ${said}.`,
  'file-refused': ({ count }) => (count === 1 ? say`The file has 1 problem.` : say`The file has ${count} problems.`),
  'certificate-refused': ({ said }) => say`The old certificate stays in force: ${said}`,
  'too-many-watchers': ({ most, of }) => {
    if (of === 'caller') return say`You watch in ${most} places already.`;
    return of === 'organization' ? say`${most} of your organization watch already.` : say`${most} watch already.`;
  },
  'internal-error': ({ of }) =>
    of === 'check' ? say`The check broke off; why is in the log.` : say`An error happened inside; it is in the log.`,
  'provider-refused': ({ said }) => say`${said}`,
  'store-unavailable': () => say`The store cannot write now; nothing was changed.`,
  'took-too-long': () => say`It took too long.`,
  'too-busy': ({ why }) =>
    ({
      busy: say`Too many look into mailboxes at once.`,
      checks: say`It is being checked already, or too many domains are.`,
      'too-much': say`To show it would take too much time or memory.`,
    })[why],
  'not-running-here': ({ room }) => notRunning[room],
  'backup-failed': ({ said }) => say`The backup failed: ${said}`,
};

const placeWords = (place: Exclude<MailPlace, { readonly kind: 'elsewhere' }>): Phrase =>
  place.kind === 'lmtp-socket'
    ? say`the socket ${place.path}`
    : say`${place.host.includes(':') ? `[${place.host}]` : place.host}:${place.port}`;

export const problemLine = <Code extends ProblemCode>(
  code: Code,
  facts: ProblemFacts<Code>,
  sentences: Sentences = {},
): string => spoken(lines[code](facts), anyShell, sentences);
