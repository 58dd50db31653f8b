/** The records to publish, as a form at a DNS provider asks for them: type, name, priority, value, each to copy. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { DomainRecords } from '../../api/contracts.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { capital, sentence } from '../../parts/sentence.ts';

type Row = DomainRecords['records'][number];

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
  },
  row: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  name: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  why: { color: tokens.colorNeutralForeground2 },
});

/** `0 mail.contoso.com`: what forms ask for in two fields. */
function parts({ of, type, value }: Row): { readonly priority: string | null; readonly value: string } {
  const [, priority = null, host = value] = (type === 'MX' && /^(\d+) (\S+)$/u.exec(value)) || [];
  return of === 'mx' || of === 'verification-mx' ? { priority, value: host } : { priority: null, value };
}

interface Props {
  readonly records: readonly Row[];
  /** The domain by its name. */
  readonly domain: string;
  /** Those, and no others. */
  readonly only?: readonly Row['of'][];
}

export function RecordsTable({ records, domain, only }: Props) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  return (
    <ul className={styles.list} role="list">
      {records
        .filter(({ of }) => only?.includes(of) ?? true)
        .map((row) => {
          const { priority, value } = parts(row);
          // It is told, and not to be typed.
          const told =
            value === AS_IT_IS ? t('sheet.asItIs') : isText(row) ? (row.type === 'TXT' ? value : capital(value)) : null;
          return (
            <li key={`${row.of} ${row.value}`} className={styles.row}>
              <Text weight="semibold">{t(`sheet.of.${row.of}`)}</Text>
              <Facts
                of={[
                  [t('sheet.type'), row.type],
                  [
                    t('sheet.name'),
                    <span key="name" className={styles.name}>
                      <Copyable text={row.name} />
                      {row.name === domain && t('sheet.atItself')}
                    </span>,
                  ],
                  [t('sheet.priority'), priority === null ? null : <Copyable key="priority" text={priority} />],
                  [t('sheet.value'), told ?? <Copyable key="value" text={value} />],
                ]}
              />
              {row.remedy === undefined && (
                <Text size={200} className={styles.why}>
                  {sentence(row.why)}
                </Text>
              )}
            </li>
          );
        })}
    </ul>
  );
}

/** Of a domain whose mailboxes are elsewhere. */
const AS_IT_IS = 'as it is';
/** Addresses that nobody here knows. */
const isText = ({ of, value }: Row): boolean => of === 'host' || value.includes('<');
