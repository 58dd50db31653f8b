/**
 * The help against a refusal: of each reason the right that was missing, and what to do. Of a reason that is not here no right was missing:
 * what is left to do stands in `last-resorts.ts`. Pure.
 */
import type { Reason, ReasonOf } from '../../mail/reason.ts';
import type { Remedy } from '../../mail/remedy.ts';
import type { Lack } from '../../mail/sighting.ts';
import type { SessionRecord } from '../../mail/trace-event.ts';
import { limitRemedy } from '../alarms/limit-alarms.ts';
import { tolerant } from '../devices/device-profile.ts';
import { proposeProfile } from '../devices/habits.ts';

export interface Helps {
  readonly lacks: Lack;
  readonly remedy: Remedy;
}

/** Of the session. */
export interface Around extends Pick<SessionRecord, 'clientAddress' | 'connectorId' | 'deviceId' | 'login' | 'tls'> {
  readonly habits: readonly string[];
  /** It tried to sign in, in this session or in one before. */
  readonly signsIn: boolean;
}

type Rows = { readonly [Kind in Reason['kind']]?: (reason: ReasonOf<Kind>, around: Around) => Helps | null };

const rows = {
  limit: (reason) => ({ lacks: 'other', remedy: limitRemedy(reason) }),
  'not-relayed': ({ lack: { lack }, connector }, around) => {
    if (around.connectorId === null && COVERED_BY_NOTHING.has(lack)) return connectorHelps(around);
    if (lack === 'partner' && connector !== null) return ofConnector({ act: 'let-partner-relay', connector });
    return NARROWED.has(lack) ? ofConnector({ act: 'widen-connector-senders' }) : ownSender();
  },
  'recipient-outside-connector': ({ connector }) => ofConnector({ act: 'widen-connector-recipients', connector }),
  // Whose device it is gives it a connector.
  'own-name': (_, around) => (around.connectorId === null ? connectorHelps(around) : null),
  'no-send-as': () => allowSender(),
  'no-send-as-shown': () => allowSender(),
  'null-reverse-path': () => allowSender(),
  'too-many-shown-senders': () => allowSender(),
  'no-seat': ({ seat: what, free, total }) => ({ lacks: 'other', remedy: { act: 'assign-seat', what, free, total } }),
  'unknown-recipient': () => ({ lacks: 'other', remedy: { act: 'correct-recipient' } }),
  'no-domain': () => ({ lacks: 'other', remedy: { act: 'correct-recipient' } }),

  'sign-in-off': ({ off, credential: name, mailbox = null, organization = null }) =>
    // A record of 0.1.0 names no credential, and does not say which switch is off.
    credential({ act: 'enable-sign-in', off: name === '' ? 'unknown' : off, credential: name, mailbox, organization }),
  'hashed-and-cram': () => credential({ act: 'add-cram-credential' }),
  // A name that is known here has a credential, and a second one of its name is refused.
  'no-such-name': (_, { login }) => credential({ act: 'name-credential', login }),
  'wrong-password': (_, { login }) => credential({ act: 'reset-credential', login }),
  'other-identity': (_, { login }) => credential({ act: 'reset-credential', login }),
  'password-unreadable': (_, { login }) => credential({ act: 'reset-credential', login }),
  'mail-before-tls': (_, around) => signInHelps(around),
  'no-sign-in': (_, around) => signInHelps(around),
  'sign-in-over': () => credential({ act: 'look-at-sign-in' }),
  'connector-wants-tls': ({ connector }) => ({ lacks: 'other', remedy: { act: 'speak-tls-to-connector', connector } }),
  'domain-not-verified': ({ domain }) => ({ lacks: 'sender', remedy: { act: 'verify-domain', domain } }),
  'domain-of-others': () => ownSender(),
  fault: ({ fault, mechanism }, around) => {
    if (isForeignMechanism(mechanism)) return credential({ act: 'add-credential' });
    return fault === 'before-tls' ? signInHelps(around) : null;
  },

  // No profile helps where no handshake was begun.
  'no-tls': ({ met }) => ({
    lacks: 'other',
    remedy: met === 'after-starttls' ? { act: 'retry-starttls' } : { act: 'use-clear-text-port', met },
  }),
  'certificate-distrusted': () => ({ lacks: 'other', remedy: { act: 'make-certificate-trusted' } }),
  'no-common-tls': (_, around) => profileHelps(around),
  'handshake-broken': (_, around) => profileHelps(around),
  'unknown-handshake': (_, around) => profileHelps(around),
} satisfies Rows;

/** Kinds that have a row which always helps, or one that helps in some cases. */
export type HelpedKind = keyof typeof rows;

/** null: nothing is known that helps. */
export const helpsAgainst = (reason: Reason, around: Around): Helps | null =>
  ((rows as Rows)[reason.kind] as ((reason: Reason, around: Around) => Helps | null) | undefined)?.(reason, around) ??
  null;

const COVERED_BY_NOTHING: ReadonlySet<string> = new Set([
  'no-connector',
  'no-connector-for-names',
  'certificate-distrusted',
] satisfies readonly ReasonOf<'not-relayed'>['lack']['lack'][]);

/** The sender is of the organization, and the connector takes others. */
const NARROWED: ReadonlySet<string> = new Set([
  'sender-domains',
  'associated-domains',
] satisfies readonly ReasonOf<'not-relayed'>['lack']['lack'][]);

const ofConnector = (remedy: Remedy): Helps => ({ lacks: 'other', remedy });
const credential = (remedy: Remedy): Helps => ({ lacks: 'credential', remedy });
const signInHelps = ({ tls, clientAddress: address }: Around): Helps =>
  credential({ act: 'sign-in-or-approve', tls: tls !== null, address });
const ownSender = (): Helps => ({ lacks: 'sender', remedy: { act: 'use-own-sender' } });
const allowSender = (): Helps => ({ lacks: 'sender', remedy: { act: 'allow-sender' } });

export function connectorHelps({ clientAddress, deviceId = null, signsIn }: Around): Helps {
  // A device that signs in gets no right by its address unless that is said; a known device may have done so before.
  const relay = signsIn || deviceId !== null;
  return { lacks: 'connector', remedy: { act: 'approve-device', address: clientAddress, relay } };
}

export function profileHelps({ habits, clientAddress: address }: Around): Helps {
  const proposal = proposeProfile(habits);
  // A handshake that failed without a known habit says only that it is about TLS, where legacy gives most.
  if (proposal === null)
    return { lacks: 'profile', remedy: { act: 'give-profile', address, profile: 'legacy', why: 'unknown' } };
  const why = proposal.because.some((habit) => OLD_TLS.has(habit)) ? 'old-tls' : 'settings';
  return { lacks: 'profile', remedy: { act: 'give-profile', address, profile: proposal.profile, why } };
}

const OLD_TLS: ReadonlySet<string> = new Set(['tls-1.0', 'tls-1.1', 'old-ciphers']);

/** No profile has it. */
export const isForeignMechanism = (mechanism: string | null): boolean =>
  mechanism !== null && !isOurMechanism(mechanism);

export const isOurMechanism = (name: string): boolean => (tolerant.authMechanisms as readonly string[]).includes(name);
