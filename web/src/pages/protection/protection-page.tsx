/** Protection: how mail is judged, what that would have come to, and how what it needs stands. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { Asked } from '../../parts/asked.tsx';
import { Heading } from '../../parts/heading.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { Loading } from '../../parts/states.tsx';
import { Checks } from './checks.tsx';
import { Engines } from './engines.tsx';
import { Kept } from './kept.tsx';
import { Lists } from './lists.tsx';
import { Presets } from './presets.tsx';
import { Would } from './would.tsx';

const REFRESH_MS = 30_000;

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL, maxWidth: '1080px' },
});

export function Page() {
  const { t } = useTranslation('protection');
  const styles = useStyles();
  const organization = useOrganization();
  const protection = useQuery({
    queryKey: ['directory', 'protection', organization],
    queryFn: ({ signal }) => call('GET /protection', { query: { organization }, signal }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <>
      <Heading actions={<InnerLink to="/protection/reports">{t('reports')}</InnerLink>}>{t('title')}</Heading>
      <div className={styles.page}>
        <Text>{t('text')}</Text>
        <Asked query={protection} loading={<Loading lines={8} />}>
          {(shown) => (
            <>
              <Presets organizations={shown.organizations} />
              <Would shown={shown} organization={organization} />
              <Checks shown={shown} />
              <Engines engines={shown.screening.engines} />
              <Lists lists={shown.screening.lists} />
              <Kept shown={shown} />
            </>
          )}
        </Asked>
      </div>
    </>
  );
}
