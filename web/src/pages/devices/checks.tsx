/** A device looked at for real, step by step, as if it came now. */
import { Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lines } from '../../api/call.ts';
import type { Step } from '../../api/contracts.ts';
import { Section } from '../../parts/section.tsx';
import { Failed } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';

export function Checks({ device }: { readonly device: string }) {
  const { t } = useTranslation('devices');
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [busy, setBusy] = useState(true);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      setSteps([]);
      try {
        for await (const line of lines('POST /checks', { body: { what: 'device', name: device }, signal: stop.signal }))
          if ('what' in line) setSteps((before) => [...before, line]);
      } catch (failure) {
        if (!stop.signal.aborted) setError(failure as Error);
      } finally {
        if (!stop.signal.aborted) setBusy(false);
      }
    };
    void run();
    return () => stop.abort();
  }, [device]);
  return (
    <Section title={t('check')}>
      <StepList steps={steps} />
      {busy && <Spinner size="tiny" label={t('checking')} labelPosition="after" />}
      {error !== null && <Failed error={error} />}
    </Section>
  );
}
