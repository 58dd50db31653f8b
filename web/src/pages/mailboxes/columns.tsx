/** The columns of the list of mailboxes. */
import { useTranslation } from 'react-i18next';
import type { Mailbox } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import type { Column } from '../../parts/list-cells.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { useDeliveryText } from './shown.ts';

export function SignInWord({ of: { smtpAuth, passwordAuth } }: { readonly of: Mailbox }) {
  const { t } = useTranslation('mailboxes');
  if (!smtpAuth) return <StateWord mood="neutral">{t('signIns.off')}</StateWord>;
  return <StateWord mood="good">{t(passwordAuth ? 'signIns.on' : 'signIns.noPassword')}</StateWord>;
}

export function useColumns(): readonly Column<Mailbox>[] {
  const { t } = useTranslation('mailboxes');
  const deliveryText = useDeliveryText();
  return [
    { id: 'address', name: t('columns.address'), width: 200, grow: 2, cell: ({ address }) => address },
    { id: 'name', name: t('columns.name'), width: 140, grow: 1, cell: ({ displayName }) => displayName },
    {
      id: 'delivery',
      name: t('columns.delivery'),
      width: 150,
      grow: 1,
      cell: ({ delivery }) => deliveryText(delivery),
    },
    { id: 'smtpAuth', name: t('columns.smtpAuth'), width: 150, cell: (mailbox) => <SignInWord of={mailbox} /> },
    {
      id: 'credentials',
      name: t('columns.credentials'),
      width: 90,
      numeric: true,
      cell: ({ signIns }) => countText(signIns),
    },
    {
      id: 'enabled',
      name: t('columns.enabled'),
      width: 90,
      cell: ({ enabled }) => (
        <StateWord mood={enabled ? 'good' : 'warning'}>{t(enabled ? 'states.on' : 'states.off')}</StateWord>
      ),
    },
    {
      id: 'aliases',
      name: t('columns.aliases'),
      width: 160,
      optional: true,
      cell: ({ aliases }) => aliases.join(', '),
    },
    {
      id: 'forwarding',
      name: t('columns.forwarding'),
      width: 160,
      optional: true,
      cell: ({ forwarding }) => forwarding?.to.join(', '),
    },
  ];
}
