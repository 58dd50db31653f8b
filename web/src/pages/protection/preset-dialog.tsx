/** Another preset, with what it would have done to the mail of the last days. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Observed, Protection } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Choice } from '../../parts/choice.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { senderKinds } from './senders.ts';

const PRESETS = ['observe', 'standard', 'strict'] as const;
type Preset = (typeof PRESETS)[number];

const useStyles = makeStyles({
  numbers: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

interface Props {
  readonly one: Protection['organizations'][number];
  readonly turnsOn: boolean;
  readonly close: () => void;
}

export function PresetDialog({ one: { id, name, preset, observes }, turnsOn, close }: Props) {
  const { t } = useTranslation('protection');
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Preset>(turnsOn && preset === 'observe' ? 'standard' : preset);
  const organization = useQuery({
    queryKey: ['directory', 'organizations', id],
    queryFn: ({ signal }) => call('GET /organizations/:name', { params: { name: id }, signal }),
  });
  const own = useQuery({
    queryKey: ['directory', 'protection', id, 'numbers'],
    queryFn: async ({ signal }) => {
      const query = { organization: id };
      const [shown, observed] = await Promise.all([
        call('GET /protection', { query, signal }),
        call('GET /protection/observed', { query, signal }),
      ]);
      return { shown, observed };
    },
  });
  const seen = organization.data?.item;
  const run = async (): Promise<void> => {
    if (seen === undefined) return;
    const body = { protection: chosen, ...(turnsOn && observes.length > 0 && { protectionObserves: [] }) };
    await call('PATCH /organizations/:name', { params: { name: id }, body, seen });
    close();
    await queries.invalidateQueries({ queryKey: ['directory'] });
  };
  return (
    <FormDialog
      title={turnsOn ? t('dialog.turnOn', { name }) : t('dialog.title', { name })}
      deed={turnsOn ? t('dialog.deedOn') : t('dialog.deed')}
      ready={seen !== undefined && (turnsOn || chosen !== preset)}
      run={run}
      close={close}
    >
      <Choice
        label={t('dialog.preset')}
        value={chosen}
        options={PRESETS.filter((value) => !turnsOn || value !== 'observe').map((value) => ({
          value,
          name: t(`presets.${value}`),
        }))}
        change={(value) => setChosen(PRESETS.find((one) => one === value) ?? chosen)}
      />
      <Text>{t(`presets.means.${chosen}`)}</Text>
      {chosen !== 'observe' && (
        <>
          {turnsOn && observes.length > 0 && <Text>{t('dialog.all')}</Text>}
          <Asked query={own}>{(answer) => <Numbers {...answer} />}</Asked>
          <Text>{t('dialog.fromNow')}</Text>
        </>
      )}
    </FormDialog>
  );
}

/** What the checks that are only observed would have done, and to whom. */
function Numbers({ shown, observed }: { readonly shown: Protection; readonly observed: Observed }) {
  const { t } = useTranslation('protection');
  const { t: checks } = useTranslation('checks');
  const styles = useStyles();
  const rows = shown.checks.flatMap(({ check, would }) =>
    would.flatMap(({ act, last7d }) => (last7d === 0 || act === 'also' ? [] : [{ check, act, count: last7d }])),
  );
  const known = observed.checks.reduce(
    (sum, { senders }) => sum + senderKinds.reduce((own, kind) => own + (kind === 'stranger' ? 0 : senders[kind]), 0),
    0,
  );
  if (rows.length === 0) return <StateBlock mood="good">{t('dialog.nothing')}</StateBlock>;
  return (
    <>
      <Text>{t('dialog.numbers')}</Text>
      <ul className={styles.numbers}>
        {rows.map(({ check, act, count }) => (
          <li key={`${check} ${act}`}>
            {t('dialog.would', {
              count,
              amount: countText(count),
              check: checks(`names.${check}`),
              act: t(`dialog.acts.${act}`),
            })}
          </li>
        ))}
      </ul>
      {known > 0 && (
        <StateBlock mood="warning">{t('dialog.known', { count: known, amount: countText(known) })}</StateBlock>
      )}
    </>
  );
}
