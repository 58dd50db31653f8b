/**
 * A remedy: an act with its facts. No sentences and no commands: the tables of `texts/en/remedies/` make both of it, for a
 * terminal; a page makes a button or a link. Facts are JSON: remedies are kept, and told by the API.
 */
import type { AdministratorRole } from './doors/caller.ts';
import type { LimitName } from './limits.ts';
import type { AlarmRemedy } from './remedies/alarm.ts';
import type { DeviceRemedy } from './remedies/device.ts';
import type { FirstStepRemedy } from './remedies/first-step.ts';
import type { QueueRemedy } from './remedies/queue.ts';
import type { RightRemedy } from './remedies/right.ts';
import type { ScreeningRemedy } from './remedies/screening.ts';
import type { SignInRemedy } from './remedies/sign-in.ts';
import type { ToldLine, Sentence } from './lines/said.ts';

export type LimitRemedy =
  /** One connector's or mailbox's; null: nobody's in particular. `byConnector`: each connector may have its own. */
  | {
      readonly act: 'raise-limit';
      readonly limit: LimitName;
      readonly whose: { readonly of: 'connector' | 'mailbox'; readonly called: string } | null;
      readonly byConnector: boolean;
    }
  /** It is nearly used up. */
  | {
      readonly act: 'give-more-room';
      readonly limit: LimitName;
      readonly of: 'connector' | 'mailbox';
      readonly called: string;
    };

/** Acts on objects that an administrator sets up. */
export type SetUpKind =
  | 'organization'
  | 'domain'
  | 'mailbox'
  | 'group'
  | 'credential'
  | 'inbound-connector'
  | 'outbound-connector'
  | 'device'
  | 'device-profile'
  | 'allow-entry'
  | 'block-entry'
  | 'restriction'
  | 'dkim-key'
  | 'licence-pool'
  | 'system';

/** To find, add or change what is set up. */
export type DirectoryRemedy =
  /** Nothing of that name. */
  | { readonly act: 'check-name'; readonly kind: SetUpKind; readonly near: readonly string[] }
  | {
      readonly act: 'see-all';
      readonly of: 'alarms' | 'tokens' | 'limits' | 'seats' | 'without-seat' | 'listeners' | 'profiles';
    }
  | { readonly act: 'add-organization' }
  | { readonly act: 'say-organization' }
  | { readonly act: 'copy-profile'; readonly name: string }
  | { readonly act: 'raise-seats'; readonly what: 'mailbox' | 'protection' }
  /** It proves its domain by DNS, or the local administrator trusts it. */
  | { readonly act: 'trust-domain-on-server'; readonly domain: string }
  | { readonly act: 'check-delegation'; readonly domain: string; readonly token: string }
  | { readonly act: 'say-which-address' }
  | { readonly act: 'see-waiting-devices' }
  | { readonly act: 'see-quarantine' }
  | { readonly act: 'see-restricted-senders' }
  | { readonly act: 'change-shared-connector'; readonly connector: string }
  | { readonly act: 'name-login-or-revoke'; readonly login: string }
  | { readonly act: 'reset-login'; readonly mailbox: string; readonly name: string }
  | { readonly act: 'leave-mailbox-elsewhere'; readonly address: string }
  | { readonly act: 'lay-out-as-exported' };

/** To look after the server, its store and what it remembers. */
export type ServerRemedy =
  | { readonly act: 'see-status'; readonly why: 'store' | 'slow' }
  | { readonly act: 'make-token' }
  /** A Global administrator does it, or gives the right. */
  | { readonly act: 'ask-for-right'; readonly role: AdministratorRole; readonly content: boolean }
  | { readonly act: 'read-as-stored' }
  /** No message of that id. */
  | { readonly act: 'see-messages'; readonly mailbox: string }
  | { readonly act: 'see-captured' }
  | { readonly act: 'read-elsewhere'; readonly address: string; readonly how: 'handed-on' | 'handed-over' }
  | { readonly act: 'look-in-queue-and-trace' }
  | { readonly act: 'check-queue-id' }
  | { readonly act: 'check-reference' }
  | { readonly act: 'try-file' };

