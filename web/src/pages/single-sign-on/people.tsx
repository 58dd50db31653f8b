/** Who came by the provider: what their roles became, and away with them. */
import { Button, Text } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { SsoPerson } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Time } from '../../parts/time.tsx';
import { GrantWords } from './grant-words.tsx';
import { LISTED } from './listed.ts';

export function People() {
  const { t } = useTranslation('singleSignOn');
  const queries = useQueryClient();
  const [ending, setEnding] = useState<SsoPerson | null>(null);
  const listed = useQuery({
    queryKey: [...LISTED, 'people'],
    queryFn: ({ signal }) => call('GET /sso/people', { signal }),
  });
  return (
    <Section as="h2" title={t('people.title')}>
      <Asked query={listed}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('people.none')}</Text>
          ) : (
            <SmallTable
              label={t('people.title')}
              least="720px"
              columns={[
                { name: t('people.name'), namesRow: true, cell: ({ name }) => name },
                { name: t('people.subject'), cell: ({ subject }) => subject },
                { name: t('people.roles'), cell: ({ values }) => values.join(', ') || t('own.noValues') },
                { name: t('people.became'), cell: ({ grant }) => <GrantWords grant={grant} /> },
                { name: t('people.seen'), cell: ({ seenAt }) => <Time at={seenAt} as="relative" /> },
                {
                  name: '',
                  atEnd: true,
                  cell: (person) => (
                    <Button
                      size="small"
                      aria-label={`${t('people.end')}: ${person.name}`}
                      onClick={() => setEnding(person)}
                    >
                      {t('people.end')}
                    </Button>
                  ),
                },
              ]}
              rows={items}
              keyOf={({ key }) => key}
            />
          )
        }
      </Asked>
      {ending !== null && (
        <Confirm
          open
          title={t('people.endTitle', { name: ending.name })}
          deed={t('people.end')}
          run={async () => {
            await call('DELETE /sso/people/:key', { params: { key: ending.key } });
            setEnding(null);
            void queries.invalidateQueries({ queryKey: LISTED });
          }}
          close={() => setEnding(null)}
        >
          {t('people.endText')}
        </Confirm>
      )}
    </Section>
  );
}
