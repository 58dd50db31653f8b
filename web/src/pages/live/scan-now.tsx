/** Nothing has come yet: what to do at the device, and the values to type in there. */
import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Empty } from '../../parts/states.tsx';
import { useStatus } from '../../parts/status.ts';
import type words from '../../words/en/live.ts';
import type { Query } from '../../parts/url.ts';

const useStyles = makeStyles({
  ports: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
});

export function ScanNow({ query, showAll }: { readonly query: Query; readonly showAll: () => void }) {
  const { t } = useTranslation('live');
  const status = useStatus();
  const { ip, device, refused } = query;
  return (
    <Empty title={t('empty.title')}>
      {ip !== undefined && <Text>{t('empty.ofAddress', { address: ip })}</Text>}
      {device !== undefined && <Text>{t('empty.ofDevice', { device })}</Text>}
      {refused !== undefined && <Text>{t('empty.noRefusals')}</Text>}
      {(ip ?? device ?? refused) !== undefined && (
        <Link as="button" onClick={showAll}>
          {t('empty.all')}
        </Link>
      )}
      <Text>{t('empty.text')}</Text>
      <Asked query={status}>{(values) => <Values status={values} />}</Asked>
    </Empty>
  );
}

function Values({ status: { hostName, submissionHost = hostName, listeners } }: { readonly status: Status }) {
  const { t } = useTranslation('live');
  const styles = useStyles();
  const portOf = (role: keyof typeof words.empty.ports): string | null => {
    const port = listeners.find((one) => one.role === role)?.port;
    return port === undefined ? null : t(`empty.ports.${role}`, { port });
  };
  const signingIn = [portOf('submission'), portOf('submissions')].filter((port) => port !== null);
  return (
    <Facts
      of={[
        [t('empty.server'), <Copyable key="server" text={hostName} />],
        [
          t('empty.submissionHost'),
          submissionHost === hostName ? null : <Copyable key="submission" text={submissionHost} />,
        ],
        [t('empty.relay'), portOf('relay')],
        [
          t('empty.signingIn'),
          signingIn.length > 0 && (
            <div key="ports" className={styles.ports}>
              {signingIn.map((port) => (
                <span key={port}>{port}</span>
              ))}
            </div>
          ),
        ],
      ]}
    />
  );
}