/** To set an upstream right: an outbound connector, in the word of the administrator. */
export type UpstreamRemedy =
  /** It lacks what its sign-in needs. */
  | { readonly act: 'give-sign-in'; readonly name: string; readonly kind: 'password' | 'token' }
  | { readonly act: 'give-client-secret'; readonly name: string }
  /** By standard input, or by a sign-in of a person. */
  | {
      readonly act: 'set-secret';
      readonly name: string;
      readonly secret: 'password' | 'client-secret' | 'refresh-token' | 'sign-in';
    }
  | { readonly act: 'keep-mail-back'; readonly name: string; readonly organization: string }
  /** It is the last way out. */
  | { readonly act: 'stand-in-for-upstream'; readonly name: string }
  | { readonly act: 'give-upstream'; readonly organization: string | null }
  /** By Graph, whose address is a page of the web: no port or mode of TLS is to be chosen. */
  | {
      readonly act: 'check-graph-endpoint';
      readonly name: string;
      readonly met: 'no-address' | 'no-connection' | 'no-tls';
    }
  /** It has taken all that its pace lets it take in a day. */
  | { readonly act: 'change-pace'; readonly name: string }
  | { readonly act: 'sign-in-for-person'; readonly name: string }
  | { readonly act: 'give-refresh-token'; readonly name: string }
  | { readonly act: 'correct-secret-date'; readonly name: string }
  | { readonly act: 'name-other-files'; readonly name: string; readonly of: 'connection' | 'sign-in' }
  /** A file refers to secrets by a name, and never sets them. */
  | {
      readonly act: 'set-secret-of-file';
      readonly own: string;
      readonly name: string;
      readonly secret: 'password' | 'client-secret' | 'sign-in';
    };

/** To get a token from its provider, or to be let in with it. `codes`: the provider gives codes for a person's sign-in. */
export type TokenRemedy =
  | { readonly act: 'make-client-secret'; readonly name: string }
  | { readonly act: 'sign-in-again'; readonly name: string; readonly codes: boolean }
  | { readonly act: 'check-client'; readonly name: string }
  | { readonly act: 'set-client-anew'; readonly name: string }
  | { readonly act: 'allow-public-client'; readonly name: string }
  | { readonly act: 'check-scope'; readonly name: string }
  | { readonly act: 'give-app-certificate'; readonly name: string }
  | { readonly act: 'check-token-endpoint'; readonly name: string; readonly endpoint: string }
  /** A token was given out, and is not taken. `of`: the application itself, or the person who signed in. */
  | {
      readonly act: 'check-token-rights';
      readonly name: string;
      readonly username: string;
      readonly of: 'application' | 'person';
      readonly codes: boolean;
    };

/** A connector's name; null: it is not known which. */
interface Named {
  readonly name: string | null;
}

/** To get TLS with a next hop. */
export type TlsRemedy =
  /** Its certificate does not verify. `unverified`: TLS may be had without. */
  | ({
      readonly act: 'mend-certificate';
      readonly fault: 'unknown-authority' | 'incomplete-chain' | 'expired' | 'too-young' | 'other-name' | 'other';
      readonly unverified: boolean;
    } & Named)
  /** It speaks only what is forbidden today. */
  | ({ readonly act: 'speak-older-tls' } & Named)
  /** Our own cannot be used. */
  | ({ readonly act: 'name-client-certificate' } & Named)
  | ({ readonly act: 'check-tls' } & Named)
  /** It offers no STARTTLS, and no secret of ours goes there: clear text may be allowed. */
  | ({ readonly act: 'do-without-tls' } & Named)
  /** It offers no TLS, and a password would go there. */
  | ({ readonly act: 'allow-clear-password' } & Named)
  /** Its certificate does not verify, and a password would go there. */
  | ({ readonly act: 'trust-for-password' } & Named);

/** Before it is known whose connection it is; a string: plain advice. */
export type TlsCure = WithoutName<TlsRemedy> | string | ToldLine;
type WithoutName<Each> = Each extends TlsRemedy ? Omit<Each, keyof Named> : never;

