/** Columns of the domains. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Domain } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import type { Column } from '../../parts/list-cells.tsx';
import { Time } from '../../parts/time.tsx';
import type { MailOfDomains } from './mail.ts';
import { LISTED, RecordState, Verified } from './shown.tsx';

export function useColumns(mail: MailOfDomains): readonly Column<Domain>[] {
  const { t } = useTranslation('domains');
  return useMemo(
    () => [
      { id: 'name', name: t('columns.name'), width: 140, grow: 2, cell: ({ name }) => name },
      { id: 'type', name: t('columns.type'), width: 112, cell: ({ type }) => t(`types.${type}`) },
      { id: 'verified', name: t('columns.verified'), width: 128, cell: (row) => <Verified domain={row} /> },
      ...LISTED.map((record) => ({
        id: record,
        name: t(`records.${record}`),
        width: 101,
        cell: (row: Domain) => <RecordState domain={row} record={record} />,
      })),
      {
        id: 'mail',
        name: t('columns.mail'),
        width: 128,
        cell: ({ name }) => {
          const of = mail.get(name);
          return of && t('mail', { received: countText(of.received), sent: countText(of.sent) });
        },
      },
      {
        id: 'checked',
        name: t('columns.checked'),
        width: 100,
        cell: ({ health }) => (health === null ? t('notChecked') : <Time at={health.checkedAt} as="relative" />),
      },
    ],
    [t, mail],
  );
}
