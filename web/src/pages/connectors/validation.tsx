/** Looks at the connector for real, and sends a test message that is followed to its end. */
import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lines } from '../../api/call.ts';
import type { InboundConnector, Step } from '../../api/contracts.ts';
import { Section } from '../../parts/section.tsx';
import { Failed } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', alignItems: 'flex-end', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  to: { flexGrow: 1 },
});

export function Validation({ connector }: { readonly connector: InboundConnector }) {
  const { t } = useTranslation('connectors');
  const styles = useStyles();
  const [to, setTo] = useState('');
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setSteps([]);
    const { id, organizationId } = connector;
    const body = { what: 'connector', name: id, organization: organizationId, sendTo: to.trim() || undefined } as const;
    try {
      for await (const line of lines('POST /checks', { body })) {
        if ('outcome' in line) setSteps((before) => [...before, line]);
        else if ('problem' in line) throw new Error(line.problem.detail);
      }
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t('validate.title')}>
      <Text>{t('validate.text')}</Text>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field label={t('validate.to')} className={styles.to}>
          <Input type="email" value={to} onChange={(_, { value }) => setTo(value)} />
        </Field>
        <Button type="submit" disabledFocusable={busy}>
          {t(busy ? 'validate.running' : 'validate.run')}
        </Button>
      </form>
      <div aria-live="polite">{steps.length > 0 && <StepList steps={steps} />}</div>
      {error !== null && <Failed error={error} />}
    </Section>
  );
}