/** To make a change that would hold. */
export type RuleRemedy =
  | { readonly act: 'keep-or-relay-domain'; readonly domain: string }
  | { readonly act: 'keep-mailbox-here'; readonly address: string }
  /** Networks that a connector covered until now. */
  | { readonly act: 'cover-again'; readonly connector: string; readonly networks: readonly string[] }
  | { readonly act: 'add-domain-first'; readonly domain: string }
  | { readonly act: 'verify-domain'; readonly domain: string }
  | { readonly act: 'verify-domain-at-last'; readonly domain: string }
  /** Another organization of this server has proven it. */
  | { readonly act: 'remove-domain-there'; readonly domain: string; readonly organization: string }
  /** The name is taken. */
  | {
      readonly act: 'change-that-one';
      readonly kind: 'device' | 'device-profile' | 'inbound-connector' | 'outbound-connector';
      readonly name: string;
    }
  /** An override of a limit; `called`: empty, of the whole system. */
  | {
      readonly act: 'take-limit-away';
      readonly limit: LimitName;
      readonly level: 'system' | 'organization' | 'connector' | 'mailbox';
      readonly called: string;
    }
  /** Nothing of the name that was given is there. `there`: the first of them, `more`: how many others there are. */
  | {
      readonly act: 'name-one-there';
      readonly kind: 'device' | 'outbound-connector' | 'device-profile';
      readonly near: readonly string[];
      readonly there: readonly string[];
      readonly more: number;
    }
  /** Failovers lead back: of two that carry the same mail one has to stand behind the other. */
  | { readonly act: 'end-failover-circle'; readonly name: string }
  | { readonly act: 'add-organization-first' }
  /** All other ways lead by upstreams, of whose trouble nobody would hear in time. */
  | { readonly act: 'add-alarm-webhook'; readonly organization: string }
  /** Strangers in the organization's own name: believed, or refused. */
  | { readonly act: 'decide-on-own-name'; readonly organization: string; readonly believed: boolean }
  /** Of protection: what a domain's DMARC record asks for is done, and not only observed. */
  | { readonly act: 'honour-dmarc'; readonly organization: string }
  | { readonly act: 'say-without-upstream'; readonly organization: string }
  /** A seat is free to be assigned, or none is. */
  | {
      readonly act: 'assign-seat';
      readonly what: 'mailbox' | 'protection';
      readonly free: number;
      readonly total: number;
    }
  /** Beside a DNS record: what to do once it is published. */
  | { readonly act: 'then-verify'; readonly domain: string }
  | { readonly act: 'give-connector' }
  | { readonly act: 'give-credential' }
  | { readonly act: 'find-out'; readonly isOftenBlocked: boolean };

/** To set right what a check found, or what the settings say. */
export type CheckRemedy =
  | { readonly act: 'see-connector-doubts' }
  | { readonly act: 'name-owner'; readonly device: string }
  | { readonly act: 'name-device-address'; readonly device: string }
  | { readonly act: 'set-device-profile'; readonly device: string; readonly profile: string }
  | { readonly act: 'make-credential-for'; readonly device: string; readonly login: string }
  | { readonly act: 'let-it-send-and-watch' }
  | { readonly act: 'prove-domain'; readonly domain: string }
  | { readonly act: 'publish-mx'; readonly domain: string; readonly mxName: string }
  | { readonly act: 'publish-mx-or-relay'; readonly domain: string; readonly mxName: string }
  /** At its name in DNS; `domain`: the accepted domain that it is of. */
  | {
      readonly act: 'publish-record';
      readonly domain: string;
      readonly type: string;
      readonly name: string;
      readonly value: string;
    }
  | { readonly act: 'ask-for-advice' }
  | { readonly act: 'not-by-mx-from-here' }
  | { readonly act: 'leave-block-list'; readonly list: string }
  | { readonly act: 'add-domain-to-send' }
  | { readonly act: 'look-again-later'; readonly queueId: string }
  | { readonly act: 'correct-upstream-host'; readonly name: string }
  /** Mail to it waits, because its mail hosts do not keep what its own policy promises. */
  | {
      readonly act: 'tell-domain';
      readonly domain: string;
      readonly policy: 'DANE' | 'MTA-STS enforce' | 'MTA-STS testing';
    }
  /** The host leads into our network, and who named it may not send there. */
  | { readonly act: 'allow-inner-hosts'; readonly of: 'upstream' | 'mailbox'; readonly name: string }
  | { readonly act: 'enable-upstream'; readonly name: string }
  | { readonly act: 'name-or-make-file' }
  | { readonly act: 'set-host-name' }
  | { readonly act: 'listen-on-loopback' };

/** To let a device send by Doorpost to Microsoft 365, of which nothing is set up yet (`doorpost advise`). */
export type SetUpRemedy =
  | FirstStepRemedy
  /** Addresses of it that are not known here go on to Microsoft. */
  | { readonly act: 'take-domain'; readonly domain: string }
  | { readonly act: 'add-mailbox'; readonly address: string }
  | { readonly act: 'give-mailbox-credential'; readonly address: string; readonly called: string }
  /** `profile` null: it needs none. */
  | { readonly act: 'add-device'; readonly called: string; readonly profile: string | null }
  | { readonly act: 'let-devices-relay'; readonly called: string }
  /** `host` null: its name is known there alone. */
  | { readonly act: 'send-by-connector'; readonly name: string; readonly host: string | null }
  /** `tenant`: by its domain. */
  | {
      readonly act: 'send-by-mailbox';
      readonly name: string;
      readonly by: 'microsoft365-submission' | 'graph';
      readonly tenant: string;
      readonly username: string;
    }
  | { readonly act: 'send-in-own-name'; readonly name: string; readonly address: string }
  | { readonly act: 'verify-or-rewrite-sender'; readonly name: string }
  | { readonly act: 'give-send-as'; readonly name: string; readonly address: string }
  | { readonly act: 'look-whether-587-is-open' }
  /** `port465`: it keeps its TLS. */
  | { readonly act: 'let-it-sign-in'; readonly port465: boolean }
  | { readonly act: 'change-connector-limits' };

