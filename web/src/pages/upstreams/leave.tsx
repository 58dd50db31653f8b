/** An upstream removed, or turned off: what its mail does then is asked before, and shown. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Upstream } from '../../api/contracts.ts';
import { Bullets } from '../../parts/bullets.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Loading } from '../../parts/states.tsx';
import { useAgain } from './ask.ts';
import { asksWithout, sayWithout, type Without, WithoutUpstream } from './without.tsx';

interface Props {
  readonly upstream: Upstream;
  readonly how: 'remove' | 'off';
  readonly close: () => void;
  readonly done: () => void;
}

const useStyles = makeStyles({
  text: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

export function Leave({ upstream, how, close, done }: Props) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const again = useAgain();
  const [without, setWithout] = useState<Without | null>(null);
  const [seen] = useState(upstream);
  const { id, name, waiting, held } = upstream;
  // A deletion has no rehearsal: switched off it leaves mail as it would removed.
  const tried = useQuery({
    queryKey: ['upstreams', 'left', id],
    queryFn: ({ signal }) =>
      call('PATCH /outbound-connectors/:name', {
        params: { name: id },
        query: { dryRun: true },
        body: { enabled: false },
        signal,
      }),
    retry: false,
    gcTime: 0,
    enabled: upstream.enabled,
  });
  const asks = asksWithout(tried.error);
  const stuck = waiting + held;
  const warnings = tried.data?.warnings ?? [];
  return (
    <FormDialog
      title={t(how === 'remove' ? 'remove.title' : 'remove.offTitle', { name })}
      deed={t(how === 'remove' ? 'acts.remove' : 'acts.turnOff')}
      ready={!tried.isLoading && (!asks || without !== null)}
      close={close}
      run={async () => {
        await sayWithout(upstream.organizationId, asks ? without : null);
        if (how === 'remove')
          await call('DELETE /outbound-connectors/:name', { params: { name: id }, query: {}, seen });
        else
          await call('PATCH /outbound-connectors/:name', {
            params: { name: id },
            query: {},
            body: { enabled: false },
            seen,
          });
        done();
        await again();
      }}
    >
      <div className={styles.text}>
        <Text>{t(how === 'remove' ? 'remove.text' : 'remove.offText')}</Text>
        {stuck > 0 && <Text>{t('remove.waits', { count: stuck })}</Text>}
        {tried.isLoading && <Loading lines={2} />}
        {warnings.length > 0 && (
          <Bullets of={warnings.map((text) => ({ key: text, mood: 'warning', text: <Text>{text}</Text> }))} />
        )}
        {tried.data !== undefined && warnings.length === 0 && upstream.way !== 'MX' && (
          <Text>{t('remove.others')}</Text>
        )}
        {asks && <WithoutUpstream value={without} change={setWithout} />}
      </div>
    </FormDialog>
  );
}
