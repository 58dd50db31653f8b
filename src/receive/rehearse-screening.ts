/** Every row of screening that would apply to a mail that has not been sent: of its envelope by the real facts, of its content by assumed ones. */
import type { ObjectId } from '../base/id.ts';
import type { DirectoryView } from '../directory/snapshot.ts';
import type { MailboxAccount } from '../directory/objects.ts';
import type { Address } from '../mail/address.ts';
import { type FiredRow, screenRows } from '../mail/screening/screened.ts';
import { type ConnectorMatch, chooseConnector } from '../policy/ingress/connector-match.ts';
import type { OwnNames } from '../policy/ingress/ingress.ts';
import { staysWith } from '../policy/routing/routing.ts';
import type { Assumed } from '../mail/screening/assumed.ts';
import { assumedFacts } from '../screening/assumed-facts.ts';
import { firedRows } from '../screening/disposition.ts';
import type { ScreenWay } from '../screening/screen-facts.ts';
import { parseMailbox } from '../smtp/grammar/path.ts';
import { clientOf } from './transaction/greeted-client.ts';
import { envelopeFacts, senderKnown } from './transaction/screen-envelope.ts';

export interface UnsentMail {
  readonly clientAddress: string;
  readonly helo: string;
  readonly login: string | null;
  readonly from: string;
  readonly headerFrom: string | null;
  readonly to: readonly string[];
  readonly assumed: readonly Assumed[];
}

/** Of several recipients each row once. */
export function screeningOf(
  view: DirectoryView,
  mail: UnsentMail,
  matches: readonly ConnectorMatch[],
  own: OwnNames,
  now: number,
): readonly FiredRow[] {
  const [credential] = mail.login === null ? [] : view.credentialsFor(mail.login);
  const mailbox = view.get('mailbox', credential?.mailboxId ?? null);
  const sender = read(mail.from);
  const match = mailbox === null ? chooseConnector(view, matches, sender) : null;
  const shown = authorOf(mail);
  const isToOwnMailboxes = stays(view, mail, mailbox);
  const found = new Map<string, FiredRow>();
  for (const recipient of mail.to.map(read)) {
    const whose = recipient && wayTo(view, recipient, mailbox, match);
    if (recipient === null || whose === null) continue;
    const client = clientOf({ clientAddress: mail.clientAddress, helo: mail.helo }, own);
    const envelope = {
      ...whose,
      ...{ mailbox, match, reversePath: sender, recipient, now },
      ...{ clientAddress: client.address, saidOwnHello: client.saidOwnHello },
      isAlwaysThrough: view.deviceOf(mail.clientAddress, mail.login, whose.organizationId)?.alwaysThrough === true,
    };
    const facts = envelopeFacts(view, envelope, senderKnown(view, envelope, null), {
      author: shown?.address ?? null,
      signedBy: [],
    });
    const isOwnAuthor = shown !== null && view.acceptedDomain(shown.domain)?.organizationId === whose.organizationId;
    const all = assumedFacts({ ...facts, isOwnAuthor, isToOwnMailboxes }, shown, new Set(mail.assumed));
    for (const fired of firedRows(all)) found.set(fired.row, fired);
  }
  return screenRows.flatMap((row) => found.get(row) ?? []);
}

const stays = (view: DirectoryView, { to }: UnsentMail, mailbox: MailboxAccount | null): boolean =>
  mailbox !== null && to.map(read).every((one) => one !== null && staysWith(view, mailbox.organizationId, one));

function authorOf({ headerFrom, from }: UnsentMail): { readonly address: string; readonly domain: string } | null {
  const author = read(headerFrom ?? from);
  return author && { address: `${author.local}@${author.domainKey}`, domain: author.domainKey };
}

const read = (text: string): Address | null => {
  const parsed = parseMailbox(/<([^<>]+)>\s*$/u.exec(text)?.[1] ?? text, { smtputf8: true });
  return parsed.ok ? parsed.address : null;
};

function wayTo(
  view: DirectoryView,
  recipient: Address,
  mailbox: MailboxAccount | null,
  match: ConnectorMatch | null,
): { readonly organizationId: ObjectId; readonly way: ScreenWay } | null {
  if (mailbox !== null) return { organizationId: mailbox.organizationId, way: 'submission' };
  if (match?.connector.type === 'OnPremises') return { organizationId: match.connector.organizationId, way: 'relay' };
  const organizationId = view.acceptedDomain(recipient.domainKey)?.organizationId;
  return organizationId === undefined ? null : { organizationId, way: match === null ? 'direct' : 'partner' };
}
