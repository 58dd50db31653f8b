/** How somebody last signed in to a mailbox and sent mail: when, from where, by which mechanism, under which TLS. */
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { Facts } from '../../parts/facts.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';

/** null: nobody did in that time. */
async function lastMail(address: string, signal: AbortSignal) {
  const query = { text: `signed in as ${address}`, ingress: 'submission', since: '30d', limit: 1 } as const;
  const [row] = (await call('GET /trace', { query, signal })).rows;
  if (row === undefined || row.queueId === null) return null;
  const story = await call('GET /trace/messages/:queueId', { params: { queueId: row.queueId }, signal });
  const received = story.events.find(({ kind }) => kind === 'Receive');
  return received === undefined ? null : { ...received, sessionId: row.sessionId };
}

export function LastSignIn({ address }: { readonly address: string }) {
  const { t } = useTranslation('mailboxes');
  const found = useQuery({
    queryKey: ['trace', 'last-sign-in', address],
    queryFn: ({ signal }) => lastMail(address, signal),
  });
  return (
    <Section title={t('lastSignIn.title')}>
      <Asked query={found}>
        {(last) =>
          last === null ? (
            <Text>{t('lastSignIn.none')}</Text>
          ) : (
            <>
              <Facts
                of={[
                  [t('lastSignIn.at'), <Time key="at" at={last.at} />],
                  [t('lastSignIn.from'), last.remoteAddress],
                  [t('lastSignIn.mechanism'), last.mechanism],
                  [t('lastSignIn.tls'), last.tls ?? t('lastSignIn.noTls')],
                ]}
              />
              <InnerLink to={`/trace?${new URLSearchParams({ since: '90d', open: last.queueId })}`}>
                {t('lastSignIn.show')}
              </InnerLink>
            </>
          )
        }
      </Asked>
    </Section>
  );
}
