/** How the server is: what runs, where it answers, its certificates, its disk and its last backup. */
import { Button, makeStyles, MessageBar, MessageBarBody, Text, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Setting, Status } from '../../api/contracts.ts';
import { countText, sizeText } from '../../parts/amounts.ts';
import { Copyable } from '../../parts/copyable.tsx';
import { useDeed } from '../../parts/deed.ts';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/section.tsx';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { STATUS } from '../../parts/status.ts';
import { dateText, Time } from '../../parts/time.tsx';

const DAY_MS = 86_400_000;
/** The alarm of a certificate begins then, too. */
const SOON_MS = 21 * DAY_MS;

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '960px' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingVerticalXXL,
    alignItems: 'start',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  lines: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS },
});

interface Props {
  readonly status: Status;
  /** null: it is not known yet. */
  readonly proxies: Setting | null;
}

export function Overview({ status, proxies }: Props) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <div className={styles.columns}>
        <Program status={status} />
        <Storage status={status} />
      </div>
      <Certificates status={status} />
      <Center status={status} proxies={proxies} />
      <Listeners status={status} />
    </div>
  );
}

type Part = Pick<Props, 'status'>;

function Program({ status }: Part) {
  const { t } = useTranslation('server');
  const { version, node, hostName, mode, flow, uptimeMs, sessions } = status;
  return (
    <Section as="h2" title={t('program.title')}>
      <Facts
        of={[
          [t('program.version'), version],
          [t('program.node'), node.replace(/^v/u, '')],
          [t('program.host'), hostName],
          [t('program.mode'), t(`program.${mode}`)],
          [t('program.since'), <Time key="since" at={flow.at - uptimeMs} />],
          [t('program.sessions'), countText(sessions)],
        ]}
      />
    </Section>
  );
}

function Storage({ status: { disk, lastBackup } }: Part) {
  const { t } = useTranslation('server');
  const free = sizeText(disk.freeBytes);
  return (
    <Section as="h2" title={t('storage.title')}>
      <Facts
        of={[
          [t('storage.folder'), disk.path],
          [t('storage.free'), disk.full ? <StateWord mood="bad">{t('storage.full', { free })}</StateWord> : free],
          [t('storage.least'), sizeText(disk.leastBytes)],
          [t('storage.backup'), <Backup key="backup" last={lastBackup} />],
        ]}
      />
    </Section>
  );
}

function Backup({ last }: { readonly last: Status['lastBackup'] }) {
  const { t } = useTranslation('server');
  if (last === null) return <StateWord mood="warning">{t('storage.never')}</StateWord>;
  const mood = last.outcome === 'whole' ? 'good' : last.outcome === 'failed' ? 'bad' : 'warning';
  return (
    <>
      <Time at={last.at} />
      {', '}
      <StateWord mood={mood}>{t(`storage.${last.outcome}`)}</StateWord>
    </>
  );
}

function Center({ status: { adminCenter }, proxies }: Props) {
  const { t } = useTranslation('server');
  const styles = useStyles();
  const { address, tunnel, tls, listening, closed } = adminCenter;
  const isBehindProxy = proxies !== null && proxies.source.kind !== 'default';
  return (
    <Section as="h2" title={t('center.title')}>
      <Facts
        of={[
          [
            t('center.address'),
            address === null ? (
              <StateWord mood="bad">{t('center.nowhere')}</StateWord>
            ) : (
              <div className={styles.lines}>
                <Copyable text={address} />
                {tunnel && <Text>{t('center.tunnel')}</Text>}
              </div>
            ),
          ],
          [t('center.https'), t(`center.${tls ? 'tls' : isBehindProxy ? 'proxy' : 'clear'}`)],
          [t('center.listening'), listening.map(placeText).join(', ')],
          [t('center.proxies'), proxies?.text],
          [
            t('center.closed'),
            closed.length === 0 ? null : (
              <div className={styles.lines}>
                {closed.map((one) => (
                  <StateWord key={placeText(one)} mood="bad">
                    {`${placeText(one)}: ${t(`center.why.${one.why}`)}`}
                  </StateWord>
                ))}
              </div>
            ),
          ],
        ]}
      />
    </Section>
  );
}

const placeText = ({ address, port }: { readonly address: string; readonly port: number }): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;

function Listeners({ status: { listeners } }: Part) {
  const { t } = useTranslation('server');
  const purposes: Readonly<Record<string, string>> = {
    relay: t('listeners.relay'),
    submission: t('listeners.submission'),
    submissions: t('listeners.submissions'),
  };
  return (
    <Section as="h2" title={t('listeners.title')}>
      {listeners.length === 0 ? (
        <Text>{t('listeners.none')}</Text>
      ) : (
        <SmallTable
          label={t('listeners.title')}
          rows={listeners}
          keyOf={placeText}
          columns={[
            { name: t('listeners.name'), cell: ({ name }) => name },
            { name: t('listeners.place'), cell: placeText },
            { name: t('listeners.what'), cell: ({ role }) => purposes[role] ?? role },
          ]}
        />
      )}
    </Section>
  );
}

function Certificates({ status: { certificates } }: Part) {
  const { t } = useTranslation('server');
  const queries = useQueryClient();
  const [isDone, setDone] = useState(false);
  const { busy, error, run } = useDeed(() => setDone(true));
  const reload = async (): Promise<void> => {
    setDone(false);
    await run(async () => {
      await call('POST /certificates/reload');
      await queries.invalidateQueries({ queryKey: STATUS });
    });
  };
  return (
    <Section
      as="h2"
      title={t('certificates.title')}
      aside={
        <Button disabledFocusable={busy} onClick={() => void reload()}>
          {t('certificates.reload')}
        </Button>
      }
    >
      {error !== null && <Failed error={error} />}
      {isDone && error === null && (
        <MessageBar intent="success" politeness="polite">
          <MessageBarBody>{t('certificates.reloaded')}</MessageBarBody>
        </MessageBar>
      )}
      {certificates.length === 0 ? (
        <Text>{t('certificates.none')}</Text>
      ) : (
        <SmallTable
          label={t('certificates.title')}
          rows={certificates}
          // Two may have the same names and the same end.
          keyOf={(_, index) => index}
          columns={[
            {
              name: t('certificates.names'),
              cell: ({ subject, names }) => (names.length === 0 ? subject : names.join(', ')),
            },
            {
              name: t('certificates.key'),
              cell: ({ keyKind, selfSigned }) =>
                [keyKind.toUpperCase(), ...(selfSigned ? [t('certificates.selfSigned')] : [])].join(', '),
            },
            { name: t('certificates.ends'), cell: ({ notAfter }) => <End at={notAfter} /> },
          ]}
        />
      )}
    </Section>
  );
}

function End({ at }: { readonly at: number }) {
  const { t } = useTranslation('server');
  const left = at - Date.now();
  if (left <= 0) return <StateWord mood="bad">{t('certificates.ended', { date: dateText(at) })}</StateWord>;
  return <StateWord mood={left < SOON_MS ? 'warning' : 'good'}>{dateText(at)}</StateWord>;
}
