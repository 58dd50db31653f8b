/** MAIL and RCPT as lines, with the parameters that this peer knows. Pure. */
import type { Address, ReversePath } from '../../mail/address.ts';
import type { EnvelopeRecipient } from '../../mail/envelope.ts';
import type { ClientTransaction, PeerExtensions } from './client-events.ts';
import { hasControl } from '../grammar/command.ts';
import { isAsciiText } from '../grammar/domain.ts';
import { encodeXtext } from '../grammar/xtext.ts';

/** Whether something needs SMTPUTF8: the header, as the transaction says, or a local part (RFC 6531 §3.2). */
export function needsSmtputf8(transaction: ClientTransaction): boolean {
  const paths = [transaction.reversePath, ...transaction.recipients.map((recipient) => recipient.address)];
  return transaction.smtputf8 || paths.some((path) => path !== null && !isAsciiText(path.local));
}

export function mailCommand(transaction: ClientTransaction, peer: PeerExtensions): string {
  const utf8 = peer.smtputf8 && needsSmtputf8(transaction);
  let line = `MAIL FROM:${wirePath(transaction.reversePath, utf8)}`;
  if (peer.size !== null) line += ` SIZE=${transaction.sizeBytes}`;
  if (peer.eightBitMime && transaction.body === '8bitmime') line += ' BODY=8BITMIME';
  if (utf8) line += ' SMTPUTF8';
  if (peer.dsn && transaction.ret !== null) line += ` RET=${transaction.ret.toUpperCase()}`;
  if (peer.dsn && transaction.envid !== null) line += ` ENVID=${encodeXtext(transaction.envid)}`;
  if (transaction.requireTls) line += ' REQUIRETLS';
  return checked(line);
}

export function rcptCommand(
  recipient: EnvelopeRecipient,
  transaction: ClientTransaction,
  peer: PeerExtensions,
): string {
  const utf8 = peer.smtputf8 && needsSmtputf8(transaction);
  let line = `RCPT TO:${wirePath(recipient.address, utf8)}`;
  if (peer.dsn) line += notifyParameter(recipient) + orcptParameter(recipient, utf8);
  return checked(line);
}

function notifyParameter({ notify }: EnvelopeRecipient): string {
  if (notify === null || notify.length === 0) return '';
  return ` NOTIFY=${(notify === 'never' ? notify : notify.join(',')).toUpperCase()}`;
}

/** `type;address`; one beyond ASCII goes only where it can go as it is (RFC 6533 §3). */
function orcptParameter({ orcpt }: EnvelopeRecipient, utf8: boolean): string {
  if (orcpt === null) return '';
  const semicolon = orcpt.indexOf(';');
  const type = orcpt.slice(0, semicolon);
  const address = orcpt.slice(semicolon + 1);
  if (isAsciiText(address)) return ` ORCPT=${type};${encodeXtext(address)}`;
  return utf8 && type.toLowerCase() === 'utf-8' ? ` ORCPT=${orcpt}` : '';
}

/** Without SMTPUTF8 a domain goes as A-labels. */
function wirePath(path: ReversePath, utf8: boolean): string {
  if (path === null) return '<>';
  if (path.domain === '') return `<${path.local}>`; // <postmaster>
  return `<${path.local}@${wireDomain(path, utf8)}>`;
}

const wireDomain = (address: Address, utf8: boolean): string =>
  utf8 || isAsciiText(address.domain) ? address.domain : address.domainKey;

/** Addresses were parsed long ago; should one hold a line end all the same, it is a bug that must not reach a peer. */
function checked(line: string): string {
  if (hasControl(line)) throw new Error('a command would hold a control character');
  return line;
}
