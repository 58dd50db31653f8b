/**
 * Why there is no token, in the words of somebody who has to mend it: the token endpoint's verdict to cause and cure. Pure.
 * The numbers are Microsoft's (AADSTS); Google and others are told by RFC 6749 §5.2's words alone.
 */
import { assertNever } from '../../base/never.ts';
import type { OutboundConnector } from '../../directory/objects.ts';
import { givesCodes, type TokenSignIn } from '../../directory/upstream.ts';
import type { Cure } from '../../mail/remedy.ts';
import { delayedBy, type HopFailure, ownTrouble } from '../answers/failure.ts';
import type { TokenTrouble } from './token-endpoint.ts';
import { say, type Phrase } from '../../texts/phrase.ts';
import { told, again, type Words } from '../../texts/told.ts';

interface Meaning {
  readonly cause: Phrase;
  readonly cure: CureOf;
}

type CureOf = (name: string, signIn: TokenSignIn) => Cure;

const newSecret: CureOf = (name) => ({ act: 'make-client-secret', name });
const signInAgain: CureOf = (name, signIn) => ({ act: 'sign-in-again', name, codes: givesCodes(signIn) });
const checkClient: CureOf = (name) => ({ act: 'check-client', name });
const checkScope: CureOf = (name) => ({ act: 'check-scope', name });
const plain =
  (advice: string): CureOf =>
  () =>
    advice;
const consent = plain('let an administrator of the tenant grant consent (Enterprise applications, Permissions)');

/** The meaning of Microsoft's numbers. */
const byNumber: Readonly<Record<number, Meaning>> = {
  7000215: { cause: say`the client secret is wrong`, cure: newSecret },
  7000222: { cause: say`the client secret has expired`, cure: newSecret },
  7000112: {
    cause: say`the application is disabled`,
    cure: plain('enable it: Enterprise applications, Properties, Enabled for users to sign in'),
  },
  700016: { cause: say`the tenant knows no application with this client id`, cure: checkClient },
  90002: { cause: say`there is no such tenant`, cure: checkClient },
  900023: { cause: say`the tenant is no tenant id or domain`, cure: checkClient },
  700027: {
    cause: say`the certificate is not one the application has`,
    cure: plain('upload the certificate (not its key) at App registrations, Certificates & secrets'),
  },
  700024: {
    cause: say`the assertion is too old or too young`,
    cure: plain('set the clock of this machine right (NTP)'),
  },
  7000218: {
    cause: say`the application wants a secret, and none is sent`,
    cure: (name) => ({ act: 'allow-public-client', name }),
  },
  700082: { cause: say`the sign-in has expired, because it was not used for 90 days`, cure: signInAgain },
  70008: { cause: say`the sign-in has expired`, cure: signInAgain },
  700084: { cause: say`the sign-in has expired`, cure: signInAgain },
  70043: { cause: say`the sign-in has expired by a rule of the tenant (sign-in frequency)`, cure: signInAgain },
  50173: { cause: say`the sign-in was revoked, as by a changed password`, cure: signInAgain },
  50057: { cause: say`the account's user is disabled`, cure: plain('enable the user, or use another account') },
  50076: { cause: say`the tenant wants a second factor`, cure: signInAgain },
  50079: { cause: say`the tenant wants a second factor`, cure: signInAgain },
  53003: {
    cause: say`a Conditional Access policy forbids the sign-in`,
    cure: plain(
      'exclude this account or application from the policy, or allow this network (Entra, Conditional Access)',
    ),
  },
  65001: { cause: say`nobody has consented to what the application asks for`, cure: consent },
  500011: { cause: say`the scope names a service that the tenant does not know`, cure: checkScope },
  70011: { cause: say`the scope is wrong`, cure: checkScope },
};

function byWord(error: string, kind: TokenSignIn['kind']): Meaning {
  switch (error) {
    case 'invalid_client':
      return { cause: say`client id or secret is wrong`, cure: (name) => ({ act: 'set-client-anew', name }) };
    case 'invalid_grant':
      return kind === 'delegated'
        ? { cause: say`the sign-in has expired or was revoked`, cure: signInAgain }
        : { cause: say`the grant is not accepted`, cure: checkClient };
    case 'unauthorized_client':
      return { cause: say`the application may not sign in in this way`, cure: checkClient };
    case 'invalid_scope':
      return { cause: say`the scope is wrong`, cure: checkScope };
    case 'access_denied':
    case 'consent_required':
    case 'interaction_required':
      return kind === 'delegated'
        ? { cause: say`the provider wants to see the person again`, cure: signInAgain }
        : { cause: say`consent is missing`, cure: consent };
    default:
      return { cause: say`the token endpoint refuses the request`, cure: checkClient };
  }
}

/** `own-account`: what only the administrator can mend. */
export function failureOfTokenTrouble(
  { name }: Pick<OutboundConnector, 'name'>,
  signIn: TokenSignIn,
  trouble: TokenTrouble,
): HopFailure {
  const { host } = new URL(signIn.tokenEndpoint);
  const noToken = say`no token for connector ${name}`;
  switch (trouble.kind) {
    case 'refused': {
      const { cause, cure } =
        (trouble.code === null ? undefined : byNumber[trouble.code]) ?? byWord(trouble.error, signIn.kind);
      const said = trouble.code === null ? trouble.error : `${trouble.error}, AADSTS${trouble.code}`;
      return noSignIn(say`${noToken} from ${host}: ${cause} (${said})`, cure(name, signIn));
    }
    case 'own-proof':
      return noSignIn(say`${noToken}: ${again(trouble)}`, { act: 'give-app-certificate', name });
    case 'busy':
      return delayedBy({
        cause: 'busy',
        status: '4.3.2',
        ...told(
          trouble.status === 429
            ? say`${noToken} now: ${host} is throttling us (HTTP ${trouble.status}); it is tried again`
            : say`${noToken} now: ${host} is in trouble (HTTP ${trouble.status}); it is tried again`,
        ),
        cure: null,
        retryAfterMs: trouble.retryAfterMs,
        of: 'route',
      });
    case 'unreachable':
      return delayedBy({
        cause: trouble.timedOut ? 'timed-out' : 'connection-failed',
        status: '4.4.1',
        ...told(
          say`${noToken}: ${host} is not reached (${again(trouble)}); check DNS, firewall and proxy of this machine for HTTPS`,
        ),
        cure: null,
        of: 'route',
      });
    case 'nonsense':
      return noSignIn(say`${noToken}: ${again(trouble)}`, {
        act: 'check-token-endpoint',
        name,
        endpoint: signIn.tokenEndpoint,
      });
    default:
      return assertNever(trouble);
  }
}

/** The administrator has to mend the account. */
export const noSignIn = (words: Words, cure?: Cure | null): HopFailure =>
  ownTrouble({ cause: 'sign-in-failed', status: '4.7.8', ...told(words), cure });

/** The sign-in lacks what only a person can give. */
export const notSignedIn = (name: string, signIn: TokenSignIn): HopFailure =>
  noSignIn(say`nobody has signed in for connector ${name} yet`, {
    act: 'set-secret',
    name,
    secret: givesCodes(signIn) ? 'sign-in' : 'refresh-token',
  });

export const noClientSecret = (name: string): HopFailure =>
  noSignIn(say`the client secret of connector ${name} is missing`, {
    act: 'set-secret',
    name,
    secret: 'client-secret',
  });
