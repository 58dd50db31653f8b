/**
 * Why there is no token, in the words of somebody who has to mend it: the token endpoint's verdict to cause and cure. Pure.
 * The numbers are Microsoft's (AADSTS); Google and others are told by RFC 6749 §5.2's words alone.
 */
import type { OutboundConnector } from '../../directory/objects.ts';
import type { UpstreamSignIn } from '../../directory/upstream.ts';
import { shellWord } from '../../texts/command.ts';
import { givesNoCodes, signInCommand } from '../../policy/upstreams/sign-in-command.ts';
import { delayedBy, type HopFailure, ownTrouble } from '../answers/failure.ts';
import type { TokenTrouble } from './token-endpoint.ts';

const newSecret = (name: string): string =>
  `make a new client secret (Entra admin center, App registrations, Certificates & secrets), copy its Value, not its Secret ID, and run: doorpost upstream set ${shellWord(name)} --secret-stdin --secret-expires DATE`;
const signInAgain = (name: string, signIn: UpstreamSignIn): string =>
  `${givesNoCodes(signIn) ? 'get a new refresh token at the provider' : 'sign in again'}: ${signInCommand(name, signIn)}`;
const setClient = (name: string): string =>
  `check tenant and client id (Overview of the App registration): doorpost upstream set ${shellWord(name)} --tenant ID --client-id ID`;
const consent = 'let an administrator of the tenant grant consent (Enterprise applications, Permissions)';

interface Meaning {
  readonly cause: string;
  readonly cure: (name: string, signIn: UpstreamSignIn) => string;
}

/** The meaning of Microsoft's numbers. */
const byNumber: Readonly<Record<number, Meaning>> = {
  7000215: { cause: 'the client secret is wrong', cure: newSecret },
  7000222: { cause: 'the client secret has expired', cure: newSecret },
  7000112: {
    cause: 'the application is disabled',
    cure: () => 'enable it: Enterprise applications, Properties, Enabled for users to sign in',
  },
  700016: { cause: 'the tenant knows no application with this client id', cure: setClient },
  90002: { cause: 'there is no such tenant', cure: setClient },
  900023: { cause: 'the tenant is no tenant id or domain', cure: setClient },
  700027: {
    cause: 'the certificate is not one the application has',
    cure: () => 'upload the certificate (not its key) at App registrations, Certificates & secrets',
  },
  700024: {
    cause: 'the assertion is too old or too young',
    cure: () => 'set the clock of this machine right (NTP)',
  },
  7000218: {
    cause: 'the application wants a secret, and none is sent',
    cure: (name) =>
      `allow public client flows (App registrations, Authentication), or: doorpost upstream set ${shellWord(name)} --secret-stdin`,
  },
  700082: { cause: 'the sign-in has expired, because it was not used for 90 days', cure: signInAgain },
  70008: { cause: 'the sign-in has expired', cure: signInAgain },
  700084: { cause: 'the sign-in has expired', cure: signInAgain },
  70043: { cause: 'the sign-in has expired by a rule of the tenant (sign-in frequency)', cure: signInAgain },
  50173: { cause: 'the sign-in was revoked, as by a changed password', cure: signInAgain },
  50057: { cause: "the account's user is disabled", cure: () => 'enable the user, or use another account' },
  50076: { cause: 'the tenant wants a second factor', cure: signInAgain },
  50079: { cause: 'the tenant wants a second factor', cure: signInAgain },
  53003: {
    cause: 'a Conditional Access policy forbids the sign-in',
    cure: () =>
      'exclude this account or application from the policy, or allow this network (Entra, Conditional Access)',
  },
  65001: { cause: 'nobody has consented to what the application asks for', cure: () => consent },
  500011: {
    cause: 'the scope names a service that the tenant does not know',
    cure: (name) => `check it: doorpost upstream set ${shellWord(name)} --scope SCOPE`,
  },
  70011: {
    cause: 'the scope is wrong',
    cure: (name) => `check it: doorpost upstream set ${shellWord(name)} --scope SCOPE`,
  },
};

function byWord(error: string, kind: UpstreamSignIn['kind']): Meaning {
  switch (error) {
    case 'invalid_client':
      return {
        cause: 'client id or secret is wrong',
        cure: (name) => `set them again: doorpost upstream set ${shellWord(name)} --client-id ID --secret-stdin`,
      };
    case 'invalid_grant':
      return kind === 'delegated'
        ? { cause: 'the sign-in has expired or was revoked', cure: signInAgain }
        : { cause: 'the grant is not accepted', cure: setClient };
    case 'unauthorized_client':
      return { cause: 'the application may not sign in in this way', cure: setClient };
    case 'invalid_scope':
      return {
        cause: 'the scope is wrong',
        cure: (name) => `check it: doorpost upstream set ${shellWord(name)} --scope SCOPE`,
      };
    case 'access_denied':
    case 'consent_required':
    case 'interaction_required':
      return kind === 'delegated'
        ? { cause: 'the provider wants to see the person again', cure: signInAgain }
        : { cause: 'consent is missing', cure: () => consent };
    default:
      return { cause: 'the token endpoint refuses the request', cure: setClient };
  }
}

/** `own-account`: what only the administrator can mend. */
export function failureOfTokenTrouble(
  connector: Pick<OutboundConnector, 'name'>,
  signIn: Exclude<UpstreamSignIn, { kind: 'password' }>,
  trouble: TokenTrouble,
): HopFailure {
  const where = new URL(signIn.tokenEndpoint).host;
  switch (trouble.kind) {
    case 'refused': {
      const { cause, cure } =
        (trouble.code === null ? undefined : byNumber[trouble.code]) ?? byWord(trouble.error, signIn.kind);
      const said = trouble.code === null ? trouble.error : `${trouble.error}, AADSTS${trouble.code}`;
      return noSignIn(
        `no token for connector ${connector.name} from ${where}: ${cause} (${said}). Cure: ${cure(connector.name, signIn)}`,
      );
    }
    case 'own-proof':
      return noSignIn(
        `no token for connector ${connector.name}: ${trouble.text}. Cure: doorpost upstream set ${shellWord(connector.name)} --app-certificate FILE --app-key FILE`,
      );
    case 'busy':
      return delayedBy({
        cause: 'busy',
        status: '4.3.2',
        text: `no token for connector ${connector.name} now: ${where} is ${trouble.status === 429 ? 'throttling us' : 'in trouble'} (HTTP ${trouble.status}); it is tried again`,
        retryAfterMs: trouble.retryAfterMs,
        of: 'route',
      });
    case 'unreachable':
      return delayedBy({
        cause: trouble.timedOut ? 'timed-out' : 'connection-failed',
        status: '4.4.1',
        text: `no token for connector ${connector.name}: ${where} is not reached (${trouble.text}); check DNS, firewall and proxy of this machine for HTTPS`,
        of: 'route',
      });
    case 'nonsense':
      return noSignIn(
        `no token for connector ${connector.name}: ${trouble.text}. Cure: check the token endpoint ${signIn.tokenEndpoint} and its tenant, and whether a proxy answers in its place: doorpost upstream set ${shellWord(connector.name)} --token-endpoint ADDRESS`,
      );
  }
}

export const noSignIn = (text: string): HopFailure => ownTrouble({ cause: 'sign-in-failed', status: '4.7.8', text });
