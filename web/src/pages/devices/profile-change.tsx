/** Another profile for a device, tried on its last refusals before it is given. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Device, ProfilePreview } from '../../api/contracts.ts';
import { Asked } from '../../parts/asked.tsx';
import { type Bullet, Bullets } from '../../parts/bullets.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { habitText } from '../../parts/habits.ts';
import { useProfiles } from '../../parts/profiles.ts';
import { capital } from '../../parts/sentence.ts';
import { dayAndTime } from '../../parts/time.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
});

const OF_CONNECTOR = '';
const moods = { 'let-in': 'good', refused: 'bad', other: 'neutral' } as const;

export function ProfileChange({ device, close }: { readonly device: Device; readonly close: () => void }) {
  const { t } = useTranslation('devices');
  const styles = useStyles();
  const queries = useQueryClient();
  const { data: profiles = [] } = useProfiles();
  const [seen] = useState(device);
  const [chosen, setChosen] = useState(device.profile ?? OF_CONNECTOR);
  const profile = chosen === OF_CONNECTOR ? null : chosen;
  const params = { name: device.id };
  const preview = useQuery({
    queryKey: ['trace', 'profile-preview', device.id, profile],
    queryFn: ({ signal }) => call('POST /devices/:name/profile-preview', { params, body: { profile }, signal }),
    placeholderData: keepPreviousData,
  });
  const save = async (): Promise<void> => {
    await call('PATCH /devices/:name', { params, body: { profile }, seen });
    await queries.invalidateQueries({ queryKey: ['directory'] });
  };
  const options = [
    { value: OF_CONNECTOR, name: t('ofConnector') },
    ...profiles.map(({ name }) => ({ value: name, name })),
  ];
  return (
    <Confirm open title={t('preview.title', { name: device.name })} deed={t('preview.save')} run={save} close={close}>
      <div className={styles.form}>
        <Choice label={t('preview.choose')} value={chosen} options={options} change={setChosen} />
        <Asked query={preview}>{(tried) => <Preview preview={tried} />}</Asked>
      </div>
    </Confirm>
  );
}

function Preview({ preview: { letIn, refusals } }: { readonly preview: ProfilePreview }) {
  const { t } = useTranslation('devices');
  if (refusals.length === 0) return <Text as="p">{t('preview.none')}</Text>;
  return (
    <>
      <Text as="p" weight="semibold">
        {t('preview.letIn', { letIn, count: refusals.length })}
      </Text>
      <Bullets
        of={refusals.map(
          ({ sessionId, at, outcome, cause, still }): Bullet => ({
            key: sessionId,
            mood: moods[outcome],
            text: `${dayAndTime(at)}, ${t(`preview.${outcome}`)}: ${capital(cause)}. ${still
              .map((habit) => t('preview.still', { habit: habitText(habit) }))
              .join(' ')}`,
          }),
        )}
      />
    </>
  );
}
