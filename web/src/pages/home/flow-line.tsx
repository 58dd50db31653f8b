/** The one answer of the page: whether mail flows. */
import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Status } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { useStatus } from '../../parts/status.ts';
import { fromNow } from '../../parts/time.tsx';
import { REFRESH_MS } from './refresh.ts';

const useStyles = makeStyles({ bar: { minHeight: '44px' } });

const intents = { flows: 'success', partly: 'warning', stopped: 'error' } as const;

export function FlowLine() {
  const { t } = useTranslation('home');
  const styles = useStyles();
  const { chosen } = useOrganizationChoice();
  const status = useStatus(REFRESH_MS);
  return (
    <Asked query={status} loading={null}>
      {({ flow }) => (
        <MessageBar intent={intents[flow.state]} layout="multiline" className={styles.bar}>
          <MessageBarBody>
            <MessageBarTitle>{t(`flow.${flow.state}`)}</MessageBarTitle> {flow.troubles[0]?.cause ?? ''}{' '}
            {chosen === null && <Last flow={flow} />}
          </MessageBarBody>
        </MessageBar>
      )}
    </Asked>
  );
}

function Last({ flow: { at, lastIn, lastOut } }: { readonly flow: Status['flow'] }) {
  const { t } = useTranslation('home');
  if (lastIn === null && lastOut === null) return t('flow.never');
  const ends = [
    lastIn && t('flow.lastIn', { when: fromNow(lastIn.at, at) }),
    lastOut && t('flow.lastOut', { when: fromNow(lastOut.at, at) }),
  ];
  // Short words for a time end with a stop of their own in some languages.
  return ends.flatMap((end) => (end === null ? [] : [end.replace(/\.?$/u, '.')])).join(' ');
}
