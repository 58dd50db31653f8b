/** What the parts of this page have in common. */
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '../../api/contracts.ts';

/** Answers about mailboxes, and what belongs to them. */
export const MAILBOXES = ['directory', 'mailboxes'] as const;

/** Where its mail goes, in words. */
export function useDeliveryText(): (delivery: Mailbox['delivery']) => string {
  const { t } = useTranslation('mailboxes');
  return (delivery) =>
    delivery.kind === 'lmtp'
      ? t('deliveries.lmtp', { place: `${delivery.host}:${delivery.port}` })
      : t(`deliveries.${delivery.kind}`);
}
