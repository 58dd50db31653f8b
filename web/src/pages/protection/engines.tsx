/** Spam filter and virus scanner: how each answers, or how to set it up. */
import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Protection } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { type Mood, StateWord } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';

type Engine = Protection['screening']['engines'][number];

const ENGINES = ['rspamd', 'clamd'] as const;
const moods: Readonly<Record<Engine['state'], Mood>> = { ok: 'good', untried: 'neutral', failing: 'bad' };

/** As `docs/operate/protection.md` has them. */
const COMMANDS = {
  rspamd: 'sudo apt install --no-install-recommends rspamd',
  clamd:
    'sudo apt install --no-install-recommends clamav-daemon clamav-freshclam\nsudo systemctl start clamav-daemon        # once the signatures are there',
} as const;
const SETTINGS = {
  rspamd: 'screening:\n  rspamd:\n    url: http://127.0.0.1:11333',
  clamd: 'screening:\n  clamd:\n    address: /run/clamav/clamd.ctl',
} as const;
const TRY = 'doorpost check protection';

const useStyles = makeStyles({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(440px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
});

export function Engines({ engines }: { readonly engines: readonly Engine[] }) {
  const { t } = useTranslation('protection');
  const styles = useStyles();
  return (
    <Section as="h2" title={t('engines.title')}>
      <div className={styles.cards}>
        {ENGINES.map((name) => {
          const engine = engines.find((one) => one.engine === name);
          return (
            <Card key={name}>
              <Subtitle2 as="h3">{t(`engines.${name}`)}</Subtitle2>
              {engine === undefined ? <HowTo name={name} /> : <Standing engine={engine} />}
            </Card>
          );
        })}
      </div>
    </Section>
  );
}

function Standing({ engine }: { readonly engine: Engine }) {
  const { t } = useTranslation('protection');
  const { address, version, state, since, lastAnswerAt, answers, failures, trouble } = engine;
  const madeAt = version?.signaturesAt ?? null;
  return (
    <>
      <StateWord mood={moods[state]}>{t(`engines.${state}`)}</StateWord>
      <Facts
        of={[
          [t('engines.address'), address],
          [t('engines.version'), version?.program ?? null],
          [t('engines.signatures'), madeAt === null ? null : <Signatures key="signatures" at={madeAt} />],
          [t('engines.since'), since === null ? null : <Time key="since" at={since} />],
          [t('engines.lastAnswer'), lastAnswerAt === null ? null : <Time key="last" at={lastAnswerAt} />],
          [t('engines.answers'), countText(answers)],
          [t('engines.failures'), failures === 0 ? null : countText(failures)],
          [t('engines.trouble'), trouble === null ? null : (trouble.words ?? trouble.why)],
        ]}
      />
    </>
  );
}

/** They are renewed several times a day. */
const OLD_MS = 7 * 86_400_000;

function Signatures({ at }: { readonly at: number }) {
  const { t } = useTranslation('protection');
  const when = <Time at={at} as="relative" />;
  if (Date.now() - at <= OLD_MS) return when;
  return (
    <>
      {when} <StateWord mood="warning">{t('engines.old')}</StateWord>
    </>
  );
}

function HowTo({ name }: { readonly name: (typeof ENGINES)[number] }) {
  const { t } = useTranslation('protection');
  return (
    <>
      <StateWord mood="neutral">{t('engines.none')}</StateWord>
      <Text>{t(`engines.how.${name}`)}</Text>
      <Copyable text={COMMANDS[name]} />
      <Text>{t('engines.how.settings')}</Text>
      <Copyable text={SETTINGS[name]} />
      <Text>{t('engines.how.restart')}</Text>
      <Copyable text={TRY} />
    </>
  );
}
