/** A domain is removed: what would be lost is said before, and what still needs it keeps it. */
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
  tokens,
} from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Domain } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DOMAINS } from './shown.tsx';

interface Props {
  readonly domain: Domain;
  readonly close: () => void;
  readonly removed: () => void;
}

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  list: { margin: 0 },
});

async function usesOf({ id, name }: Domain, signal: AbortSignal) {
  const [uses, { total: waiting }] = await Promise.all([
    call('GET /domains/:name/uses', { params: { name: id }, signal }),
    call('GET /queue', { query: { organization: '*', recipient: `@${name}`, limit: 1 }, signal }),
  ]);
  return { ...uses, waiting };
}

export function Remove({ domain, close, removed }: Props) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const queries = useQueryClient();
  const { id, name, verified } = domain;
  const found = useQuery({
    queryKey: [...DOMAINS, 'uses', id],
    queryFn: ({ signal }) => usesOf(domain, signal),
    staleTime: 0,
  });
  if (found.data === undefined && found.error === null) return null;
  if (found.data === undefined || found.data.total > 0)
    return (
      <Told title={t('remove.needed', { name })} close={close}>
        <Asked query={found}>{(uses) => <Needing uses={uses} />}</Asked>
      </Told>
    );
  const { waiting } = found.data;
  return (
    <Confirm
      open
      title={t('remove.title', { name })}
      deed={t('remove.deed')}
      close={close}
      run={async () => {
        await call('DELETE /domains/:name', { params: { name: id }, seen: domain });
        removed();
        await queries.invalidateQueries({ queryKey: DOMAINS });
      }}
    >
      <div className={styles.lines}>
        <Text>{t('remove.lost', { name })}</Text>
        {verified !== null && <Text>{t('remove.proof')}</Text>}
        {waiting > 0 && <Text>{t('remove.waiting', { count: waiting })}</Text>}
      </div>
    </Confirm>
  );
}

function Needing({ uses: { total, items } }: { readonly uses: Awaited<ReturnType<typeof usesOf>> }) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  return (
    <div className={styles.lines}>
      <Text>{t('remove.neededText', { count: total })}</Text>
      <ul className={styles.list}>
        {items.map(({ kind, id, name }) => (
          <li key={id}>{`${t(`remove.kinds.${kind}`)}: ${name}`}</li>
        ))}
      </ul>
      {total > items.length && <Text>{t('remove.more', { count: total - items.length })}</Text>}
    </div>
  );
}

function Told({
  title,
  close,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('parts');
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => open || close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>{children}</DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={close}>
              {t('close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
