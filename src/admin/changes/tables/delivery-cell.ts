/** The place where a mailbox's mail is put, as one cell: `maildir:contoso.com/info`, `lmtp:host:24`, `lmtp-socket:/run/lmtp`, `elsewhere`. Pure. */
import { z } from 'zod';
import { bounds } from '../../../base/bounds.ts';
import { mailboxForms } from '../../../directory/kinds/mailbox.ts';
import type { MailboxAccount } from '../../../directory/objects.ts';

type Delivery = MailboxAccount['delivery'];

export function deliveryText(value: unknown): string {
  const delivery = value as Delivery;
  switch (delivery.kind) {
    case 'maildir':
    case 'lmtp-socket':
      return `${delivery.kind}:${delivery.path}`;
    case 'lmtp':
      return `lmtp:${delivery.host}:${delivery.port}`;
    default:
      return delivery.kind;
  }
}

const CURE = 'write maildir:example.com/name, lmtp:HOST:PORT, lmtp-socket:/PATH or elsewhere';

export const deliveryCell = z
  .string()
  .max(bounds.config.filePath)
  .transform((text, context): Delivery => {
    const said = deliverySaid(text.trim());
    const checked = said === null ? null : mailboxForms.shape.delivery.safeParse(said);
    if (checked?.success) return checked.data;
    const [issue] = checked?.error.issues ?? [];
    const cure = issue?.code === 'custom' ? issue.params?.['cure'] : undefined;
    context.addIssue({
      code: 'custom',
      message: issue?.code === 'custom' ? issue.message : 'this is no place for mail',
      params: { cure: typeof cure === 'string' ? cure : CURE },
    });
    return z.NEVER;
  });

/** Its parts, for the form to judge; null: it begins with no known word. */
function deliverySaid(text: string): object | null {
  const at = text.indexOf(':');
  const kind = (at < 0 ? text : text.slice(0, at)).toLowerCase();
  const rest = at < 0 ? '' : text.slice(at + 1);
  switch (kind) {
    case 'elsewhere':
      return rest === '' ? { kind } : null;
    case 'maildir':
    case 'lmtp-socket':
      return { kind, path: rest };
    case 'lmtp': {
      const end = rest.lastIndexOf(':');
      const port = rest.slice(end + 1);
      return end > 0 && /^\d{1,5}$/u.test(port) ? { kind, host: rest.slice(0, end), port: Number(port) } : null;
    }
    default:
      return null;
  }
}
