/** How near connectors and mailboxes are to the limits that are counted over an hour or a day. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { LimitUses, Organization } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Meter } from '../../parts/meter.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { locale } from '../../words/language.ts';

const REFRESH_MS = 30_000;

const useStyles = makeStyles({
  share: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  bar: { width: '120px' },
});

type Use = LimitUses['items'][number];
const shareOf = ({ used, most }: Use): number => used / most;

const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
const LEAST = 0.01;
const shareText = (share: number): string => (share < LEAST ? `<${percent.format(LEAST)}` : percent.format(share));

export function Uses({ organization: { id } }: { readonly organization: Organization }) {
  const { t } = useTranslation('organization');
  const styles = useStyles();
  const asked = useQuery({
    queryKey: ['limits', 'uses', id],
    queryFn: ({ signal }) => call('GET /limits/uses', { query: { organization: id }, signal }),
    refetchInterval: REFRESH_MS,
  });
  const wordsOf = ({ used, most, unit }: Use): string =>
    t('uses.of', { used: countText(used), most: countText(most), unit });
  return (
    <Section as="h2" title={t('uses.title')}>
      <Text>{t('uses.text')}</Text>
      <Asked query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('uses.none')}</Text>
          ) : (
            <SmallTable
              label={t('uses.title')}
              rows={items}
              keyOf={({ called, limit }) => `${called} ${limit}`}
              columns={[
                { name: t('uses.sender'), cell: ({ called }) => called },
                { name: t('uses.used'), cell: wordsOf },
                {
                  name: t('uses.share'),
                  cell: (use) => (
                    <div className={styles.share}>
                      <Meter
                        className={styles.bar}
                        name={t('uses.share')}
                        text={wordsOf(use)}
                        used={use.used}
                        most={use.most}
                      />
                      {shareText(shareOf(use))}
                    </div>
                  ),
                },
              ]}
            />
          )
        }
      </Asked>
    </Section>
  );
}
