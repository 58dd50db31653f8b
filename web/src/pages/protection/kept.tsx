/** What is kept back, and who may not send: numbers that lead to their pages. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Protection } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { countText } from '../../parts/amounts.ts';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { Time } from '../../parts/time.tsx';

const useStyles = makeStyles({ lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS } });

export function Kept({ shown }: { readonly shown: Protection }) {
  const { t } = useTranslation('protection');
  const styles = useStyles();
  const may = useMay('help-desk');
  const { quarantine, restricted, allowEntries, blockEntries } = shown;
  const { messages, oldestAt } = quarantine;
  const inQuarantine = t('kept.quarantine', { count: messages, amount: countText(messages) });
  return (
    <Section as="h2" title={t('kept.title')}>
      <div className={styles.lines}>
        <Text>
          {may ? <InnerLink to="/quarantine">{inQuarantine}</InnerLink> : inQuarantine}
          {oldestAt !== null && (
            <>
              , {t('kept.oldest')} <Time at={oldestAt} as="relative" />
            </>
          )}
        </Text>
        <Text>
          <InnerLink to="/protection/restricted">
            {t('kept.restricted', { count: restricted, amount: countText(restricted) })}
          </InnerLink>
        </Text>
        <Text>
          <InnerLink to="/protection/lists">
            {t('kept.lists', { allowed: countText(allowEntries), blocked: countText(blockEntries) })}
          </InnerLink>
        </Text>
      </div>
    </Section>
  );
}
