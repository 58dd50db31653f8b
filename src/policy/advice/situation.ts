/** The questions about a device before a way in is advised. One table: the prompts of a person and the flags of a script are made of it. */
import type { Cure } from '../../mail/remedy.ts';

export interface Situation {
  /** The way in that the device is to use. */
  readonly target: 'doorpost' | 'microsoft365';
  /** A mail server or connector for devices is there already. */
  readonly existing: boolean;
  readonly newsletters: boolean;
  /** Recipients in a day. */
  readonly volume: number;
  /** Not updated for more than a few months. */
  readonly oldFirmware: boolean;
  /** The newest TLS it knows; `465-only`: it only offers SSL on port 465. */
  readonly tls: 'none' | '1.0' | '1.1' | '1.2' | '465-only';
  readonly auth: 'none' | 'password' | 'oauth';
  readonly portSettable: boolean;
  /** Whether port 25 outward is open at the site. */
  readonly port25: 'open' | 'blocked' | 'unknown';
  /** Recipients outside the own domains. */
  readonly outside: boolean;
  /** The public address that the mail comes from. */
  readonly address: 'static' | 'dynamic' | 'cloud' | 'shared-nat';
  /** On a policy block list. */
  readonly listed: boolean;
  /** Used by people outside the organization too. */
  readonly strangers: boolean;
  /** One address for all (`printer@`), each user's own, or any. */
  readonly senders: 'one' | 'users' | 'any';
  readonly domain: string;
}

type Choices = readonly (readonly [value: string, label: string])[];

export interface AdviceQuestion {
  readonly key: keyof Situation;
  /** `--tls <version>`. */
  readonly flag: string;
  readonly question: string;
  readonly hint: Cure;
  readonly kind: { readonly choices: Choices } | 'yes-no' | 'number' | 'domain';
  /** The answers to earlier ones with which this one can change anything; else nobody is asked. */
  readonly onlyIf: Partial<Situation>;
  /** The value where it does not matter. */
  readonly otherwise: Situation[keyof Situation];
}

const always = {};
/** Those two decide alone. */
const open = { existing: false, newsletters: false };