/** To do by hand what an import of another server's configuration does not. */
export type ImportRemedy =
  /** It is set here in another place, or one at a time. */
  | {
      readonly act: 'set-by-hand';
      readonly what:
        | 'pace'
        | 'sign-ins'
        | 'addresses'
        | 'mailboxes'
        | 'limits'
        | 'alarms'
        | 'rewriting'
        | 'rewriting-out'
        | 'connector';
    }
  /** It would be missed before long. */
  | {
      readonly act: 'take-over-by-hand';
      readonly what: 'ways' | 'failover' | 'demands-of-tls' | 'send-as' | 'certificates';
    }
  /** `domain` null: each that the text names. */
  | { readonly act: 'relay-for-if-meant'; readonly domain: string | null }
  | { readonly act: 'let-network-if-meant' }
  | { readonly act: 'remove-or-enable-connector'; readonly name: string }
  | { readonly act: 'say-who-signs-in'; readonly name: string }
  | { readonly act: 'set-type-back'; readonly domain: string; readonly type: string };

/** An upstream's account; null: it is not known which. */
interface Account {
  readonly name: string | null;
  readonly username: string | null;
}

/** To be let in again by an upstream that refuses. */
export type ReplyRemedy =
  | ({ readonly act: 'require-tls' } & Account)
  | ({ readonly act: 'rewrite-sender' } & Account)
  | ({ readonly act: 'give-password-sign-in' } & Account)
  | ({ readonly act: 'raise-or-pace-quota' } & Account)
  | ({ readonly act: 'send-less-at-once' } & Account)
  | ({ readonly act: 'release-with-host' } & Account)
  | ({ readonly act: 'get-relay-right' } & Account)
  | ({ readonly act: 'delist-address' } & Account)
  | ({ readonly act: 'stop-and-release' } & Account)
  | ({ readonly act: 'release-account' } & Account)
  | ({ readonly act: 'let-it-pass' } & Account)
  | ({ readonly act: 'share-quota' } & Account)
  | ({ readonly act: 'find-repeating-device' } & Account)
  /** `first`: what is to be done before it at the provider, in plain words. */
  | ({ readonly act: 'set-password-anew'; readonly first: string | null } & Account);

export type Remedy =
  | DeviceRemedy
  | RightRemedy
  | ScreeningRemedy
  | SignInRemedy
  | LimitRemedy
  | DirectoryRemedy
  | ServerRemedy
  | UpstreamRemedy
  | TokenRemedy
  | TlsRemedy
  | AlarmRemedy
  | RuleRemedy
  | CheckRemedy
  | SetUpRemedy
  | ImportRemedy
  | ReplyRemedy
  | QueueRemedy;

/** As a table of replies has it, before it is known whose account it is; a string: plain advice. */
export type ReplyCure = WithoutAccount<ReplyRemedy> | string | ToldLine;
type WithoutAccount<Each> = Each extends ReplyRemedy ? Omit<Each, keyof Account> : never;

/** A remedy as it is told, and kept: the act, and beside it a line of English for search and for who knows no such act. */
export interface ToldCure {
  readonly cure: string;
  /** Absent where nothing is done in Doorpost itself, and in what an earlier version kept. */
  readonly remedy?: Remedy;
  /** The sentence of a line that is put together, and no act. */
  readonly cureSaid?: Sentence;
}

/** An act that is left; `because`: its purpose, where the act does not say it. */
export interface NextStep extends ToldCure {
  readonly because?: string;
}

/** Something that may be a mistake, and what to do about it. A string: nothing is done about it in Doorpost. */
export type Warning = string | ToldWarning;
export interface ToldWarning extends ToldLine, Partial<ToldCure> {}

/** A string or a line: plain advice on what is done elsewhere, without a command of ours. */
export type Cure = Remedy | string | ToldLine;
