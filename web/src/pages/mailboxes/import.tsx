/** Mailboxes from a table file, with the passwords that were made for them. */
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { ImportTable } from '../../parts/import-table.tsx';

interface Props {
  readonly close: () => void;
  readonly changed: () => void;
  readonly download: (organization: string | undefined) => void;
}

export function ImportMailboxes(props: Props) {
  const { t } = useTranslation('mailboxes');
  return (
    <ImportTable
      {...props}
      title={t('import.title')}
      text={t('import.text')}
      present={t('import.download')}
      ask={(body, organization) => call('POST /mailbox-csv', { query: { organization }, body })}
      more={({ passwords = [] }) =>
        passwords.length > 0 && (
          <>
            <Text as="p">{t('import.passwords')}</Text>
            <Copyable text={passwords.map(({ username, password }) => `${username}\t${password}`).join('\n')} />
          </>
        )
      }
    />
  );
}