export const adviceQuestions: readonly AdviceQuestion[] = [
  {
    key: 'target',
    flag: '--to <doorpost|microsoft365>',
    question: 'Where shall the device hand its mail in?',
    hint: 'to Doorpost, which passes it on, or straight to Microsoft 365',
    kind: {
      choices: [
        ['doorpost', 'To Doorpost at our site, which passes it on'],
        ['microsoft365', 'Straight to Microsoft 365'],
      ],
    },
    onlyIf: always,
    otherwise: 'doorpost',
  },
  {
    key: 'existing',
    flag: '--existing-server <yes|no>',
    question: 'Is there a mail server at the site, or a connector, that takes mail of devices already?',
    hint: 'an on-premises server or an inbound connector for devices',
    kind: 'yes-no',
    onlyIf: always,
    otherwise: false,
  },
  {
    key: 'newsletters',
    flag: '--newsletters <yes|no>',
    question: 'Does it send newsletters or other mail in bulk?',
    hint: 'bulk mail to many outside recipients',
    kind: 'yes-no',
    onlyIf: { existing: false },
    otherwise: false,
  },
  {
    key: 'volume',
    flag: '--volume <recipients>',
    question: 'How many recipients does it write to in a day, at most?',
    hint: 'recipients in 24 hours',
    kind: 'number',
    onlyIf: open,
    otherwise: 0,
  },
  {
    key: 'oldFirmware',
    flag: '--old-firmware <yes|no>',
    question: 'Is its firmware older than a few months?',
    hint: 'not updated lately',
    kind: 'yes-no',
    onlyIf: open,
    otherwise: false,
  },
  {
    key: 'tls',
    flag: '--tls <none|1.0|1.1|1.2|465-only>',
    question: 'Which TLS does it know at most?',
    hint: 'the newest version; 465-only: it offers nothing but SSL on port 465',
    kind: {
      choices: [
        ['1.2', 'TLS 1.2 or newer'],
        ['1.1', 'TLS 1.1'],
        ['1.0', 'TLS 1.0, or nobody knows'],
        ['465-only', 'It only suggests SSL on port 465'],
        ['none', 'None'],
      ],
    },
    onlyIf: open,
    otherwise: '1.2',
  },
  {
    key: 'auth',
    flag: '--auth <none|password|oauth>',
    question: 'How can it sign in?',
    hint: 'not at all, with name and password, or with OAuth (modern authentication)',
    kind: {
      choices: [
        ['password', 'With name and password'],
        ['oauth', 'With OAuth (modern authentication)'],
        ['none', 'Not at all'],
      ],
    },
    onlyIf: open,
    otherwise: 'none',
  },
  {
    key: 'portSettable',
    flag: '--port-settable <yes|no>',
    question: 'Can its port be set?',
    hint: 'if not it uses 25',
    kind: 'yes-no',
    onlyIf: open,
    otherwise: true,
  },
  {
    key: 'outside',
    flag: '--outside <yes|no>',
    question: 'Does it write to recipients outside your own domains?',
    hint: 'recipients outside the own domains',
    kind: 'yes-no',
    onlyIf: open,
    otherwise: true,
  },
  {
    key: 'address',
    flag: '--address <static|dynamic|cloud|shared-nat>',
    question: 'Which kind of public address does the site have?',
    hint: 'static, dynamic, of a cloud (Azure), or shared by many customers (carrier-grade NAT)',
    kind: {
      choices: [
        ['static', 'A static address of our own'],
        ['dynamic', 'A dynamic address'],
        ['cloud', 'An address of a cloud, such as Azure'],
        ['shared-nat', 'Shared by many customers (carrier-grade NAT)'],
      ],
    },
    onlyIf: open,
    otherwise: 'static',
  },
  {
    key: 'listed',
    flag: '--listed <yes|no>',
    question: 'Is it on a policy block list (most addresses of homes and small offices are)?',
    hint: { act: 'find-out', isOftenBlocked: false },
    kind: 'yes-no',
    onlyIf: { ...open, address: 'static' },
    otherwise: true,
  },
  {
    key: 'strangers',
    flag: '--strangers <yes|no>',
    question: 'Do people outside your organization use it too (shared office, guest network)?',
    hint: 'the public address is shared with strangers',
    kind: 'yes-no',
    onlyIf: { ...open, address: 'static' },
    otherwise: true,
  },
  {
    key: 'port25',
    flag: '--port25 <open|blocked|unknown>',
    question: 'Is port 25 outward open at the site?',
    hint: { act: 'find-out', isOftenBlocked: true },
    kind: {
      choices: [
        ['unknown', 'Nobody knows'],
        ['open', 'Yes'],
        ['blocked', 'No'],
      ],
    },
    onlyIf: open,
    otherwise: 'unknown',
  },
  {
    key: 'senders',
    flag: '--senders <one|users|any>',
    question: 'In whose name does it send?',
    hint: 'one address for all (printer@), each user with their own, or any address of the domain',
    kind: {
      choices: [
        ['one', 'One address for all, such as printer@'],
        ['users', 'Each user signs in and sends in their own name'],
        ['any', 'Any address of our domain'],
      ],
    },
    onlyIf: open,
    otherwise: 'one',
  },
  {
    key: 'domain',
    flag: '--domain <name>',
    question: 'Which domain does it send from?',
    hint: 'such as contoso.com',
    kind: 'domain',
    onlyIf: always,
    otherwise: 'contoso.com',
  },
];

/** Whether the answer may change anything, as far as earlier ones are known. */
export const matters = ({ onlyIf }: AdviceQuestion, known: Partial<Situation>): boolean =>
  Object.entries(onlyIf).every(([key, value]) => [undefined, value].includes(known[key as keyof Situation]));

interface Answered {
  /** With the answers to what does not matter. */
  readonly situation: Partial<Situation>;
  /** Questions that matter and have no answer yet, in their order. */
  readonly lacking: readonly AdviceQuestion[];
}

/** With the answers that follow once questions cannot matter any more. */
export function answered(said: Partial<Situation>): Answered {
  const lacking: AdviceQuestion[] = [];
  let situation: Partial<Situation> = {};
  for (const question of adviceQuestions) {
    const { key, otherwise } = question;
    const value = said[key] ?? (matters(question, situation) ? undefined : otherwise);
    if (value === undefined) lacking.push(question);
    else situation = { ...situation, [key]: value };
  }
  return { situation, lacking };
}

export const isWhole = (situation: Partial<Situation>): situation is Situation =>
  adviceQuestions.every(({ key }) => situation[key] !== undefined);
