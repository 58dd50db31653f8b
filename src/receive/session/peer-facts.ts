/** The peer as it is known at this moment: its address and certificate, the connectors it may come by, the mailbox it signed in to; and so, what holds for it. */
import type { ObjectId } from '../../base/id.ts';
import type { ListenerSettings } from '../../config/settings.ts';
import type { Address } from '../../mail/address.ts';
import type { Ingress } from '../../mail/delivery.ts';
import type { ProfileTraits } from '../../mail/device.ts';
import type { Device, Credential, InboundConnector, MailboxAccount } from '../../directory/objects.ts';
import { replies } from '../../mail/replies.ts';
import { profileFor } from '../../policy/devices/device-profile.ts';
import {
  type ConnectorMatch,
  matchingConnectors,
  type Peer,
  type PeerCertificate,
} from '../../policy/ingress/connector-match.ts';
import type { DirectoryView } from '../../directory/snapshot.ts';
import { type Limits, limitsFor } from '../../policy/limits.ts';
import type { RefusedPeer } from '../../policy/owners/refusal-owner.ts';
import { peerProfile } from '../../policy/devices/peer-profile.ts';
import { signInSwitchedOff } from '../../policy/ingress/submission.ts';
import type { DialogueSettings } from '../../smtp/server/dialogue-events.ts';
import { parseMailbox } from '../../smtp/grammar/path.ts';
import type { RoomParts } from '../room-parts.ts';
import type { Transaction } from '../transaction/mail-transaction.ts';

interface SignedIn {
  readonly organizationId: ObjectId;
  readonly mailboxId: ObjectId;
  readonly credentialId: ObjectId;
  /** A changed password ends what was signed in with the old one. */
  readonly verifier: string;
}

const NO_MATCHES: readonly ConnectorMatch[] = [];

interface LimitsFound {
  readonly view: DirectoryView;
  readonly mailbox: MailboxAccount | null;
  readonly connector: InboundConnector | null;
  readonly underStress: boolean;
  readonly limits: Limits;
}

/** The settings that hold for the peer, found once for a view of the directory. */
interface ProfileFound {
  readonly view: DirectoryView;
  readonly peer: Peer;
  readonly signedIn: SignedIn | null;
  readonly profile: ProfileTraits;
  /** By one of its connectors it comes as somebody who does not wait for 354. Which one is meant is known at MAIL, and not where that was refused. */
  readonly mayTalkOn: boolean;
}

interface OwnProfileFound {
  readonly view: DirectoryView;
  readonly transaction: Transaction;
  readonly profile: ProfileTraits;
}

/** Lines of content are wrapped behind the dialogue, which then does not measure them. */
const NO_LONGEST_LINE = Number.MAX_SAFE_INTEGER;
const CHALLENGE_BYTES = 12;

/** The parts that the dialogue's settings were made of. */
interface SettingsFound {
  readonly limits: Limits;
  readonly candidates: readonly ConnectorMatch[];
  readonly transaction: Transaction | null;
  readonly tls: boolean;
  readonly signedIn: boolean;
  readonly profile: ProfileTraits;
  readonly settings: DialogueSettings;
}

export class PeerFacts {
  readonly #around: RoomParts;
  readonly #listener: ListenerSettings;
  #peer: Peer;
  #signedIn: SignedIn | null = null;
  #matches: readonly ConnectorMatch[] = [];
  /** The last limits asked for, which are nearly always the next ones too. */
  #limitsFound: LimitsFound | null = null;
  #settingsFound: SettingsFound | null = null;
  #profileFound: ProfileFound | null = null;
  #ownProfileFound: OwnProfileFound | null = null;
  #matchedAt: { readonly revision: number; readonly peer: Peer } | null = null;

  constructor(around: RoomParts, listener: ListenerSettings, peer: Peer) {
    this.#around = around;
    this.#listener = listener;
    this.#peer = peer;
  }

  get tls(): boolean {
    return this.#peer.tls;
  }

  get certificate(): PeerCertificate | null {
    return this.#peer.certificate;
  }

  get isSubmissionPort(): boolean {
    return this.#listener.role !== 'relay';
  }

