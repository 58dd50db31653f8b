/** Single sign-on: the identity provider, what its roles are worth here, and who came by it. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { SingleSignOn } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Heading } from '../../parts/heading.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { Empty } from '../../parts/states.tsx';
import { WithCode } from '../../parts/with-code.tsx';
import { GrantWords } from './grant-words.tsx';
import { Mappings } from './mappings.tsx';
import { People } from './people.tsx';
import { LISTED } from './listed.ts';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '960px' },
});

export function Page() {
  const { t } = useTranslation('singleSignOn');
  const styles = useStyles();
  const shown = useQuery({ queryKey: LISTED, queryFn: ({ signal }) => call('GET /sso', { signal }) });
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Asked query={shown}>
        {({ provider, own }) =>
          provider === null ? (
            <Empty title={t('none.title')}>
              <Text>
                <WithCode>{t('none.text')}</WithCode>
              </Text>
            </Empty>
          ) : (
            <div className={styles.page}>
              <Section as="h2" title={t('provider.title')}>
                <Facts
                  of={[
                    [t('provider.name'), provider.name],
                    [t('provider.issuer'), provider.issuer],
                    [t('provider.clientId'), provider.clientId],
                    [t('provider.claim'), provider.rolesClaim],
                    [t('provider.redirect'), <Copyable key="redirect" text={provider.redirect} />],
                  ]}
                />
              </Section>
              <Mappings claim={provider.rolesClaim} />
              <Own own={own} />
              <People />
            </div>
          )
        }
      </Asked>
    </>
  );
}

function Own({ own }: { readonly own: SingleSignOn['own'] }) {
  const { t } = useTranslation('singleSignOn');
  return (
    <Section as="h2" title={t('own.title')}>
      {own === null ? (
        <Text>{t('own.other')}</Text>
      ) : (
        <>
          <Facts
            of={[
              [t('own.values'), own.values.length === 0 ? t('own.noValues') : own.values.join(', ')],
              [t('own.became'), <GrantWords key="became" grant={own.grant} />],
            ]}
          />
          {own.oddity !== null && <Text>{t(`own.oddities.${own.oddity}`)}</Text>}
          <SmallTable
            label={t('own.claims')}
            columns={[
              { name: t('own.claim'), width: '30%', namesRow: true, cell: ({ claim }) => claim },
              { name: t('own.claimValue'), cell: ({ value }) => value },
            ]}
            rows={own.claims}
            keyOf={({ claim }) => claim}
          />
        </>
      )}
    </Section>
  );
}
