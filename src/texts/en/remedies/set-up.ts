/** To set up from nothing. */
import type { SetUpRemedy } from '../../../mail/remedy.ts';
import { blank, command } from '../../command.ts';
import { say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

const inside = (organization: string | null): readonly string[] | null =>
  organization === null ? null : ['--organization', organization];

export const setUpRemedies = {
  'add-own-domain': ({ organization }) => say`${command`domain add ${blank('your domain')} ${inside(organization)}`}`,
  'add-way-out': ({ organization }) =>
    say`${command`upstream add ${blank('a name')} ${inside(organization)}`}, or ${command`advise`} asks what fits`,
  'list-device-network': ({ organization }) =>
    say`${command`org set ${organization ?? blank('the organization')} --device-network ${blank('192.0.2.0/24')}`}`,
  'send-test-mail': ({ upstream }) =>
    say`${command`upstream test ${upstream ?? blank('the upstream')} --to ${blank('an address of yours')}`}`,
  'make-backup': () => say`On the server itself: ${command`backup ${blank('an empty folder')}`}`,
  'take-domain': ({ domain }) => say`${command`domain add ${domain} --type internal-relay`}`,
  'add-mailbox': ({ address }) => say`${command`mailbox add ${address} --elsewhere`}`,
  'give-mailbox-credential': ({ address, called }) => say`${command`credential add ${address} --name ${called}`}`,
  'add-device': ({ called, profile }) =>
    say`${command`device add ${called} --address ${blank('its address in your network')} ${profile === null ? null : ['--profile', profile]}`}`,
  'let-devices-relay': ({ called }) =>
    say`${command`connector add ${called} --address ${blank('the same address, or the network of the devices')}`}`,
  'send-by-connector': ({ name, host }) =>
    say`${command`upstream add ${name} --kind microsoft365-connector --host ${host ?? blank('the MX of your domain at Microsoft 365')}`}`,
  'send-by-mailbox': ({ name, by, tenant, username }) =>
    say`${command`upstream add ${name} --kind ${by} --tenant ${tenant} --client-id ${blank('application id')} --username ${username} --secret-stdin --secret-expires DATE --rewrite-from ${username} --rewrite-reverse-path ${username} --reply-to-original on`}`,
  'send-in-own-name': ({ name, address }) =>
    say`let all of it go out in that name, and answers go to the sender: ${command`upstream set ${name} --rewrite-from ${address} --rewrite-reverse-path ${address} --reply-to-original on`}; or give ${address} the right Send As for each of the others`,
  'verify-or-rewrite-sender': ({ name }) =>
    say`have the domains of your senders verified there, or let all of it go out in a name that is: ${command`upstream set ${name} --rewrite-from ADDRESS --rewrite-reverse-path ADDRESS --reply-to-original on`}`,
  'give-send-as': ({ name, address }) =>
    say`As set up here all mail goes out as ${address}, with Reply-To to the user. If the users' names are to stay: give ${address} the right Send As for each user (Exchange admin center, the user's mailbox, Delegation), and then ${command`upstream set ${name} --rewrite-from none --rewrite-reverse-path none`}`,
  'look-whether-587-is-open': () =>
    say`It goes out by port 587, which is rarely blocked: ${command`check upstream`} tells. If it is, take --kind graph, which needs HTTPS only.`,
  'let-it-sign-in': ({ port465 }) =>
    port465
      ? say`works too, and keeps its TLS: port 465 with SSL/TLS, and a sign-in (${command`credential add <mailbox> --name <device>`})`
      : say`works too: ${command`credential add <mailbox> --name <device>`}`,
  'change-connector-limits': () =>
    say`Per connector: 10,000 messages an hour, 100,000 recipients a day; ${command`limits set <limit> NUMBER`} changes it.`,
} satisfies Rows<SetUpRemedy>;