  /** The way in that this peer would take as far as is known; what is accepted says it for sure. */
  get likelyIngress(): Ingress {
    if (this.isSubmissionPort || this.#signedIn !== null) return 'submission';
    return this.candidates.some(({ connector }) => connector.type === 'OnPremises') ? 'relay' : 'direct';
  }

  /** Somebody signed in, though he may not be allowed any more. */
  get hasSignedIn(): boolean {
    return this.#signedIn !== null;
  }

  /** TLS is up: what was known before is forgotten. */
  secured(peer: Peer): void {
    this.#peer = peer;
    this.#signedIn = null;
  }

  signIn(mailbox: MailboxAccount, credential: Credential): void {
    const { id: credentialId, verifier, organizationId } = credential;
    this.#signedIn = { organizationId, mailboxId: mailbox.id, credentialId, verifier };
  }

  /** The mailbox signed in, as the directory has it now; null when nobody is, or may any more. */
  get mailbox(): MailboxAccount | null {
    if (this.#signedIn === null) return null;
    const view = this.#around.directory.current;
    const credential = view.get('credential', this.#signedIn.credentialId);
    const mailbox = view.get('mailbox', this.#signedIn.mailboxId);
    if (credential === null || credential.verifier !== this.#signedIn.verifier) return null;
    const organization = view.get('organization', credential.organizationId);
    return signInSwitchedOff(organization, mailbox, credential) === null ? mailbox : null;
  }

  /** The device an administrator knows the peer as: by its sign-in or its address. @param organizationId null: of any organization. */
  device(organizationId: ObjectId | null): Device | null {
    const view = this.#around.directory.current;
    const login = view.get('credential', this.#signedIn?.credentialId ?? null)?.username ?? null;
    return view.deviceOf(this.#peer.address, login, organizationId);
  }

  /** For the question whose refusal it is; connectors tell of the peer also where they give it no right. */
  get refused(): RefusedPeer {
    const signedIn = this.#signedIn?.organizationId ?? null;
    return { address: this.#peer.address, signedIn, matches: this.#allMatches() };
  }

  /** The profile of this peer, for what is taken beyond the standards: by the connector its mail comes by, once that is known. */
  profile(transaction: Transaction | null): ProfileTraits {
    const connector = transaction?.match?.connector ?? null;
    if (transaction === null || connector === null) return this.#peerProfile();
    const view = this.#around.directory.current;
    const known = this.#ownProfileFound;
    if (known?.view === view && known.transaction === transaction) return known.profile;
    const profile = profileFor(view, transaction.device, connector);
    this.#ownProfileFound = { view, transaction, profile };
    return profile;
  }

  #peerProfile(): ProfileTraits {
    return this.#peerFound().profile;
  }

  #peerFound(): ProfileFound {
    const view = this.#around.directory.current;
    const known = this.#profileFound;
    if (known?.view === view && known.peer === this.#peer && known.signedIn === this.#signedIn) return known;
    const device = this.device(null);
    const matches = this.#allMatches();
    const profile = peerProfile(view, device, matches);
    const mayTalkOn =
      profile.earlyContent === 'take' ||
      matches.some(({ connector }) => profileFor(view, device, connector).earlyContent === 'take');
    const found = { view, peer: this.#peer, signedIn: this.#signedIn, profile, mayTalkOn };
    this.#profileFound = found;
    return found;
  }

  /** Connectors act on the port 25 role, and only while nobody signed in. */
  get candidates(): readonly ConnectorMatch[] {
    return this.isSubmissionPort || this.#signedIn !== null ? NO_MATCHES : this.#allMatches();
  }

  /** Every connector that covers the peer, also where they give no right. */
  #allMatches(): readonly ConnectorMatch[] {
    const view = this.#around.directory.current;
    if (this.#matchedAt?.revision !== view.revision || this.#matchedAt.peer !== this.#peer) {
      this.#matches = matchingConnectors(view, this.#peer);
      this.#matchedAt = { revision: view.revision, peer: this.#peer };
    }
    return this.#matches;
  }

  /** The limits for a mailbox or a connector, or where neither is known the default organization's. */
  limitsOf(mailbox: MailboxAccount | null, connector: InboundConnector | null): Limits {
    const view = this.#around.directory.current;
    const { underStress } = this.#around.admission;
    const known = this.#limitsFound;
    if (
      known !== null &&
      known.view === view &&
      known.mailbox === mailbox &&
      known.connector === connector &&
      known.underStress === underStress
    )
      return known.limits;
    const owner = mailbox?.organizationId ?? connector?.organizationId ?? view.system?.defaultOrganizationId;
    const organization = view.get('organization', owner ?? view.organizations[0]?.id ?? null);
    const limits = limitsFor(view, { mailbox, connector, organization }, underStress);
    this.#limitsFound = { view, mailbox, connector, underStress, limits };
    return limits;
  }

  /** Outside a transaction: those of the mailbox, or of the first connector that may be meant. */
  limits(transaction: Transaction | null): Limits {
    if (transaction !== null) return transaction.limits;
    return this.limitsOf(this.mailbox, this.candidates[0]?.connector ?? null);
  }

  /** As the directory and the server's load are now, in the middle of a transaction too. */
  patience(transaction: Transaction | null): Limits {
    if (transaction === null) return this.limits(null);
    const view = this.#around.directory.current;
    const { mailbox, match } = transaction;
    return this.limitsOf(
      view.get('mailbox', mailbox?.id ?? null) ?? mailbox,
      view.get('inbound-connector', match?.connector.id ?? null) ?? match?.connector ?? null,
    );
  }

  /** The settings in force, for what is announced and allowed. */
  dialogueSettings(transaction: Transaction | null): DialogueSettings {
    const limits = this.limits(transaction);
    const { candidates, tls } = this;
    const signedIn = this.#signedIn !== null;
    const profile = this.profile(transaction);
    const known = this.#settingsFound;
    if (
      known !== null &&
      known.limits === limits &&
      known.candidates === candidates &&
      known.transaction === transaction &&
      known.tls === tls &&
      known.signedIn === signedIn &&
      known.profile === profile
    )
      return known.settings;
    const settings = this.#makeSettings(transaction, limits, profile);
    this.#settingsFound = { limits, candidates, transaction, tls, signedIn, profile, settings };
    return settings;
  }

  #makeSettings(transaction: Transaction | null, limits: Limits, profile: ProfileTraits): DialogueSettings {
    const own = transaction?.match?.connector;
    const connectors =
      transaction === null ? this.candidates.map((match) => match.connector) : own === undefined ? [] : [own];
    const { hostName } = this.#around.settings;
    const hasSealed = this.#around.directory.current.hasSealedCredential;
    const signedIn = this.#signedIn !== null;
    const maySignIn = !signedIn && (this.tls || profile.authBeforeTls);
    return {
      hostName,
      senderInstead: () => this.#senderInstead(),
      hello: profile.hello,
      oldPasswords: profile.oldCiphers,
      addresses: profile.addresses,
      earlyContent: profile.earlyContent === 'take' ? 'take' : this.#peerFound().mayTalkOn ? 'expect' : 'refuse',
      starttls: !this.tls,
      // On the submission ports nobody gets further without the sign-in, and clients do not ask again after it.
      dsn: this.isSubmissionPort || signedIn || this.candidates.length > 0,
      authMechanisms: maySignIn ? profile.authMechanisms : [],
      // A device that prefers CRAM-MD5 would fail with a right password as long as none is kept sealed, and only the administrator could know why.
      authAnnounced: maySignIn ? profile.authMechanisms.filter((one) => one !== 'CRAM-MD5' || hasSealed) : [],
      cramChallenge: () => this.#cramChallenge(),
      authRefusal: this.tls || profile.authBeforeTls ? replies.authNotHere() : replies.mustStartTls(),
      // Before MAIL, where several connectors may be meant, the largest; MAIL judges by the one that is.
      maxMessageBytes: Math.max(
        limits('messageSize'),
        ...(transaction === null ? connectors.map((one) => this.limitsOf(null, one)('messageSize')) : []),
      ),
      maxRecipients: limits('recipientsPerMessage'),
      bareLineFeed: profile.lineEnds,
      maxCommandLine: limits('commandLine'),
      maxAuthLine: limits('authLine'),
      maxUnfinishedLine: limits('unfinishedLine'),
      maxContentLine: profile.longLines === 'wrap' ? NO_LONGEST_LINE : limits('contentLine'),
    };
  }

  /**
   * The sender that mail of this peer goes out with whatever it says: by its device, or by every connector that may be meant, since only the
   * sender would tell which one is.
   */
  #senderInstead(): Address | null {
    const own = this.device(null)?.rewriting ?? null;
    const paths = own !== null ? [own] : this.candidates.map(({ connector }) => connector.rewriting);
    const [path, ...others] = new Set(paths.map((rewriting) => rewriting?.reversePath ?? null));
    if (path == null || others.length > 0) return null;
    const parsed = parseMailbox(path, { smtputf8: true });
    return parsed.ok ? parsed.address : null;
  }

  /** RFC 2195 §2: never the same twice. */
  #cramChallenge(): string {
    const { random, clock, settings } = this.#around;
    return `<${Buffer.from(random.bytes(CHALLENGE_BYTES)).toString('hex')}.${clock.now()}@${settings.hostName}>`;
  }
}
