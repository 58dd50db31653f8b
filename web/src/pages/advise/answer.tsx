/** The advice: the way, why, what to set up where, each step with its button, and what to type into the device. */
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Copy16Regular, Print20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Advice } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { Copyable, useCopy } from '../../parts/copyable.tsx';
import { doubtsOf } from '../../parts/doubts.ts';
import { explainPath } from '../../parts/explain-link.ts';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Cure, Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { capital, sentence } from '../../parts/sentence.ts';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateBlock, StateWord } from '../../parts/state-word.tsx';
import words from '../../words/en/advise.ts';

const useStyles = makeStyles({
  answer: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  bar: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  steps: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, margin: 0, paddingLeft: '20px' },
  step: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    overflowWrap: 'anywhere',
  },
  warning: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
});

interface Props {
  readonly advice: Advice;
  readonly domain: string;
}

type Told = Advice['limits'][number];

export function Answer({ advice, domain }: Props) {
  const { t } = useTranslation('advise');
  const styles = useStyles();
  const { title, why, first, instead, limits, licences, spf, device, here, there } = advice;
  return (
    <div className={styles.answer} role="region" aria-label={t('answer')}>
      <MessageBar intent="success" layout="multiline" politeness="polite">
        <MessageBarBody>
          <MessageBarTitle>{title}</MessageBarTitle>
        </MessageBarBody>
      </MessageBar>
      <Bar advice={advice} />
      <Warnings of={advice} />
      <Lines title={t('first')} of={first} />
      <Lines title={t('why')} of={why} />
      {here.length > 0 && (
        <Section as="h2" title={t('here')}>
          <Text>{t('hereText')}</Text>
          <ol className={styles.steps}>
            {here.map((step, index) => (
              // Their order is all they have.
              <li key={index}>
                <Step step={step} />
              </li>
            ))}
          </ol>
          <Try domain={domain} />
        </Section>
      )}
      <Steps title={t('there')} of={there} />
      {device.length > 0 && (
        <Section as="h2" title={t('device')}>
          <SmallTable
            label={t('device')}
            rows={device}
            keyOf={({ label }) => label}
            columns={[
              { name: t('setting'), width: '35%', namesRow: true, cell: ({ label }) => label },
              { name: t('value'), cell: ({ value }) => value },
            ]}
          />
        </Section>
      )}
      {spf !== null && (
        <Section as="h2" title={t('spf')}>
          <Text>{t('spfText')}</Text>
          <Copyable text={spf} />
        </Section>
      )}
      <Steps title={t('limits')} of={limits} />
      <Lines title={t('licences')} of={licences} />
      <Instead of={instead} />
    </div>
  );
}

/** The other ways, and what speaks against each. */
function Instead({ of }: { readonly of: Advice['instead'] }) {
  const { t } = useTranslation('advise');
  if (of.length === 0) return null;
  return (
    <Section as="h2" title={t('instead')}>
      <Bullets
        of={of.map(({ way, ...told }, index) => ({
          key: `${index}`,
          mood: 'neutral',
          text: (
            <>
              <Text weight="semibold">{t(`ways.${way}`)}</Text>
              <Remedy told={{ ...told, cure: capital(told.cure) }} />
            </>
          ),
        }))}
      />
    </Section>
  );
}

/** Each sentence takes its own. */
const NO_FACTS = { address: '', domain: '', username: '' };
const factsOf = (remedy: object | undefined): typeof NO_FACTS => ({
  ...NO_FACTS,
  ...Object.fromEntries(Object.entries(remedy ?? {}).filter(([, value]) => typeof value === 'string')),
});

const isKnown = (act: string | undefined): act is keyof typeof words.steps =>
  act !== undefined && Object.hasOwn(words.steps, act);

/** In words, with its button; a newer server may advise another, by its command. */
function Step({ step: { done, ...told } }: { readonly step: Advice['here'][number] }) {
  const { t } = useTranslation('advise');
  const styles = useStyles();
  const mayMake = useMay('organization-administrator');
  const { remedy } = told;
  const act = remedy?.act;
  return (
    <div className={styles.step}>
      {isKnown(act) && <Text>{t(`steps.${act}`, factsOf(remedy))}</Text>}
      {done === true ? (
        <StateWord mood="good">{t('done')}</StateWord>
      ) : mayMake ? (
        <Remedy told={told} />
      ) : (
        !isKnown(act) && <Cure told={told} />
      )}
    </div>
  );
}

/** For the domain as it will be. */
function Try({ domain }: { readonly domain: string }) {
  const { t } = useTranslation('advise');
  const may = useMay('help-desk');
  if (!may) return null;
  return (
    <div>
      <InnerLink to={explainPath({ from: `printer@${domain}`, to: [`anna@${domain}`], ip: null })}>
        {t('explain')}
      </InnerLink>
    </div>
  );
}

function Warnings({ of }: { readonly of: Advice }) {
  const styles = useStyles();
  const mayMake = useMay('organization-administrator');
  return doubtsOf(of).map(({ text, cure, remedy }) => (
    <StateBlock key={text} mood="warning">
      <div className={styles.warning}>
        <Text>{sentence(text)}</Text>
        {mayMake && cure !== undefined && <Remedy told={{ cure, ...(remedy && { remedy }) }} />}
      </div>
    </StateBlock>
  ));
}

const Lines = ({ title, of }: { readonly title: string; readonly of: readonly string[] }) =>
  of.length === 0 ? null : (
    <Section as="h2" title={title}>
      <Bullets of={of.map((text) => ({ key: text, mood: 'neutral', text }))} />
    </Section>
  );

const Steps = ({ title, of }: { readonly title: string; readonly of: readonly Told[] }) =>
  of.length === 0 ? null : (
    <Section as="h2" title={title}>
      <Bullets of={of.map((told, index) => ({ key: `${index}`, mood: 'neutral', text: <Remedy told={told} /> }))} />
    </Section>
  );

/** What is told, as plain text to take along. */
function Bar({ advice }: { readonly advice: Advice }) {
  const { t } = useTranslation('advise');
  const styles = useStyles();
  const part = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  - ${line}`)];
  const { title, first, why, here, there, device, spf } = advice;
  const text = [
    title,
    ...part(t('first'), first),
    ...part(t('why'), why),
    ...part(
      t('here'),
      here.map(({ cure }) => cure),
    ),
    ...part(
      t('there'),
      there.map(({ cure }) => cure),
    ),
    ...part(
      t('device'),
      device.map(({ label, value }) => `${label}: ${value}`),
    ),
    ...part(t('spf'), spf === null ? [] : [spf]),
  ].join('\n');
  const { copied, copy } = useCopy(text);
  return (
    <div className={styles.bar} data-screen-only>
      <Button size="small" icon={<Copy16Regular />} onClick={copy}>
        {t(copied ? 'copied' : 'copy')}
      </Button>
      <Button size="small" icon={<Print20Regular />} onClick={() => print()}>
        {t('print')}
      </Button>
    </div>
  );
}
