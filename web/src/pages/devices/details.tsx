/** One device: how it does and what to do, what was set up beside what was seen, its habits, its last mail and refusals. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Device } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { approvalBy } from '../../parts/acts.ts';
import { ApprovePanel } from '../../parts/approve.tsx';
import { Asked } from '../../parts/asked.tsx';
import { Bullets } from '../../parts/bullets.tsx';
import { explainPath, type MailMeant } from '../../parts/explain-link.ts';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { habitText } from '../../parts/habits.ts';
import { InnerLink } from '../../parts/inner-link.tsx';
import { RecentMail } from '../../parts/recent-mail.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { SmallTable } from '../../parts/small-table.tsx';
import { Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import { useUrl } from '../../parts/url.ts';
import { Checks } from './checks.tsx';
import { DeviceForm } from './form.tsx';
import { ProfileChange } from './profile-change.tsx';
import { DeviceState } from './state.tsx';

/** What draws comes when a device is opened: the list needs none of it. */
const MailByDay = lazy(async () => ({ default: (await import('./mail-by-day.tsx')).MailByDay }));

interface Props {
  readonly id: string;
  readonly close: () => void;
  readonly changed: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

type Panel = 'approve' | 'profile' | 'edit' | null;

export function Details({ id, close, changed, previous, next }: Props) {
  const [panel, setPanel] = useState<Panel>(null);
  const found = useQuery({
    queryKey: ['directory', 'devices', 'one', id],
    queryFn: async ({ signal }) => (await call('GET /devices/:name', { params: { name: id }, signal })).item,
    staleTime: 0,
  });
  const leave = (): void => {
    setPanel(null);
    void found.refetch();
    changed();
  };
  const device = found.data;
  const relay = approvalBy(device?.seen?.lastRefusal?.remedy)?.relay !== undefined;
  if (panel === 'approve') return <ApprovePanel names={[id]} relay={relay} close={leave} />;
  if (panel === 'edit' && device !== undefined)
    return (
      <DeviceForm
        device={device}
        close={leave}
        removed={() => {
          changed();
          close();
        }}
      />
    );
  return (
    <Flyout open title={device?.name ?? id} close={close} previous={previous} next={next}>
      <Asked query={found}>{(one) => <Known key={one.id} device={one} show={setPanel} />}</Asked>
      {panel === 'profile' && device !== undefined && <ProfileChange device={device} close={leave} />}
    </Flyout>
  );
}

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  links: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalS },
});

/** What a record, a connector or a profile gives. */
const APPROVED: ReadonlySet<string> = new Set(['connector', 'profile']);

function Known({ device, show }: { readonly device: Device; readonly show: (panel: Panel) => void }) {
  const { t } = useTranslation('devices');
  const styles = useStyles();
  const mayApprove = useMay('help-desk');
  const mayChange = useMay('organization-administrator');
  const { change } = useUrl();
  const [checking, setChecking] = useState(false);
  const { seen, state } = device;
  const refusal = state === 'refused' ? (seen?.lastRefusal ?? null) : null;
  return (
    <>
      <div>
        <DeviceState state={state} />
        <Text as="p" block>
          {refusal === null ? t(`sentences.${state}`) : capital(refusal.cause)}
        </Text>
      </div>
      {refusal !== null && (
        <Section title={t('whatToDo')}>
          <Remedy told={refusal}>
            {mayApprove && APPROVED.has(refusal.lacks) ? (
              <Button appearance="primary" onClick={() => show('approve')}>
                {t('approve')}
              </Button>
            ) : undefined}
          </Remedy>
        </Section>
      )}
      <div className={styles.buttons}>
        {mayChange && <Button onClick={() => show('profile')}>{t('profile')}</Button>}
        <Button onClick={() => change({ sheet: device.id, open: undefined })}>{t('sheet')}</Button>
        {mayApprove && <Button onClick={() => setChecking(true)}>{t('check')}</Button>}
        {mayChange && <Button onClick={() => show('edit')}>{t('edit')}</Button>}
      </div>
      <div className={styles.links}>
        <InnerLink to={`/live?${new URLSearchParams({ device: device.id })}`}>{t('watch')}</InnerLink>
        {mayApprove && <InnerLink to={explainPath(mailOf(device))}>{t('explain')}</InnerLink>}
      </div>
      {checking && <Checks device={device.id} />}
      <Sides device={device} />
      {seen !== null && seen.habits.length > 0 && (
        <Section title={t('habits')}>
          <Bullets
            of={seen.habits.map((habit) => ({ key: habit, mood: 'neutral', text: capital(habitText(habit)) }))}
          />
        </Section>
      )}
      <Suspense fallback={<Loading lines={4} />}>
        <MailByDay device={device.id} />
      </Suspense>
      <RecentMail
        title={t('recent')}
        asked={{ device: device.id }}
        query={{ device: device.id, since: '30d' }}
        none={t('noRecent')}
        all={t('allRecent')}
      />
      <Facts
        of={[
          [t('columns.place'), device.place],
          [t('columns.owner'), device.owner],
          [t('facts.silent'), device.silentAfterDays === null ? null : t('days', { count: device.silentAfterDays })],
          [t('columns.organization'), device.organization],
          [t('facts.first'), seen === null ? null : <Time key="first" at={seen.firstSeen} />],
        ]}
      />
    </>
  );
}

/** The recipient is left to say. */
const mailOf = ({ addresses, logins, seen }: Device): MailMeant => ({
  from: null,
  to: [],
  ip: seen?.addresses[0] ?? addresses[0]?.split('/')[0] ?? null,
  helo: seen?.helo,
  tls: seen?.tls,
  login: seen === null ? logins[0] : seen.login,
  port: seen?.listener,
});

function Sides({ device }: { readonly device: Device }) {
  const { t } = useTranslation('devices');
  const { seen } = device;
  const signIn =
    seen?.authMechanism == null
      ? t('noSignIn')
      : seen.login === null
        ? seen.authMechanism
        : t('signIn', { mechanism: seen.authMechanism, login: seen.login });
  const rows: readonly (readonly [name: string, said: ReactNode, seen: ReactNode])[] = [
    [t('facts.name'), device.name, seen?.helo],
    [t('facts.address'), device.addresses.join(', '), seen?.addresses.join(', ')],
    [t('facts.login'), device.logins.join(', '), seen === null ? null : signIn],
    [
      t('facts.profile'),
      device.profile === null ? (
        t('ofConnector')
      ) : (
        <InnerLink to={`/profiles?open=${encodeURIComponent(device.profile)}`}>{device.profile}</InnerLink>
      ),
      null,
    ],
    [t('columns.connector'), null, seen?.connector],
    [t('facts.tls'), null, seen === null ? null : (seen.tls ?? t('noTls'))],
    [t('facts.port'), null, seen?.listener],
    [t('facts.software'), null, seen?.software],
  ];
  return (
    <Section title={t('sides.title')}>
      <SmallTable
        label={t('sides.title')}
        rows={rows.filter(([, said, saw]) => Boolean(said) || Boolean(saw))}
        keyOf={([name]) => name}
        columns={[
          { name: t('sides.what'), namesRow: true, cell: ([name]) => name },
          { name: t('sides.said'), cell: ([, said]) => said },
          { name: t('sides.seen'), cell: ([, , saw]) => saw },
        ]}
      />
    </Section>
  );
}
