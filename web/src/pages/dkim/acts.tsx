/** What can be done with a key; what cannot be undone asks before. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { CheckedDkimKey, DkimKey } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useDeed } from '../../parts/deed.ts';
import { useUrl } from '../../parts/url.ts';
import { KEYS } from './shown.tsx';

export interface Check {
  readonly busy: boolean;
  readonly error: Error | null;
  readonly run: () => void;
  /** What the last one found; null: there was none. */
  readonly found: CheckedDkimKey | null;
}

export function useCheck({ id }: DkimKey): Check {
  const queries = useQueryClient();
  const { busy, error, run } = useDeed();
  const [found, setFound] = useState<CheckedDkimKey | null>(null);
  const check = async (): Promise<void> => {
    setFound(await call('POST /dkim-keys/:name/check', { params: { name: id } }));
    await queries.invalidateQueries({ queryKey: KEYS });
  };
  return { busy, error, run: () => void run(check), found };
}

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
});

interface Props {
  readonly item: DkimKey;
  readonly check: Check;
  readonly close: () => void;
}

type Deed = 'use' | 'retire' | 'remove';

export function Acts({ item, check, close }: Props) {
  const { t } = useTranslation('dkim');
  const styles = useStyles();
  const { change } = useUrl();
  const [doing, setDoing] = useState<Deed | null>(null);
  if (!useMay('organization-administrator')) return null;
  const { state, domain } = item;
  return (
    <>
      <div className={styles.acts}>
        <Button appearance="primary" disabledFocusable={check.busy} onClick={check.run}>
          {t('details.check')}
        </Button>
        {state === 'active' && (
          <Button onClick={() => change({ add: domain, open: undefined })}>{t('details.next')}</Button>
        )}
        {state !== 'active' && <Button onClick={() => setDoing('use')}>{t('details.use')}</Button>}
        {state === 'active' && <Button onClick={() => setDoing('retire')}>{t('details.retire')}</Button>}
        <Button onClick={() => setDoing('remove')}>{t('details.remove')}</Button>
      </div>
      {doing !== null && <Question item={item} deed={doing} close={() => setDoing(null)} gone={close} />}
    </>
  );
}

interface QuestionProps {
  readonly item: DkimKey;
  readonly deed: Deed;
  readonly close: () => void;
  readonly gone: () => void;
}

function Question({ item: { id, name, domain, state, published }, deed, close, gone }: QuestionProps) {
  const { t } = useTranslation('dkim');
  const styles = useStyles();
  const queries = useQueryClient();
  const params = { name: id };
  const lines = {
    use: [t('use.text'), ...(published?.state === 'published' ? [] : [t('use.unpublished')])],
    retire: [t('retire.text', { domain })],
    remove: [t('remove.lost'), ...(state === 'active' ? [t('remove.active', { domain })] : []), t('remove.record')],
  };
  return (
    <Confirm
      open
      title={t(`${deed}.title`, { name })}
      deed={t(`${deed}.deed`)}
      close={close}
      run={async () => {
        if (deed === 'remove') {
          await call('DELETE /dkim-keys/:name', { params });
          gone();
        } else await call('PATCH /dkim-keys/:name', { params, body: { state: deed === 'use' ? 'active' : 'retired' } });
        await queries.invalidateQueries({ queryKey: KEYS });
      }}
    >
      <div className={styles.lines}>
        {lines[deed].map((line) => (
          <Text key={line}>{line}</Text>
        ))}
      </div>
    </Confirm>
  );
}
