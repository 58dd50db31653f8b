/** One record of a domain: how it stands, what was seen, what to publish, and what each of its name servers says. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Domain, DomainRecord } from '../../api/contracts.ts';
import { around } from '../../parts/around.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Cure } from '../../parts/remedy.tsx';
import { sentence } from '../../parts/sentence.ts';
import { SmallTable } from '../../parts/small-table.tsx';
import { Time } from '../../parts/time.tsx';
import { Outcome } from './shown.tsx';

type Kept = NonNullable<Domain['health']>['records'][number];

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
  faint: { color: tokens.colorNeutralForeground2 },
  value: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
    display: 'block',
  },
});

/** `kept`: of the last check; absent: it is under way. */
export function Record({ record, kept }: { readonly record: DomainRecord; readonly kept: Kept | undefined }) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const { type, name, finding, text, seen, wanted, cure, simulations, servers } = record;
  return (
    <div className={styles.whole}>
      <Text as="p">{sentence(text)}</Text>
      {kept !== undefined && <Since kept={kept} />}
      {seen.length > 0 && servers.length === 0 && (
        <div>
          <Text size={200} className={styles.faint}>
            {t('details.found')}
          </Text>
          <Values of={seen} />
        </div>
      )}
      {simulations.map(({ address, result, lookups }) => (
        <Text key={address}>{t('details.simulated', { address, result, lookups })}</Text>
      ))}
      {wanted !== null && (
        <div>
          <Text size={200} className={styles.faint}>
            {t('details.wanted')}: {t('details.wantedAt', { type, name })}
          </Text>
          <Copyable text={wanted} />
        </div>
      )}
      {finding === 'leads-elsewhere' && <Text as="p">{t('details.relayInstead')}</Text>}
      {wanted === null && cure !== null && <Cure told={{ cure: sentence(cure) }} />}
      {servers.length > 0 && <Servers record={record} />}
    </div>
  );
}

function Values({ of }: { readonly of: readonly string[] }) {
  const styles = useStyles();
  return of.map((value, index) => (
    // Their order is all they have.
    <code key={index} className={styles.value}>
      {value}
    </code>
  ));
}

function Since({ kept: { lostSince, failingSince } }: { readonly kept: Kept }) {
  const { t } = useTranslation('domains');
  const [before, behind] = around((when) => t('details.lostSince', { when }));
  const [failing, then] = around((when) => t('details.failingSince', { when }));
  return (
    <>
      {lostSince !== null && (
        <Text>
          {before}
          <Time at={lostSince} />
          {behind}
        </Text>
      )}
      {failingSince !== null && (
        <Text>
          {failing}
          <Time at={failingSince} />
          {then}
        </Text>
      )}
    </>
  );
}

function Servers({ record: { servers } }: { readonly record: DomainRecord }) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  return (
    <SmallTable
      size="extra-small"
      alignTop
      label={t('details.servers')}
      rows={servers}
      keyOf={({ server }) => server}
      columns={[
        {
          name: t('details.server'),
          width: '38%',
          cell: ({ server, address }) => (
            <>
              {server}
              {address !== null && (
                <Text size={200} block className={styles.faint}>
                  {address}
                </Text>
              )}
            </>
          ),
        },
        { name: t('details.answer'), cell: ({ without, seen }) => without ?? <Values of={seen} /> },
        { name: t('state'), width: '104px', cell: ({ outcome }) => <Outcome outcome={outcome} /> },
      ]}
    />
  );
}
