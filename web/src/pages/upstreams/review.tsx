/** What the upstream will do, in sentences; what may be a mistake; and the question that only a person can answer. */
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { countText } from '../../parts/amounts.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { Section } from '../../parts/section.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { bodyOf, type Draft, type Form } from './draft.ts';
import type { StepProps } from './trial.ts';
import { asksWithout, type Without, WithoutUpstream } from './without.tsx';

interface Props extends StepProps {
  readonly without: Without | null;
  readonly setWithout: (without: Without) => void;
}

export function Review({ draft, form, trial, without, setWithout }: Props) {
  const { t } = useTranslation('upstreams');
  const sentences = useSentences(draft, form);
  const { tried, problem, failure, pending } = trial;
  const asks = asksWithout(problem);
  const warnings = tried?.warnings ?? [];
  return (
    <>
      {sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      {pending && <Loading />}
      {!pending && warnings.length > 0 && (
        <Section title={t('review.warnings')}>
          <Bullets of={warnings.map((text) => ({ key: text, mood: 'warning', text: <Text>{text}</Text> }))} />
        </Section>
      )}
      {!pending && asks && <WithoutUpstream value={without} change={setWithout} />}
      {!pending && !asks && (problem ?? failure) !== null && <Failed error={(problem ?? failure) as Error} />}
    </>
  );
}

function useSentences(draft: Draft, form: Form): readonly string[] {
  const { t } = useTranslation('upstreams');
  const body = bodyOf(draft, form);
  const { recipientDomains, senders, devices, failover, pace, rewriting } = body;
  const domains = recipientDomains.map((one) => (one === 'accepted' ? t('ofAccepted') : one)).join(', ');
  const from = rewriting?.from ?? rewriting?.reversePath ?? null;
  const day = pace?.recipientsPerDay ?? null;
  const replies = from !== null && rewriting?.replyToOriginal === true;
  return [
    useWay(draft, form),
    ...(draft.enabled ? [] : [t('review.off')]),
    ...(body.route.kind === 'mx' ? [] : [t(`review.signIn.${draft.signIn}`, { username: draft.username.trim() })]),
    recipientDomains.length === 0
      ? t('review.onlyFailover')
      : t('review.recipients', { domains: recipientDomains.includes('*') ? t('review.everybody') : domains }),
    ...(senders.includes('*') ? [] : [t('review.senders', { senders: senders.join(', ') })]),
    ...(devices.length === 0 ? [] : [t('review.devices', { devices: devices.join(', ') })]),
    ...(failover.length === 0 ? [] : [t('review.failover', { names: failover.join(', ') })]),
    ...(from === null ? [] : [`${t('review.rewriting', { from })}${replies ? ` ${t('review.replyTo')}` : ''}`]),
    pace === null
      ? t('review.noPace')
      : `${t('review.pace', { minute: countText(pace.messagesPerMinute), once: countText(pace.concurrent) })}${day === null ? '' : ` ${t('review.day', { most: countText(day) })}`}`,
  ];
}

function useWay(draft: Draft, form: Form): string {
  const { t } = useTranslation('upstreams');
  const { route } = bodyOf(draft, form);
  switch (route.kind) {
    case 'mx':
      return t('review.direct');
    case 'graph':
      return t('review.graph', { host: URL.canParse(route.endpoint) ? new URL(route.endpoint).host : route.endpoint });
    default:
      return t('review.sentence', { way: route.hosts.map(({ host, port }) => `${host}:${port}`).join(', ') });
  }
}
