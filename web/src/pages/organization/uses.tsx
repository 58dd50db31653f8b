/** How near connectors and mailboxes are to the limits that are counted over an hour or a day. */
import {
  makeStyles,
  ProgressBar,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Organization } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Section } from '../../parts/section.tsx';

const REFRESH_MS = 30_000;
/** The alarm of a limit begins there, and is at its worst there. */
const NEAR = 0.8;
const FULL = 1;

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere', paddingBlock: tokens.spacingVerticalXS },
  share: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  bar: { width: '120px' },
});

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
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
  return (
    <Section as="h2" title={t('uses.title')}>
      <Text>{t('uses.text')}</Text>
      <Asked query={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('uses.none')}</Text>
          ) : (
            <Table size="small" aria-label={t('uses.title')}>
              <TableHeader>
                <TableRow>
                  <TableHeaderCell>{t('uses.sender')}</TableHeaderCell>
                  <TableHeaderCell>{t('uses.used')}</TableHeaderCell>
                  <TableHeaderCell>{t('uses.share')}</TableHeaderCell>
                </TableRow>
              </TableHeader>
              <TableBody>
                {items.map(({ called, limit, used, most, unit }) => {
                  const share = used / most;
                  const words = t('uses.of', { used: countText(used), most: countText(most), unit });
                  return (
                    <TableRow key={`${called} ${limit}`}>
                      <TableCell className={styles.name}>{called}</TableCell>
                      <TableCell className={styles.name}>{words}</TableCell>
                      <TableCell>
                        <div className={styles.share}>
                          <ProgressBar
                            className={styles.bar}
                            aria-label={words}
                            value={Math.min(share, FULL)}
                            thickness="large"
                            color={share >= FULL ? 'error' : share >= NEAR ? 'warning' : 'brand'}
                          />
                          {shareText(share)}
                        </div>
                      </TableCell>
                    </TableRow>
                  );
                })}
              </TableBody>
            </Table>
          )
        }
      </Asked>
    </Section>
  );
}
