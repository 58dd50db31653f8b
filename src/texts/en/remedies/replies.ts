/** To be let in again by an upstream that refuses. */
import type { ReplyRemedy } from '../../../mail/remedy.ts';
import { command } from '../../command.ts';
import { say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type Account = Pick<ReplyRemedy, 'name' | 'username'>;

const trace = command`trace`;
const nameOf = ({ name }: Account): string => name ?? 'NAME';
/** The name of an account is often its address, and often "apikey". */
const addressOf = ({ username }: Account): string => (username?.includes('@') ? username : 'ADDRESS');
const signIn = (account: Account) =>
  command`upstream set ${nameOf(account)} --username ${account.username ?? 'USER'} --password-stdin`;
const pace = (account: Account) => command`upstream set ${nameOf(account)} --pace PACE`;

export const replyRemedies = {
  'require-tls': (account) =>
    say`set the connector’s TLS to required: "${command`upstream set ${nameOf(account)} --tls required`}"`,
  'rewrite-sender': (account) =>
    say`let mail go out in the name of an address the account owns: "${command`upstream set ${nameOf(account)} --rewrite-from ${addressOf(account)} --rewrite-reverse-path ${addressOf(account)} --reply-to-original on`}"; or have the sender’s address added there`,
  'give-password-sign-in': (account) =>
    say`give the connector a sign-in: "${signIn(account)}", usually on port 587 under TLS`,
  'raise-or-pace-quota': (account) =>
    say`wait, or have the account’s limit raised; set it as the connector’s pace (${pace(account)}), so that it is not met again`,
  'send-less-at-once': (account) => say`send less at once: set a pace on the connector (${pace(account)})`,
  'release-with-host': () => say`have it released by whoever runs the host, and find out what it sent with "${trace}"`,
  'get-relay-right': (account) =>
    say`give the connector a sign-in ("${signIn(account)}"), have our address or certificate allowed to relay there, or send only the domains to it that it takes (--recipient-domain)`,
  'delist-address': () =>
    say`write to delist@microsoft.com with the whole reply, or sign in on port 587 instead; find out what was sent with "${trace}"`,
  'stop-and-release': () =>
    say`find out what it sent with "${trace}", stop that, then release it in the Defender portal (Review, Restricted entities) or ask the support`,
  'release-account': () =>
    say`release it in the Defender portal (Review, Restricted entities), change its password first, and find out what it sent with "${trace}"`,
  'let-it-pass': (account) =>
    say`nothing: it passes. Where it lasts for days, look in the Exchange admin center (Reports, Mail flow) what was sent at once, and send less at a time ("${command`upstream set ${nameOf(account)} --pace 20/2/10000`}")`,
  'share-quota': () =>
    say`wait until tomorrow, or share the mail between accounts or a connector relay; find out who sends so much with "${trace}"`,
  'find-repeating-device': () =>
    say`find the device that repeats itself ("${command`trace --status Failed`}") and correct its recipient list`,
  'set-password-anew': ({ first, ...account }) =>
    say`${first === null ? '' : say`${first}: `}set it anew with "${signIn(account)}"`,
} satisfies Rows<ReplyRemedy>;
