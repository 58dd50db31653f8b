/** The acts that are left, so that devices may send. */
import type { RightRemedy } from '../../../mail/remedies/right.ts';
import { command } from '../../command.ts';
import { allOf, byWord, type Phrase, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type SetInDevice = Extract<RightRemedy, { act: 'set-in-device' }>;

const letSend = (name: string, from: string) =>
  from.includes('/') ? command`connector add ${name} --address ${from}` : command`device approve ${from}`;

const TLS_IN_DEVICE = {
  'from-the-first-byte': say`SSL/TLS on`,
  starttls: say`TLS (STARTTLS) on`,
  'as-it-likes': say`TLS (STARTTLS) on if it has that, else off`,
} as const;

const signInOfDevice: { readonly [How in SetInDevice['signIn']]: (login: SetInDevice['login']) => Phrase } = {
  none: () => say`sign-in off`,
  mailbox: () => say`sign-in on, as name the address of its mailbox, and its password`,
  named: (login) => say`sign-in on, as name ${login ?? say`that of its credential`}, and its password`,
};

export const rightRemedies = {
  'set-in-device': ({ server, port, tls, signIn, login }) =>
    say`set this in the device: server ${server}, port ${port}, ${byWord(tls, TLS_IN_DEVICE)}, ${byWord(signIn, signInOfDevice)(login)}`,
  'let-device-send': ({ name, open }) => {
    const [first = '', ...rest] = open;
    const begun = say`"${name}" may not send to the outside yet, as no connector covers ${open.join(', ')}. To let it: ${letSend(name, first)}`;
    return rest.reduce((said, each) => say`${said} && ${letSend(name, each)}`, begun);
  },
  'let-more-devices-send': ({ more }) =>
    say`${more} more devices may not send to the outside yet: ${command`check device`} names each`,
  'let-network-send': () =>
    say`or let all of one network send: ${command`connector add Devices --address 192.0.2.0/24`}`,
  'watch-device': ({ address }) =>
    say`what it needs is not known, as nothing was kept of it: let it send, and look at the same time: ${command`watch --address ${address}`}`,
  'give-password': ({ device, mechanisms, foreign, cramOnly, login }) => {
    const how = command`credential add MAILBOX --name ${device} ${cramOnly && ['--cram-md5']}`;
    if (mechanisms === null)
      return say`switch on sign-in in the device, and give it name and password, if it has none here yet: ${how}`;
    if (foreign)
      return say`it signs in by ${allOf(mechanisms)}, which nobody here speaks: choose LOGIN or PLAIN in it, with TLS, and give it name and password, if it has none here yet: ${how}`;
    return say`it may sign in as it does${login === null ? '' : say` (as ${login})`}: give it name and password, if it has none here yet: ${how}`;
  },
  'decide-on-device': ({ address }) =>
    say`Look at it with ${command`device waiting`}; let it in with ${command`device approve ${address}`}, or ${command`device ignore ${address}`}.`,
} satisfies Rows<RightRemedy>;
