/** To find, add or change what is set up. */
import type { DirectoryRemedy, SetUpKind } from '../../../mail/remedy.ts';
import { command, type ShellCommand } from '../../command.ts';
import { byWord, eitherOf, type Phrase, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

const seats = { mailbox: ['--mailbox'], protection: ['--protection'] } as const;
const everywhere = ['--organization', '*'];

/** The command that lists a kind. */
const listOf: Readonly<Record<SetUpKind, ShellCommand>> = {
  organization: command`org list`,
  domain: command`domain list ${everywhere}`,
  mailbox: command`mailbox list ${everywhere}`,
  group: command`group list ${everywhere}`,
  credential: command`credential list ${everywhere}`,
  'inbound-connector': command`connector list ${everywhere}`,
  'outbound-connector': command`upstream list ${everywhere}`,
  device: command`device list ${everywhere}`,
  'device-profile': command`profile list ${everywhere}`,
  'allow-entry': command`allow list ${everywhere}`,
  'block-entry': command`block list ${everywhere}`,
  restriction: command`restricted list ${everywhere}`,
  'dkim-key': command`dkim list ${everywhere}`,
  'licence-pool': command`licence report`,
  system: command`limits list`,
};

const all: Readonly<Record<Extract<DirectoryRemedy, { act: 'see-all' }>['of'], () => Phrase>> = {
  alarms: () => say`These are raised: ${command`alarm list`}`,
  tokens: () => say`These are all there are: ${command`token list`}`,
  limits: () => say`These are all there are: ${command`limits list`}`,
  seats: () => say`Who has a seat: ${command`licence report`}`,
  'without-seat': () =>
    say`Ask for each list by itself, in pages: ${command`licence without-seat`} and ${command`licence senders`}`,
  listeners: () => say`${command`status`} lists the listeners`,
  profiles: () => say`${command`profile list`} shows them; built in are strict, tolerant and legacy`,
};

export const directoryRemedies = {
  'check-name': ({ kind, near }) => {
    const all =
      near.length === 0
        ? say`Check the spelling; these are all there are: ${listOf[kind]}`
        : say`Did you mean ${eitherOf(near)}? These are all there are: ${listOf[kind]}`;
    return kind === 'mailbox'
      ? say`${all}. A device that signs in needs one: ${command`mailbox add ADDRESS --password`} (with --elsewhere where its mail is kept by another system, such as Microsoft 365).`
      : all;
  },
  'see-all': ({ of }) => byWord(of, all)(),
  'add-organization': () => say`Create one: ${command`org add <name>`}`,
  'say-organization': () =>
    say`Say which: --organization <name> (?organization=<name>), or choose one: ${command`org set <name> --default`}`,
  'copy-profile': ({ name }) => say`Make your own from it: ${command`profile add <name> --from ${name}`}`,
  'raise-seats': ({ what }) =>
    say`Raise the number: ${command`licence seats ${byWord(what, seats)} NUMBER`}, or take one back: ${command`licence unassign <address>`}`,
  'trust-domain-on-server': ({ domain }) =>
    say`Add it, and on the server itself run ${command`domain verify ${domain} --trust`}, or verify it by its TXT record.`,
  'check-delegation': ({ domain, token }) =>
    say`check that the domain is registered and delegated, and that this machine can ask DNS; on a closed LAN: ${command`domain verify ${domain} --trust`}. To publish: the TXT record "${token}" at the domain itself (@)`,
  'say-which-address': () =>
    say`Say which address is meant (${command`device approve 192.0.2.10`}), give the device one (${command`device set NAME --address IP`}), or let the whole range in: ${command`connector add NAME --address NETWORK`}`,
  'see-waiting-devices': () =>
    say`These wait: ${command`device waiting`} (--all: and all that were seen). A device waits when its address lies in a network of ${command`org set NAME --device-network NETWORK`}; one that was never seen is added by ${command`device add NAME`}.`,
  'see-quarantine': () =>
    say`Look at it (${command`quarantine list`}), then ${command`quarantine release QUEUE-ID`} or ${command`quarantine delete QUEUE-ID`}.`,
  'see-restricted-senders': () => say`These may not send: ${command`restricted list`}`,
  'change-shared-connector': ({ connector }) =>
    say`change that connector itself: ${command`connector show ${connector}`}, then ${command`connector set ${connector}`}`,
  'name-login-or-revoke': ({ login }) =>
    say`name it in the column logins; to take it away: ${command`credential list`} shows it, ${command`credential remove ${login}`} ends it`,
  'reset-login': ({ mailbox, name }) => say`${command`credential reset ${mailbox} ${name}`}`,
  'leave-mailbox-elsewhere': ({ address }) =>
    say`If its mailbox is there: ${command`mailbox set ${address} --elsewhere`}`,
  'lay-out-as-exported': () =>
    say`Lay it out as ${command`export`} does (lists in block style, each dash at the same place), or apply it in parts.`,
} satisfies Rows<DirectoryRemedy>;
