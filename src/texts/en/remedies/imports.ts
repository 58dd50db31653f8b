/** To do by hand what an import does not. */
import type { ImportRemedy } from '../../../mail/remedy.ts';
import { command } from '../../command.ts';
import { byWord, type Phrase, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

type By<Act extends ImportRemedy['act']> = Readonly<
  Record<Extract<ImportRemedy, { readonly act: Act; readonly what: string }>['what'], () => Phrase>
>;

const setByHand: By<'set-by-hand'> = {
  pace: () => say`${command`upstream set NAME --pace PACE`}`,
  'sign-ins': () => say`${command`credential add <mailbox> --name <device>`}`,
  addresses: () => say`${command`mailbox add ADDRESS`}, ${command`group add ADDRESS`}`,
  mailboxes: () => say`${command`mailbox add ADDRESS`}`,
  limits: () => say`${command`limits list`}`,
  alarms: () => say`${command`alarm list`}`,
  rewriting: () => say`${command`connector set NAME --rewrite-from ADDRESS`}`,
  'rewriting-out': () => say`${command`upstream set NAME --rewrite-from ADDRESS`}`,
  connector: () => say`add it by hand: ${command`connector add NAME --address NETWORK`}`,
};

const takeOver: By<'take-over-by-hand'> = {
  ways: () =>
    say`nothing of it is taken over: name each such destination in an outbound connector (${command`upstream add NAME --host HOST:PORT --recipient-domain DOMAIN`})`,
  failover: () => say`it is not taken over: name it by hand (${command`upstream set NAME --failover OTHER`})`,
  'demands-of-tls': () =>
    say`it is not taken over: add an outbound connector for each that has to have it (${command`upstream add NAME --host HOST:PORT --recipient-domain DOMAIN --tls required`})`,
  'send-as': () =>
    say`it is not taken over: a mailbox sends as itself here, and as others only by a right (${command`mailbox set ADDRESS --send-as ADDRESS`})`,
  certificates: () =>
    say`nothing of it is taken over: add what is needed by hand (${command`connector add NAME --certificate-fingerprint SHA-256`})`,
};

export const importRemedies = {
  'set-by-hand': ({ what }) => byWord(what, setByHand)(),
  'take-over-by-hand': ({ what }) => byWord(what, takeOver)(),
  'relay-for-if-meant': ({ domain }) =>
    say`if that is meant: ${command`domain add ${domain ?? 'DOMAIN'} --type internal-relay`}`,
  'let-network-if-meant': () => say`if they may, and are meant to: ${command`connector add NAME --address NETWORK`}`,
  'remove-or-enable-connector': ({ name }) =>
    say`remove it; or, where devices are to send by their address here: ${command`connector set ${name} --enabled on`}`,
  'say-who-signs-in': ({ name }) =>
    say`set it by hand: ${command`upstream set ${name} --username USER --password-stdin`}`,
  'set-type-back': ({ domain, type }) => say`to have it back: ${command`domain set ${domain} --type ${type}`}`,
} satisfies Rows<ImportRemedy>;
