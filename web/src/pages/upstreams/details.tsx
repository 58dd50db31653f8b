/** One upstream opened: all of its card, how it is set up, a test and a check. */
import { useTranslation } from 'react-i18next';
import type { OutboundConnector, Upstream } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Asked } from '../../parts/asked.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Time } from '../../parts/time.tsx';
import { Acts } from './acts.tsx';
import { useSettings } from './ask.ts';
import { LastError, useFacts } from './facts.tsx';
import { Check, Test } from './run.tsx';
import { Pace, State } from './state.tsx';

interface Props {
  readonly upstream: Upstream;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

export function Details({ upstream, close, ...beside }: Props) {
  const { t } = useTranslation('upstreams');
  const mayHelp = useMay('help-desk');
  const settings = useSettings(upstream.id);
  const facts = useFacts(upstream);
  return (
    <Flyout open title={upstream.name} close={close} {...beside}>
      <div>
        <State state={upstream.state} />
      </div>
      {upstream.lastError !== null && (
        <Section title={t('details.error')}>
          <LastError upstream={upstream} />
        </Section>
      )}
      <Acts upstream={upstream} within />
      <Facts of={[[t('facts.organization'), upstream.organization], ...facts]} />
      {upstream.pace !== null && (
        <Section title={t('details.pace')}>
          <Pace pace={upstream.pace} />
        </Section>
      )}
      {mayHelp && <Test upstream={upstream.id} />}
      {mayHelp && <Check upstream={upstream.id} organization={upstream.organizationId} />}
      <Section title={t('details.settings')}>
        <Asked query={settings}>{({ item }) => <Settings connector={item} />}</Asked>
      </Section>
    </Flyout>
  );
}

function Settings({ connector }: { readonly connector: OutboundConnector }) {
  const { t } = useTranslation('upstreams');
  const { recipientDomains, senders, devices, tls, clientCertificate, rewriting, lastTest, failover } = connector;
  const recipients = recipientDomains.includes('*')
    ? t('everything')
    : recipientDomains.map((one) => (one === 'accepted' ? t('ofAccepted') : one)).join(', ');
  return (
    <Facts
      of={[
        [t('facts.recipients'), recipients === '' ? t('only') : recipients],
        [t('facts.senders'), senders.includes('*') ? t('anySender') : senders.join(', ')],
        [t('facts.devices'), devices.join(', ')],
        [t('facts.failover'), failover.join(', ')],
        [t('facts.tls'), t(`tls.${tls}`)],
        [t('facts.certificate'), clientCertificate?.certificateFile],
        [t('facts.rewriting'), rewriting?.from ?? rewriting?.reversePath],
        [t('facts.lastTest'), lastTest && <LastTest key="test" of={lastTest} />],
      ]}
    />
  );
}

function LastTest({ of: { ok, at, text } }: { readonly of: NonNullable<OutboundConnector['lastTest']> }) {
  const { t } = useTranslation('upstreams');
  return (
    <>
      <StateWord mood={ok ? 'good' : 'bad'}>{t(ok ? 'test.good' : 'test.bad')}</StateWord>{' '}
      <Time at={at} as="relative" />
      <div>{text}</div>
    </>
  );
}
