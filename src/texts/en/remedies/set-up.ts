/** To set up from nothing. */
import type { SetUpRemedy } from '../../../mail/remedy.ts';
import { blank, command } from '../../command.ts';
import { say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

const ownName = (name: string, address: string) =>
  command`upstream set ${name} --rewrite-from ${address} --reply-to-original on`;

export const setUpRemedies = {
  'take-domain': ({ domain }) => say`${command`domain add ${domain} --type internal-relay`}`,
  'add-mailbox': ({ address }) => say`${command`mailbox add ${address}`}`,
  'give-mailbox-credential': ({ address, called }) => say`${command`credential add ${address} --name ${called}`}`,
  'add-device': ({ called, profile }) =>
    say`${command`device add ${called} --address ${blank('its address in your network')} ${profile === null ? null : ['--profile', profile]}`}`,
  'let-devices-relay': ({ called }) =>
    say`${command`connector add ${called} --address ${blank('the same address, or the network of the devices')}`}`,
  'send-by-connector': ({ name, host }) =>
    say`${command`upstream add ${name} --kind microsoft365-connector --host ${host}`}`,
  'send-by-mailbox': ({ name, by, tenant, username }) =>
    say`${command`upstream add ${name} --kind ${by} --tenant ${tenant} --client-id ${blank('application id')} --username ${username} --secret-stdin --secret-expires DATE`}`,
  'send-in-own-name': ({ name, address }) => say`${ownName(name, address)}`,
  'give-send-as': ({ name, address }) =>
    say`For that mailbox the right Send As of each user (Exchange admin center, the user's mailbox, Delegation), so that the users' names stay. Without it let Doorpost write its address into From, with Reply-To to the user: ${ownName(name, address)}`,
  'look-whether-587-is-open': () =>
    say`It goes out by port 587, which is rarely blocked: ${command`check upstream`} tells. If it is, take --kind graph, which needs HTTPS only.`,
  'let-it-sign-in': ({ port465 }) =>
    port465
      ? say`works too, and keeps its TLS: port 465 with SSL/TLS, and a sign-in (${command`credential add <mailbox> --name <device>`})`
      : say`works too: ${command`credential add <mailbox> --name <device>`}`,
  'change-connector-limits': () =>
    say`Per connector: 10,000 messages an hour, 100,000 recipients a day; ${command`limits set <limit> NUMBER`} changes it.`,
} satisfies Rows<SetUpRemedy>;
