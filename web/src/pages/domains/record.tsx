/** One record of a domain: how it stands, what was seen, what to publish, and what each of its name servers says. */
import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Domain, DomainRecord } from '../../api/contracts.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Cure } from '../../parts/remedy.tsx';
import { sentence } from '../../parts/sentence.ts';
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
  cell: { overflowWrap: 'anywhere', verticalAlign: 'top', paddingBlock: tokens.spacingVerticalXS },
  server: { width: '38%' },
  outcome: { width: '104px' },
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
          {seen.map((value, index) => (
            // Their order is all they have.
            <code key={index} className={styles.value}>
              {value}
            </code>
          ))}
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

function Since({ kept: { lostSince, failingSince } }: { readonly kept: Kept }) {
  const { t } = useTranslation('domains');
  const [before = '', behind = ''] = t('details.lostSince', { when: '\n' }).split('\n');
  const [failing = '', then = ''] = t('details.failingSince', { when: '\n' }).split('\n');
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
    <Table size="extra-small" aria-label={t('details.servers')}>
      <TableHeader>
        <TableRow>
          <TableHeaderCell className={styles.server}>{t('details.server')}</TableHeaderCell>
          <TableHeaderCell>{t('details.answer')}</TableHeaderCell>
          <TableHeaderCell className={styles.outcome}>{t('state')}</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {servers.map(({ server, address, outcome, seen, without }) => (
          <TableRow key={server}>
            <TableCell className={styles.cell}>
              {server}
              {address !== null && (
                <Text size={200} block className={styles.faint}>
                  {address}
                </Text>
              )}
            </TableCell>
            <TableCell className={styles.cell}>
              {without ??
                seen.map((value, index) => (
                  <code key={index} className={styles.value}>
                    {value}
                  </code>
                ))}
            </TableCell>
            <TableCell className={styles.cell}>
              <Outcome outcome={outcome} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
