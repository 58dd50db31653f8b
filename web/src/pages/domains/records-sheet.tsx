/** All records of a domain on one page: to copy, to download as a zone file, to print for whoever keeps the DNS. */
import { Button, Text } from '@fluentui/react-components';
import { ArrowDownload20Regular, Print20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { useDeed } from '../../parts/deed.ts';
import { Heading } from '../../parts/heading.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { Failed } from '../../parts/states.tsx';
import { RecordsTable } from './records-table.tsx';
import { DOMAINS } from './shown.tsx';

export const useRecords = (domain: string | null) =>
  useQuery({
    queryKey: [...DOMAINS, 'records', domain],
    queryFn: async ({ signal }) => {
      const params = { name: domain ?? '' };
      const [{ item }, records] = await Promise.all([
        call('GET /domains/:name', { params, signal }),
        call('GET /domains/:name/records', { params, signal }),
      ]);
      return { item, ...records };
    },
    enabled: domain !== null,
  });

/** The file, as a browser saves it. */
export async function download(domain: { readonly id: string; readonly name: string }): Promise<void> {
  const text = await call('GET /domains/:name/zone', { params: { name: domain.id } });
  saveFile(`${domain.name}.zone`, new Blob([text], { type: 'text/dns' }));
}

export function RecordsSheet({ domain, back }: { readonly domain: string; readonly back: () => void }) {
  const { t } = useTranslation('domains');
  const found = useRecords(domain);
  const { busy, error, run } = useDeed();
  const name = found.data?.item.name ?? '';
  return (
    <>
      <Heading
        actions={
          <span data-screen-only>
            <Button onClick={back}>{t('sheet.back')}</Button>{' '}
            <Button
              icon={<ArrowDownload20Regular />}
              disabledFocusable={busy || found.data === undefined}
              onClick={() => void run(async () => found.data && download(found.data.item))}
            >
              {t('sheet.download')}
            </Button>{' '}
            <Button appearance="primary" icon={<Print20Regular />} onClick={() => print()}>
              {t('sheet.print')}
            </Button>
          </span>
        }
      >
        {t('sheet.title', { name })}
      </Heading>
      {error !== null && <Failed error={error} />}
      <Asked query={found}>
        {({ item, records }) => (
          <>
            <Text>{t('sheet.intro', { name })}</Text>
            <RecordsTable records={records} domain={item.name} />
            <Text>{t('sheet.dkim')}</Text>
          </>
        )}
      </Asked>
    </>
  );
}
