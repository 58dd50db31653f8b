/** The steps of a first set-up, as a list that can be left at any of them: what is done, what is next and how. */
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Button,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Summary } from '../../api/contracts.ts';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { StateBlock } from '../../parts/state-word.tsx';

type Steps = Summary['setUp'];

const PLACE = 'doorpost-set-up-hidden';

const useStyles = makeStyles({
  done: { display: 'flex', alignItems: 'center', minHeight: '32px', color: tokens.colorNeutralForeground2 },
  panel: { marginLeft: '28px', marginBottom: tokens.spacingVerticalM },
  header: { '& button': { paddingLeft: 0 } },
});

export function SetUp({ steps }: { readonly steps: Steps }) {
  const { t } = useTranslation('home');
  const styles = useStyles();
  const [hidden, setHidden] = useState(() => localStorage.getItem(PLACE) !== null);
  const open = steps.filter(({ done }) => !done);
  const next = open[0];
  if (next === undefined) return null;
  const hide = (is: boolean): void => {
    if (is) localStorage.setItem(PLACE, 'yes');
    else localStorage.removeItem(PLACE);
    setHidden(is);
  };
  const count = t('setUp.done', { done: steps.length - open.length, of: steps.length });
  if (hidden)
    return (
      <Text>
        <Button appearance="subtle" onClick={() => hide(false)}>
          {t('setUp.show')}
        </Button>{' '}
        {count}
      </Text>
    );
  return (
    <Section
      as="h2"
      title={t('setUp.title')}
      aside={
        <Button size="small" appearance="subtle" onClick={() => hide(true)}>
          {t('setUp.hide')}
        </Button>
      }
    >
      <Text>{count}</Text>
      <Accordion collapsible multiple defaultOpenItems={[next.step]}>
        {steps.map((one) =>
          one.done ? (
            <div key={one.step} className={styles.done}>
              <StateBlock mood="good">{t(`setUp.steps.${one.step}`)}</StateBlock>
            </div>
          ) : (
            <AccordionItem key={one.step} value={one.step}>
              <AccordionHeader as="h3" className={styles.header} expandIconPosition="end">
                <StateBlock mood="waiting">{t(`setUp.steps.${one.step}`)}</StateBlock>
              </AccordionHeader>
              <AccordionPanel className={styles.panel}>
                <Remedy told={one} />
              </AccordionPanel>
            </AccordionItem>
          ),
        )}
      </Accordion>
    </Section>
  );
}
