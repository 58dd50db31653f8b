/** The last that were refused, and why: a click from "my printer cannot send" to the answer. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { TraceRow } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { Section } from '../../parts/section.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';
import { REFRESH_MS } from './refresh.ts';

const SHOWN = 5;
const REFUSED = { status: 'Rejected', since: '2d' } as const;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  refusal: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', columnGap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  faint: { color: tokens.colorNeutralForeground2 },
});

export function Refusals() {
  const { t } = useTranslation('home');
  const styles = useStyles();
  const organization = useOrganization();
  const refusals = useQuery({
    queryKey: ['trace', organization, REFUSED, SHOWN],
    queryFn: ({ signal }) => call('GET /trace', { query: { ...REFUSED, organization, limit: SHOWN }, signal }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <Section
      as="h2"
      title={t('refusals.title')}
      aside={<InnerLink to="/trace?status=Rejected">{t('refusals.all')}</InnerLink>}
    >
      <Asked query={refusals}>
        {({ rows }) =>
          rows.length === 0 ? (
            <StateBlock mood="good">{t('refusals.none')}</StateBlock>
          ) : (
            <ul className={styles.list}>
              {rows.map((row) => (
                <li key={row.reference ?? `${row.at} ${row.clientAddress}`} className={styles.refusal}>
                  <Refusal row={row} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Section>
  );
}

function Refusal({
  row: { at, device, clientAddress, sender, recipient, cause, lastText, reference },
}: {
  readonly row: TraceRow;
}) {
  const { t } = useTranslation('home');
  const styles = useStyles();
  const from = sender === '' ? '<>' : (sender ?? t('refusals.nobody'));
  const path = recipient === null ? from : `${from} → ${recipient}`;
  return (
    <>
      <div className={styles.head}>
        <Text weight="semibold">
          <InnerLink to={`/trace?status=Rejected&open=${encodeURIComponent(reference ?? '')}`}>
            {device ?? clientAddress ?? path}
          </InnerLink>
        </Text>
        <Text className={styles.faint}>{path}</Text>
        <Text className={styles.faint}>
          <Time at={at} as="relative" />
        </Text>
      </div>
      <Text>{cause ?? lastText}</Text>
    </>
  );
}
