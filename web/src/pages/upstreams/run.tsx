/** A test that really sends, and a check that does not: each step as it is done. */
import { Button, Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, lines, Unreachable } from '../../api/call.ts';
import type { Step } from '../../api/contracts.ts';
import { Section } from '../../parts/section.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { StepList } from '../../parts/step-list.tsx';
import { useAgain } from './ask.ts';

interface Run {
  readonly steps: readonly Step[];
  readonly busy: boolean;
  readonly error: Error | null;
  /** The answer ended before the run did. */
  readonly brokeOff: boolean;
  /** Of a test that came to its end. */
  readonly ended: Ended | null;
}

interface Ended {
  readonly ok: boolean;
  readonly tried: number;
}

type Line = LineOfTest | LineOfCheck;
type LineOfTest = Awaited<
  ReturnType<ReturnType<typeof lines<'POST /outbound-connectors/:name/test/steps'>>['next']>
>['value'];
type LineOfCheck = Awaited<ReturnType<ReturnType<typeof lines<'POST /checks'>>['next']>>['value'];

const IDLE: Run = { steps: [], busy: false, error: null, brokeOff: false, ended: null };

/** One run at a time; it is left when the page is. */
function useRun() {
  const [run, setRun] = useState<Run>(IDLE);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = async (ask: (signal: AbortSignal) => AsyncIterable<NonNullable<Line>>): Promise<void> => {
    stop.current?.abort();
    const mine = new AbortController();
    stop.current = mine;
    setRun({ ...IDLE, busy: true });
    const { signal } = mine;
    const steps: Step[] = [];
    const change = (part: Partial<Run>): void => {
      if (!signal.aborted) setRun((before) => ({ ...before, ...part }));
    };
    try {
      let isDone = false;
      for await (const line of ask(signal)) {
        if ('outcome' in line) {
          steps.push(line);
          change({ steps: [...steps] });
        } else if ('problem' in line) throw new ApiProblem(line.problem, line.problem.status, null);
        else isDone = true;
        if ('tried' in line) change({ ended: { ok: line.ok, tried: line.tried } });
      }
      if (!isDone) change({ brokeOff: true });
    } catch (failure) {
      const isSaid = failure instanceof ApiProblem || failure instanceof Unreachable;
      change(isSaid ? { error: failure } : { brokeOff: true });
    } finally {
      change({ busy: false });
    }
  };
  return { ...run, begin };
}

const useStyles = makeStyles({
  form: { display: 'flex', alignItems: 'flex-end', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  to: { flexGrow: 1 },
  steps: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalM },
});

function Steps({ run, busy, broken }: { readonly run: Run; readonly busy: string; readonly broken: string }) {
  const styles = useStyles();
  return (
    <>
      <div aria-live="polite" className={styles.steps}>
        {run.steps.length > 0 && <StepList steps={run.steps} />}
        {run.busy && <Spinner size="tiny" label={busy} labelPosition="after" />}
      </div>
      {run.error !== null && <Failed error={run.error} />}
      {run.brokeOff && (
        <div role="alert">
          <StateBlock mood="bad">
            <Text>{broken}</Text>
          </StateBlock>
        </div>
      )}
    </>
  );
}

interface TestProps {
  readonly upstream: string;
  /** Of a page, or in a flyout; null: its place says what it is. */
  readonly as?: 'h2' | 'h3' | null;
}

export function Test({ upstream, as = 'h3' }: TestProps) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const again = useAgain();
  const [to, setTo] = useState('');
  const { begin, ...run } = useRun();
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (run.busy || to.trim() === '') return;
    const said = { params: { name: upstream }, query: {}, body: { to: to.trim() } };
    await begin((signal) => lines('POST /outbound-connectors/:name/test/steps', { ...said, signal }));
    await again();
  };
  const form = (
    <>
      <Text>{t('testing.text')}</Text>
      <form className={styles.form} onSubmit={(event) => void send(event as unknown as SubmitEvent)}>
        <Field label={t('testing.to')} className={styles.to}>
          <Input type="email" value={to} onChange={(_, { value }) => setTo(value)} />
        </Field>
        <Button type="submit" disabledFocusable={run.busy || to.trim() === ''}>
          {t('testing.run')}
        </Button>
      </form>
      <Steps run={run} busy={t('testing.running')} broken={t('testing.broken')} />
      <div role="status">{run.ended !== null && <Verdict {...run.ended} />}</div>
    </>
  );
  if (as === null) return form;
  return (
    <Section as={as} title={t('testing.title')}>
      {form}
    </Section>
  );
}

function Verdict({ ok, tried }: Ended) {
  const { t } = useTranslation('upstreams');
  return (
    <StateBlock mood={ok ? 'good' : 'bad'}>
      <Text weight="semibold">{t(ok ? 'testing.works' : 'testing.fails')}</Text>
      {tried > 0 && <Text> {t('testing.tried', { count: tried })}</Text>}
    </StateBlock>
  );
}

interface CheckProps {
  readonly upstream: string;
  readonly organization: string;
}

export function Check({ upstream, organization }: CheckProps) {
  const { t } = useTranslation('upstreams');
  const { begin, ...run } = useRun();
  const body = { what: 'upstream', name: upstream, organization } as const;
  return (
    <Section title={t('checking.title')}>
      <Text>{t('checking.text')}</Text>
      <div>
        <Button
          disabledFocusable={run.busy}
          onClick={() => void begin((signal) => lines('POST /checks', { body, signal }))}
        >
          {t('checking.run')}
        </Button>
      </div>
      <Steps run={run} busy={t('checking.running')} broken={t('checking.broken')} />
    </Section>
  );
}
