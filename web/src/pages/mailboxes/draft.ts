/** A mailbox as it stands in the form, and what of it is told to the API. Pure. */
import type { Mailbox } from '../../api/contracts.ts';

type Delivery = Mailbox['delivery'];

/** Those that are chosen in the form. */
export const KINDS = ['maildir', 'lmtp', 'elsewhere'] as const satisfies readonly Delivery['kind'][];

const LMTP_PORT = '24';

export const draftOf = (mailbox: Mailbox | null) => ({
  address: mailbox?.address ?? '',
  displayName: mailbox?.displayName ?? '',
  aliases: mailbox?.aliases.join(', ') ?? '',
  sendAs: mailbox?.sendAs.join(', ') ?? '',
  forwarding: mailbox?.forwarding?.to.join(', ') ?? '',
  keepCopy: mailbox?.forwarding?.keepCopy ?? true,
  smtpAuth: mailbox?.smtpAuth ?? true,
  passwordAuth: mailbox?.passwordAuth ?? true,
  plusAddressing: mailbox?.plusAddressing ?? true,
  copyToSent: mailbox?.copyToSent ?? false,
  enabled: mailbox?.enabled ?? true,
  firstSignIn: mailbox === null,
  delivery: (mailbox?.delivery.kind ?? 'maildir') as Delivery['kind'],
  host: mailbox?.delivery.kind === 'lmtp' ? mailbox.delivery.host : '',
  port: mailbox?.delivery.kind === 'lmtp' ? String(mailbox.delivery.port) : LMTP_PORT,
});

export type Draft = ReturnType<typeof draftOf>;

/** undefined: it is left as it is; a folder is named by the server. */
export function deliveryOf({ delivery, host, port }: Draft, before: Mailbox | null): Delivery | undefined {
  if (delivery === 'lmtp') return { kind: 'lmtp', host: host.trim(), port: Number(port) };
  if (delivery === before?.delivery.kind || delivery === 'lmtp-socket') return undefined;
  if (delivery === 'elsewhere') return { kind: 'elsewhere' };
  return before === null ? undefined : { kind: 'maildir', path: folderOf(before.address) };
}

/** As the server names that of a new mailbox: `contoso.com/info`. */
function folderOf(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(at + 1)}/${address.slice(0, at).toLowerCase()}`;
}
