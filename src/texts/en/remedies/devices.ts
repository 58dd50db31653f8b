/** Remedies for a device that cannot send. */
import type { DeviceRemedy } from '../../../mail/remedies/device.ts';
import { blank, command } from '../../command.ts';
import type { SignInOff } from '../../../mail/reason.ts';
import { byWord, type Phrase, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

const TEST_ONLY = say`If it only tested the connection, all is in order.`;

const orSwitchOffSignIn = {
  relay: say`, or switch off its sign-in there: port 25 needs none from an approved address`,
  submission: '',
  submissions: '',
} as const;

type Whose = Pick<Extract<DeviceRemedy, { act: 'enable-sign-in' }>, 'credential' | 'mailbox' | 'organization'>;

const ofMailbox =
  (option: string) =>
  ({ mailbox }: Whose) =>
    say`switch it on again: ${command`mailbox set ${mailbox ?? blank('mailbox')} ${[`--${option}`]} on`}`;
const ofOrganization =
  (option: string) =>
  ({ organization }: Whose) =>
    say`switch it on again: ${command`org set ${organization ?? blank('organization')} ${[`--${option}`]} on`}`;

/** To switch on what was off. */
const signInOn: { readonly [Off in SignInOff | 'unknown']: (whose: Whose) => Phrase } = {
  'mailbox-gone': () =>
    say`its mailbox is no more, so that it needs another sign-in: ${command`credential add <mailbox> --name <device>`}`,
  'credential-disabled': ({ mailbox, credential }) =>
    say`its credential is disabled: ${command`credential enable ${mailbox ?? blank('mailbox')} ${credential}`}`,
  unknown: () => say`switch sign-in on again for its credential, its mailbox or its organization`,
  'mailbox-disabled': ofMailbox('enabled'),
  'mailbox-smtp-auth': ofMailbox('smtp-auth'),
  'mailbox-password-auth': ofMailbox('password-auth'),
  'organization-smtp-auth': ofOrganization('smtp-auth'),
  'organization-password-auth': ofOrganization('password-auth'),
};

const approve = (address: string) => command`device approve ${address}`;

export const deviceRemedies = {
  'approve-device': ({ address, relay }) =>
    say`${command`device approve ${address} ${relay && ['--relay']}`}: it may then relay without signing in, from this address alone`,
  'switch-on-tls': ({ port, address }) =>
    say`switch on TLS (STARTTLS) in the device${byWord(port, orSwitchOffSignIn)}; where it knows no TLS, it needs the profile legacy, under which it may sign in without: ${approve(address)}. ${TEST_ONLY}`,
  'make-certificate-trusted': () =>
    say`give this server a certificate that the device trusts, for the name by which the device calls it (docs/operate/tls.md); load ours into the device; or switch off its check of certificates`,
  'match-port-and-tls': () =>
    say`If it is a device, look at its port and TLS settings: one that is set to "SSL/TLS" belongs on port 465, one that is set to STARTTLS or to none on 587 or 25. ${TEST_ONLY}`,
  'use-clear-text-port': ({ met }) =>
    say`${byWord(met, { 'clear-text-on-tls-port': '', 'nothing-on-tls-port': say`if it waits for a greeting there, it speaks clear text: ` })}use port 587 or 25 in the device, or switch on SSL/TLS there`,
  'retry-starttls': () =>
    say`it asked for STARTTLS and did not go on with it: try once more, update its firmware, or switch off TLS in the device`,
  'find-what-keeps-it-silent': () =>
    say`If it is a device, look whether it is set to send mail (SMTP) to this port, and whether something between it and us (a firewall, a mail filter) keeps back what is said.`,
  'read-transcript': () => say`Look at the transcript for what it wanted. ${TEST_ONLY}`,
  'choose-sign-in': () =>
    say`Choose LOGIN or PLAIN in the device and give it name and password (${command`credential list`}), or switch off its sign-in and let it send to port 25. ${TEST_ONLY}`,
  'ask-device': () => say`Look at what the device says about it. ${TEST_ONLY}`,
  'send-a-page': () => say`Set sender and recipient in the device, and send a page. ${TEST_ONLY}`,
  'find-what-breaks-off': ({ in: where }) =>
    byWord(where, {
      content: say`Raise the time limit for sending in the device, scan at a lower resolution, and look whether something between it and us ends the connection; it has to send the message again.`,
      envelope: say`Look at what the device says about it, and whether something between it and us ends the connection; it has to send the message again.`,
    }),
  'switch-on-proxy-protocol': () =>
    say`Switch on the PROXY protocol in the load balancer, or take its address out of proxyFrom; its health checks look the same, and do no harm.`,
  'read-refusal': ({ reply, reference }) =>
    reference === null
      ? say`it was told: "${reply}"`
      : say`it was told: "${reply}"; the whole session: ${command`trace ${reference}`}`,
  'use-own-sender': () =>
    say`set a sender address of an own, verified domain in the device (${command`domain list`}), or add that domain`,
  'take-direct-send-again': ({ address, organization }) =>
    say`let the device be known: ${approve(address)}; or take Direct Send in your own name from anybody again: ${command`org set ${organization} --reject-direct-send off`}`,
  'widen-connector-senders': () =>
    say`let its connector speak for the sender’s domain (--sender-domain and --accepted-domain of ${command`connector set <connector>`}), or set a sender in the device that it speaks for; ${command`connector list`} shows them`,
  'widen-connector-recipients': ({ connector }) =>
    say`let the connector take the recipient’s domain too (${command`connector set ${connector} --recipient-domain DOMAIN`}, with those it has: the option replaces the list), or correct the recipient in the device`,
  'let-partner-relay': ({ connector }) =>
    say`if it is a device of yours, make its connector one that relays: ${command`connector set ${connector} --type OnPremises`}; a partner writes to your own recipients alone`,
  'end-mail-loop': ({ recipient }) =>
    say`end the circle: a forwarding, a group or a rule of another mail system sends back what it got from here; ${recipient === null ? command`trace` : command`trace --recipient ${recipient}`} shows the way it took`,
  'give-goal': ({ recipient }) =>
    say`give the group members, or the forwarding another goal: ${command`group show ${recipient}`} or ${command`mailbox show ${recipient}`} shows where it leads`,
  'send-to-each-organization': () =>
    say`send a message of its own to the people of each organization, or put them into one organization: ${command`org list`}`,
  'mend-sender': () =>
    say`update the firmware of the device, or mend the program that sends: it does not keep to SMTP, and ${command`trace <reference>`} shows what it said`,
  'wait-for-sign-in': () =>
    say`set name and password right in the device first (${command`credential list`} has the names); then wait: each failure has doubled the time, up to the limit authDelayLongest, and a new password does not shorten it`,
  'find-who-guesses': () =>
    say`let the device send again in a minute; if it lasts, somebody guesses passwords: ${command`trace --status Rejected`} shows from where, for the firewall`,
  'send-again': () => say`nothing is to be set right: send it again, or wait until the device does so by itself`,
  'enable-sign-in': ({ off, ...whose }) => say`the password is right; ${byWord(off, signInOn)(whose)}`,
  'add-cram-credential': () =>
    say`choose LOGIN or PLAIN in the device, or give it one more credential, which allows CRAM-MD5: ${command`credential add <mailbox> --name ${blank('another name')} --cram-md5`}`,
  'add-credential': () =>
    say`choose LOGIN or PLAIN in the device, with TLS, and give it name and password: ${command`credential add <mailbox> --name <device>`}`,
  'name-credential': ({ login }) =>
    say`type the name in the device as ${command`credential list`} has it, or make it: ${command`credential add <mailbox> --name <device> ${login === null ? null : ['--username', login]}`}`,
  'reset-credential': ({ login }) =>
    login?.includes('@')
      ? say`type the password again in the device; for a new one: ${command`credential reset ${login}`}`
      : say`type the password again in the device; for a new one: ${command`credential reset <mailbox> <name>`}, as ${command`credential list`} has them`,
  'sign-in-or-approve': ({ tls, address }) =>
    say`switch on ${tls ? '' : say`TLS (STARTTLS) and `}sign-in in the device, with name and password (${command`credential add <mailbox> --name <device>`}); or let it send to port 25, where it needs no sign-in once its address is approved: ${command`device approve ${address} ${['--relay']}`}`,
  'speak-tls-to-connector': ({ connector }) =>
    say`switch on TLS (STARTTLS) in the device; where it knows no TLS, its connector has to take clear text: ${command`connector set ${connector} --require-tls off`}`,
  'look-at-sign-in': () =>
    say`its credential or its mailbox was changed, switched off or removed while it was connected: look at ${command`credential list`}; with the right name and password it gets through again`,
  'allow-sender': () =>
    say`set the mailbox it signs in to as sender in the device, or allow the other: ${command`mailbox set <address> --send-as <sender>`}`,
  'correct-recipient': () => say`correct the recipient in the device, or add the mailbox`,
  'give-profile': ({ address, profile, why }) =>
    say`${byWord(why, {
      'old-tls': say`update its firmware or switch on a newer TLS; where there is none`,
      settings: say`set it right in the device; where its settings do not let you`,
      unknown: say`switch on TLS 1.2 in it; if it has that, it may not trust our certificate (docs/operate/tls.md); if not`,
    })}, it needs the profile ${profile}: ${approve(address)}`,
} satisfies Rows<DeviceRemedy>;
