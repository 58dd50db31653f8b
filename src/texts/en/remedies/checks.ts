/** To set right what a check found, or what the settings say. */
import type { CheckRemedy } from '../../../mail/remedy.ts';
import { command, type ShellCommand } from '../../command.ts';
import { say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type InnerHost = Extract<CheckRemedy, { act: 'allow-inner-hosts' }>['of'];

const allowInnerHosts: Readonly<Record<InnerHost, (name: string) => ShellCommand>> = {
  upstream: (name) => command`upstream set ${name} --public-hosts-only off`,
  mailbox: (name) => command`mailbox set ${name} --lmtp HOST:PORT`,
};

export const checkRemedies = {
  'name-owner': ({ device }) => say`${command`device set ${device} --owner ADDRESS`}`,
  'name-device-address': ({ device }) => say`${command`device set ${device} --address IP`}`,
  'set-device-profile': ({ device, profile }) => say`${command`device set ${device} --profile ${profile}`}`,
  'make-credential-for': ({ device, login }) =>
    say`${command`credential add <mailbox> --name ${device} --username ${login}`}`,
  'see-connector-doubts': () => say`each of them: ${command`check connector`}`,
  'let-it-send-and-watch': () => say`send something from it, and look at the same time: ${command`watch`}`,
  'prove-domain': ({ domain }) => say`${command`domain verify ${domain}`}`,
  'publish-mx': ({ domain, mxName }) =>
    say`publish MX 0 ${mxName} if mail for the domain is to come here: ${command`domain records ${domain}`}`,
  'publish-mx-or-relay': ({ domain, mxName }) =>
    say`its mailboxes are said to be here (authoritative), but strangers deliver there: publish MX 0 ${mxName}, or ${command`domain set ${domain} --type internal-relay`}`,
  'publish-record': ({ domain, type, name, value }) =>
    name === domain ? say`publish this ${type} record for ${domain}: ${value}` : say`publish ${type} ${name}: ${value}`,
  'ask-for-advice': () =>
    say`send by an upstream that you sign in to (port 587 or Microsoft Graph): ${command`advise`}`,
  'not-by-mx-from-here': () =>
    say`mail must not leave by MX from here: send by an upstream that you sign in to (${command`upstream add NAME`}), or get an address meant for servers`,
  'leave-block-list': ({ list }) =>
    say`find out what was sent (${command`trace`}), stop it, then ask ${list} to remove the address`,
  'add-domain-to-send': () => say`${command`domain add NAME`}`,
  'look-again-later': ({ queueId }) => say`look again later: ${command`trace ${queueId}`}`,
  'correct-upstream-host': ({ name }) =>
    say`correct host or name in the upstream (${command`upstream set ${name} --host HOST:PORT`}), or repair DNS`,
  'tell-domain': ({ domain, policy }) =>
    say`The mail servers of ${domain} do not keep what its own policy (${policy}) promises, or somebody is on the way. Tell its postmaster; mail waits and is tried again. To encrypt without knowing who it is, for this domain alone: ${command`connector add-outbound NAME --mx --recipient-domain ${domain} --tls required`}`,
  'allow-inner-hosts': ({ of, name }) =>
    say`name a host with a public address, or let a Global administrator allow this one: ${allowInnerHosts[of](name)}`,
  'enable-upstream': ({ name }) => say`${command`upstream set ${name} --enabled on`}`,
  'name-or-make-file': () => say`name an existing file, or make one with ${command`init`}`,
  'set-host-name': () => say`set hostName (or DOORPOST_HOSTNAME) to the name of this server, or run ${command`init`}`,
  'listen-on-loopback': () => say`use 127.0.0.1 and ::1, or make it production with ${command`init`}`,
} satisfies Rows<CheckRemedy>;
