/** One unknown device: what it says it is, what it tried, why it was refused, and what would help. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { WaitingDevice } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { useAct } from '../../parts/acts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { StateWord } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { TranscriptView } from '../../parts/transcript.tsx';
import { saysItIs } from './columns.tsx';

interface Props {
  readonly address: string;
  readonly close: () => void;
  /** null: it is not for this person. */
  readonly approve: (() => void) | null;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'center' },
});

export function Details({ address, close, approve, previous, next }: Props) {
  const { t } = useTranslation('waiting');
  const organization = useOrganization();
  const found = useQuery({
    queryKey: ['waiting', 'one', address, organization],
    queryFn: async ({ signal }) => {
      const query = { organization, address, all: 'true' as const };
      return (await call('GET /waiting-devices', { query, signal })).items[0] ?? null;
    },
  });
  return (
    <Flyout open title={address} close={close} previous={previous} next={next}>
      <Asked query={found}>
        {(device) =>
          device === null ? <Text>{t('gone')}</Text> : <Stranger device={device} approve={approve} close={close} />
        }
      </Asked>
    </Flyout>
  );
}

function Stranger({ device, approve, close }: Pick<Props, 'approve' | 'close'> & { readonly device: WaitingDevice }) {
  const { t } = useTranslation('waiting');
  const styles = useStyles();
  const { address, state, tried, lastRefusal, proposal } = device;
  const watch = useAct({ act: 'watch-device', address });
  return (
    <>
      <div className={styles.buttons}>
        {approve !== null && (
          <Button appearance="primary" onClick={approve}>
            {t('approveOne')}
          </Button>
        )}
        {approve !== null && state === 'waiting' && <Ignore address={address} done={close} />}
        {watch !== null && <Button onClick={watch.run}>{t('watch')}</Button>}
        <InnerLink to={`/trace?${new URLSearchParams({ ip: address })}`}>{t('trace')}</InnerLink>
      </div>
      {lastRefusal !== null && (
        <Section title={t('columns.refused')}>
          <StateWord mood="bad">{t(lastRefusal.gaveUp === undefined ? 'refused' : 'gaveUp')}</StateWord>
          <Text>{capital(lastRefusal.cause)}</Text>
        </Section>
      )}
      <Section title={t('columns.proposal')}>
        <Text>{proposal.profile === null ? t('noProfileText') : t('profileText', { profile: proposal.profile })}</Text>
        {proposal.because.map((because) => (
          <Text key={because}>{t('because', { because })}</Text>
        ))}
      </Section>
      <Section title={t('seen')}>
        <Facts
          of={[
            [t('columns.name'), saysItIs(device)],
            [t('columns.tls'), tried.tls ?? t('none')],
            [t('columns.auth'), tried.auth ?? t('none')],
            [t('login'), device.login],
            [t('port'), device.listener],
            [t('columns.first'), <Time key="first" at={device.firstSeen} />],
            [t('columns.last'), <Time key="last" at={device.lastSeen} />],
            [t('columns.organization'), device.organization],
          ]}
        />
      </Section>
      {lastRefusal?.reference != null && <Transcript reference={lastRefusal.reference} />}
    </>
  );
}

function Ignore({ address, done }: { readonly address: string; readonly done: () => void }) {
  const { t } = useTranslation('waiting');
  const may = useMay('help-desk');
  const queries = useQueryClient();
  const ignore = useMutation({
    mutationFn: () => call('POST /waiting-devices/:name/ignore', { params: { name: address } }),
    onSuccess: async () => {
      await queries.resetQueries({ queryKey: ['waiting'] });
      done();
    },
  });
  if (!may) return null;
  return (
    <>
      <Button onClick={() => ignore.mutate()}>{t('ignore')}</Button>
      {ignore.error !== null && <Failed error={ignore.error} />}
    </>
  );
}

function Transcript({ reference }: { readonly reference: string }) {
  const { t } = useTranslation('waiting');
  const session = useQuery({
    queryKey: ['trace', 'session', reference],
    queryFn: ({ signal }) => call('GET /trace/sessions/:reference', { params: { reference }, signal }),
  });
  return (
    <Section title={t('session')}>
      <Asked query={session}>{({ transcript }) => <TranscriptView text={transcript} />}</Asked>
    </Section>
  );
}
