/** One domain: what it is, how it stands in DNS and what to publish, its mail of the day, and what can be done with it. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Domain, DomainHealth } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { type Doubt, doubtsOf } from '../../parts/doubts.ts';
import { countText } from '../../parts/amounts.ts';
import { around } from '../../parts/around.ts';
import { Asked } from '../../parts/asked.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Section } from '../../parts/section.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';
import { Doubts } from './doubts.tsx';
import { type Check, Health, useCheck } from './health.tsx';
import { Remove } from './remove.tsx';
import { DOMAINS, healthKey, Verified } from './shown.tsx';
import { TypeChoice } from './type-choice.tsx';

interface Props {
  /** An id, or a name. */
  readonly opened: string;
  readonly close: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

export const useHealth = (domain: string) =>
  useQuery({
    queryKey: healthKey(domain),
    queryFn: ({ signal }) => call('GET /domains/:name/health', { params: { name: domain }, signal }),
  });

export function Details({ opened, close, ...beside }: Props) {
  const { t } = useTranslation('domains');
  const found = useHealth(opened);
  return (
    <Flyout open title={found.data?.item.name ?? t('title')} close={close} {...beside}>
      <Asked query={found} loading={<Loading lines={6} />}>
        {(health) => <Opened key={health.item.id} health={health} close={close} />}
      </Asked>
    </Flyout>
  );
}

function Opened({ health: { item, records, tls }, close }: { readonly health: DomainHealth } & Pick<Props, 'close'>) {
  const { t } = useTranslation('domains');
  const check = useCheck(item.id);
  const [before, behind] = around((when) => t('details.lastChecked', { when }));
  return (
    <>
      <Acts domain={item} check={check} close={close} />
      <Facts
        of={[
          [t('details.type'), t(`types.${item.type}`)],
          [t('details.verified'), <Proof key="proof" domain={item} />],
          [t('details.organization'), item.organization],
        ]}
      />
      <Section title={t('details.health')}>
        {item.health === null && !check.busy && <Text>{t('details.neverChecked')}</Text>}
        {item.health !== null && !check.busy && (
          <Text>
            {before}
            <Time at={item.health.checkedAt} />
            {behind}
          </Text>
        )}
        <Health records={records} domain={item} check={check} />
        {tls.reports > 0 && (
          <StateBlock mood={tls.failed > 0 ? 'warning' : 'good'}>
            <InnerLink to="/protection/reports">
              {t('details.tls', { good: countText(tls.successes), failed: countText(tls.failed) })}
            </InnerLink>
          </StateBlock>
        )}
      </Section>
      <Mail domain={item} />
    </>
  );
}

function Proof({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation('domains');
  const { verified } = domain;
  return (
    <>
      <Verified domain={domain} />
      {verified !== null && (
        <>
          , {t(`methods.${verified.method}`)}
          {verified.at > 0 && (
            <>
              , <Time at={verified.at} />
            </>
          )}
        </>
      )}
    </>
  );
}

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

function Acts({ domain, check, close }: { readonly domain: Domain; readonly check: Check } & Pick<Props, 'close'>) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const { change } = useUrl();
  const mayEdit = useMay('organization-administrator');
  const mayHelp = useMay('help-desk');
  const [doing, setDoing] = useState<'type' | 'remove' | null>(null);
  const isVerified = domain.verified !== null;
  return (
    <>
      <div className={styles.acts}>
        {mayEdit && !isVerified && (
          <Button appearance="primary" onClick={() => change({ setUp: domain.id, open: undefined })}>
            {t('details.setUp')}
          </Button>
        )}
        {mayHelp && (
          <Button
            appearance={isVerified || !mayEdit ? 'primary' : 'secondary'}
            disabledFocusable={check.busy}
            onClick={check.run}
          >
            {t('details.checkNow')}
          </Button>
        )}
        <Button onClick={() => change({ records: domain.id, open: undefined })}>{t('details.records')}</Button>
        {mayEdit && <Button onClick={() => setDoing('type')}>{t('details.change')}</Button>}
        {mayEdit && <Button onClick={() => setDoing('remove')}>{t('details.remove')}</Button>}
      </div>
      {doing === 'type' && <ChangeType domain={domain} check={check} close={() => setDoing(null)} />}
      {doing === 'remove' && <Remove domain={domain} close={() => setDoing(null)} removed={close} />}
    </>
  );
}

interface ChangeProps {
  readonly domain: Domain;
  readonly check: Check;
  readonly close: () => void;
}

function ChangeType({ domain, check, close }: ChangeProps) {
  const { t } = useTranslation('domains');
  const queries = useQueryClient();
  const [seen] = useState(domain);
  const { id, name } = seen;
  const [type, setType] = useState(seen.type);
  const [doubts, setDoubts] = useState<readonly Doubt[]>([]);
  return (
    <FormDialog
      title={t('change.title', { name })}
      deed={t('change.deed')}
      close={close}
      told={doubts.length === 0 ? null : <Doubts of={doubts} />}
      run={async () => {
        const answer = await call('PATCH /domains/:name', { params: { name: id }, body: { type }, seen });
        await queries.invalidateQueries({ queryKey: DOMAINS });
        const told = doubtsOf(answer);
        setDoubts(told);
        if (told.length === 0) close();
        // Another type wants another MX.
        check.run();
      }}
    >
      <TypeChoice name={name} type={type} change={setType} />
    </FormDialog>
  );
}

const COUNTED = 100;
const REFRESH_MS = 60_000;

/** Counted as far as anybody would by eye: the trace has the rest. */
function Mail({ domain: { name } }: { readonly domain: Domain }) {
  const { t } = useTranslation('domains');
  const pattern = `@${name}`;
  const found = useQuery({
    // Not by each mail, which would be by each hint.
    queryKey: ['domain-mail', name],
    refetchInterval: REFRESH_MS,
    queryFn: async ({ signal }) => {
      const count = async (asked: { readonly sender: string } | { readonly recipient: string }) => {
        const query = { ...asked, organization: '*', since: '24h', limit: COUNTED };
        const { rows, next } = await call('GET /trace', { query, signal });
        return { count: rows.length, isMore: next !== null };
      };
      const [received, sent] = await Promise.all([count({ recipient: pattern }), count({ sender: pattern })]);
      return { received, sent };
    },
  });
  const shown = ({ count, isMore }: { readonly count: number; readonly isMore: boolean }, word: 'to' | 'from') => (
    <>
      {isMore ? t('details.many', { count }) : countText(count)}
      {count > 0 && (
        <>
          {' '}
          <InnerLink to={`/trace?${new URLSearchParams({ [word]: pattern, since: '24h' })}`}>
            {t('details.showMail')}
          </InnerLink>
        </>
      )}
    </>
  );
  return (
    <Section title={t('details.mail')}>
      <Asked query={found}>
        {({ received, sent }) => (
          <Facts
            of={[
              [t('details.received'), shown(received, 'to')],
              [t('details.sent'), shown(sent, 'from')],
            ]}
          />
        )}
      </Asked>
    </Section>
  );
}
