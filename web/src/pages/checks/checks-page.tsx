/** Checks: the troubleshooting list, run for real, each step as it is done. What is checked is the address; `run` in it begins at once. */
import { Button, makeStyles, Spinner, Switch, Text, tokens } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../api/contracts.ts';
import { BesideForm } from '../../parts/beside-form.tsx';
import { type CheckRun, useCheckRun } from '../../parts/check-run.ts';
import { useCopy } from '../../parts/copyable.tsx';
import { Heading } from '../../parts/heading.tsx';
import { ALL, useOrganization } from '../../parts/organization.ts';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { Empty, Failed } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';
import { useUrl } from '../../parts/url.ts';
import { Form } from './form.tsx';
import { bodyOf, countsOf, type Draft, draftOf, groupsOf, needsAttention, queryOf, textOf } from './question.ts';

const useStyles = makeStyles({
  result: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

export function Page() {
  const { t } = useTranslation('checkup');
  const { query, change } = useUrl();
  const chosen = useOrganization();
  const said = useMemo(() => draftOf(query), [query]);
  const [draft, setDraft] = useState(said);
  // By Back, or a link, something else is meant.
  useEffect(() => setDraft(said), [said]);
  const checking = useCheckRun();
  const run = (what: Draft): void => {
    change({ ...queryOf(what), run: undefined }, { replace: true });
    checking.start(bodyOf(what, chosen === ALL ? undefined : chosen));
  };
  const isToRun = query['run'] !== undefined;
  useEffect(() => {
    if (isToRun) run(said);
  }, [isToRun]);
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Text>{t('text')}</Text>
      <BesideForm>
        <Section as="h2" title={t('form')}>
          <Form
            draft={draft}
            set={(part) => setDraft((before) => ({ ...before, ...part }))}
            run={() => run(draft)}
            stop={checking.state === 'running' ? checking.stop : null}
            hasRun={checking.state !== 'idle'}
          />
        </Section>
        {checking.state === 'idle' ? (
          <Empty title={t('empty.title')}>{t('empty.text')}</Empty>
        ) : (
          <Section as="h2" title={t('result')}>
            <Result checking={checking} />
          </Section>
        )}
      </BesideForm>
    </>
  );
}

function Result({ checking: { steps, state, error } }: { readonly checking: CheckRun }) {
  const { t } = useTranslation('checkup');
  const styles = useStyles();
  const [only, setOnly] = useState(false);
  const shown = only ? steps.filter(needsAttention) : steps;
  return (
    <div className={styles.result}>
      <div role="status">
        {state === 'running' ? (
          <Spinner
            size="tiny"
            label={steps.length === 0 ? t('running') : t('progress', { count: steps.length })}
            labelPosition="after"
          />
        ) : (
          <Text weight="semibold">{steps.length === 0 ? t('nothing') : t('counts', countsOf(steps))}</Text>
        )}
      </div>
      {state === 'stopped' && <Text>{t('stopped')}</Text>}
      {error !== null && <Failed error={error} />}
      {steps.length > 0 && (
        <div className={styles.bar}>
          <Switch label={t('only')} checked={only} onChange={(_, { checked }) => setOnly(checked)} />
          <CopyResult steps={steps} />
        </div>
      )}
      {groupsOf(shown).map(({ about, steps: own }) => (
        <Section key={about ?? ''} title={about === null ? t('others') : capital(about)}>
          <StepList steps={own.map((step) => ({ ...step, about: null }))} />
        </Section>
      ))}
      {only && shown.length === 0 && <Text>{t('allGood')}</Text>}
    </div>
  );
}

function CopyResult({ steps }: { readonly steps: readonly Step[] }) {
  const { t } = useTranslation('checkup');
  const { copied, copy } = useCopy(textOf(steps, (outcome) => t(`outcomes.${outcome}`)));
  return (
    <Button size="small" icon={<Copy16Regular />} onClick={copy}>
      {t(copied ? 'copied' : 'copy')}
    </Button>
  );
}
