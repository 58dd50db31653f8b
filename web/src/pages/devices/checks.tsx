/** A device looked at for real, step by step, as if it came now. */
import { Spinner } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCheckRun } from '../../parts/check-run.ts';
import { Section } from '../../parts/section.tsx';
import { Failed } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';

export function Checks({ device }: { readonly device: string }) {
  const { t } = useTranslation('devices');
  const { steps, state, error, start } = useCheckRun();
  // Once for each device: what it starts with is another one each time.
  useEffect(() => start({ what: 'device', name: device }), [device]);
  return (
    <Section title={t('check')}>
      <StepList steps={steps} />
      {state === 'running' && <Spinner size="tiny" label={t('checking')} labelPosition="after" />}
      {error !== null && <Failed error={error} />}
    </Section>
  );
}
