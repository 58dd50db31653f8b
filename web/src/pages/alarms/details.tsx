/** One alarm: what is wrong, what to do about it, and that somebody knows. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Alarm } from '../../api/contracts.ts';
import { actorName } from '../../parts/actor.ts';
import { Facts } from '../../parts/facts.tsx';
import { severityMoods } from '../../parts/moods.ts';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';

const useStyles = makeStyles({
  act: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
});

/** @param changed somebody knows of it now */
export function Details({ alarm, changed }: { readonly alarm: Alarm; readonly changed: () => void }) {
  const { t } = useTranslation('alarms');
  const styles = useStyles();
  const { key, severity, cause, organization, since, toldAt, acknowledged } = alarm;
  const acknowledge = useMutation({
    mutationFn: () => call('POST /alarms/:key/acknowledge', { params: { key } }),
    onSuccess: changed,
  });
  return (
    <>
      <Section title={t('cause')}>
        <Text>{cause}</Text>
      </Section>
      <Section title={t('cure')}>
        <Remedy told={alarm} />
      </Section>
      <div className={styles.act}>
        {/* It stays where it is: the keyboard is at it. */}
        <Button onClick={() => acknowledge.mutate()} disabledFocusable={acknowledged !== null || acknowledge.isPending}>
          {acknowledged === null ? t('acknowledge') : t('acknowledged')}
        </Button>
        <Text size={200}>{t('acknowledgeHelp')}</Text>
      </div>
      {acknowledge.error !== null && <Failed error={acknowledge.error} />}
      <Facts
        of={[
          [t('columns.severity'), <StateWord mood={severityMoods[severity]}>{t(`severity.${severity}`)}</StateWord>],
          [t('columns.since'), <Time at={since} />],
          [t('columns.told'), toldAt === null ? t('notTold') : <Time at={toldAt} />],
          [t('columns.known'), <Known by={acknowledged} />],
          [t('organization'), organization],
        ]}
      />
    </>
  );
}

function Known({ by }: { readonly by: Alarm['acknowledged'] }) {
  const { t } = useTranslation('alarms');
  if (by === null) return t('nobody');
  return (
    <>
      {actorName(by.actor)}, <Time at={by.at} />
    </>
  );
}
