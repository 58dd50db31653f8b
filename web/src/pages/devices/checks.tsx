/** A device looked at for real, step by step, as if it came now. */
import { Spinner, Text } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lines } from '../../api/call.ts';
import type { LineOf } from '../../api/contracts.ts';
import { type Bullet, Bullets } from '../../parts/bullets.tsx';
import { sentence } from '../../parts/habits.ts';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { Failed } from '../../parts/states.tsx';

type Line = LineOf<'POST /checks'>;
type Step = Extract<Line, { readonly what: string }>;

const moods = { good: 'good', warning: 'warning', bad: 'bad', unknown: 'neutral' } as const;

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
      <Bullets of={steps.map(bulletOf)} />
      {busy && <Spinner size="tiny" label={t('checking')} labelPosition="after" />}
      {error !== null && <Failed error={error} />}
    </Section>
  );
}

function bulletOf({ what, outcome, text, cure, remedy }: Step, index: number): Bullet {
  return {
    key: `${what} ${index}`,
    mood: moods[outcome],
    text: (
      <>
        <Text>{sentence(text)}</Text>
        {cure !== null && outcome !== 'good' && <Remedy told={{ cure, ...(remedy !== null && { remedy }) }} />}
      </>
    ),
  };
}
