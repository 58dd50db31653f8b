/** Devices and connectors that name a profile: as links, and before it is deleted. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
} from '@fluentui/react-components';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { AnswerTo, Profile } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { Section } from '../../parts/section.tsx';

type Uses = AnswerTo<'GET /device-profiles/:name/uses'>;

const pages = { device: '/devices', 'inbound-connector': '/connectors' } as const;

const useStyles = makeStyles({ list: { margin: 0 } });

/** Of a built-in profile those of the chosen organization; of an own one those of its own. */
export function useUses(profile: Profile | undefined): UseQueryResult<Uses> {
  const organization = useOrganization();
  const isOwn = profile !== undefined && 'id' in profile;
  const name = isOwn ? profile.id : (profile?.name ?? '');
  const query = isOwn ? {} : { organization };
  return useQuery({
    queryKey: ['directory', 'device-profiles', 'uses', name, organization],
    queryFn: ({ signal }) => call('GET /device-profiles/:name/uses', { params: { name }, query, signal }),
    staleTime: 0,
    enabled: profile !== undefined,
  });
}

export function UsedBy({ of: uses }: { readonly of: UseQueryResult<Uses> }) {
  const { t } = useTranslation('profiles');
  const styles = useStyles();
  return (
    <Section title={t('usedBy')}>
      <Asked query={uses}>
        {({ total, items }) =>
          total === 0 ? (
            <Text>{t('usedByNone')}</Text>
          ) : (
            <ul className={styles.list}>
              {items.map(({ kind, id, name }) => (
                <li key={id}>
                  {t(`kinds.${kind}`)}:{' '}
                  <InnerLink to={`${pages[kind]}?${new URLSearchParams({ open: id })}`}>{name}</InnerLink>
                </li>
              ))}
              {total > items.length && <li>{t('usedByMore', { count: total - items.length })}</li>}
            </ul>
          )
        }
      </Asked>
    </Section>
  );
}

interface StillUsedProps {
  readonly name: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function StillUsed({ name, close, children }: StillUsedProps) {
  const { t } = useTranslation(['profiles', 'parts']);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => open || close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('needed', { name })}</DialogTitle>
          <DialogContent>
            <Text block>{t('neededText')}</Text>
            {children}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              {t('parts:close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
