/** A person signs in by a code (RFC 8628): the code in large letters, the provider’s page, and the time that is left. Then a test, and its mail goes. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Checkmark20Regular, Copy20Regular, Open20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, Unreachable } from '../../api/call.ts';
import type { Upstream, UpstreamSignIn } from '../../api/contracts.ts';
import { useCopy } from '../../parts/copyable.tsx';
import { capital } from '../../parts/sentence.ts';
import { StateBlock } from '../../parts/state-word.tsx';
import { Failed } from '../../parts/states.tsx';
import { useAgain } from './ask.ts';
import { Test } from './run.tsx';

const ASK_EVERY_MS = 3_000;
const SECOND_MS = 1_000;
/** Another try may do. */
const PASSING = new Set([429, 503]);
const isPassing = (failure: unknown): boolean =>
  failure instanceof Unreachable || (failure instanceof ApiProblem && PASSING.has(failure.status));
const longerOf = (failure: unknown): number =>
  failure instanceof ApiProblem ? Math.max(ASK_EVERY_MS, (failure.retryAfter ?? 0) * SECOND_MS) : ASK_EVERY_MS;

interface Props {
  readonly upstream: Pick<Upstream, 'id' | 'name' | 'username' | 'service'>;
  readonly close: () => void;
}

interface Going {
  readonly state: UpstreamSignIn | null;
  readonly error: Error | null;
}

/** Begins one, and looks how it goes until it is done. */
function useSignIn(name: string) {
  const again = useAgain();
  const [attempt, setAttempt] = useState(0);
  const [going, setGoing] = useState<Going>({ state: null, error: null });
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const said = { params: { name }, query: {}, signal };
    const go = async (): Promise<void> => {
      setGoing({ state: null, error: null });
      try {
        let wait = ASK_EVERY_MS;
        let state = await call('POST /outbound-connectors/:name/sign-in', said);
        while (!signal.aborted && state.state === 'waiting') {
          setGoing({ state, error: null });
          await new Promise((resolve) => setTimeout(resolve, wait));
          if (signal.aborted) return;
          try {
            state = await call('GET /outbound-connectors/:name/sign-in', said);
            wait = ASK_EVERY_MS;
          } catch (failure) {
            // The person may be typing the code at this moment: it stays good.
            if (!isPassing(failure) || Date.now() >= (state.expiresAt ?? 0)) throw failure;
            wait = longerOf(failure);
          }
        }
        if (!signal.aborted) setGoing({ state, error: null });
        if (state.state === 'done') await again();
      } catch (failure) {
        if (!signal.aborted) setGoing({ state: null, error: failure as Error });
      }
    };
    void go();
    return () => stop.abort();
    // `again` is another function each time, and the same deed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, attempt]);
  return { ...going, restart: () => setAttempt((before) => before + 1) };
}

const useStyles = makeStyles({
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    paddingInline: tokens.strokeWidthThick,
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '0.08em',
    overflowWrap: 'anywhere',
  },
  faint: { color: tokens.colorNeutralForeground2 },
  busy: { justifyContent: 'flex-start' },
  address: { overflowWrap: 'anywhere' },
});

export function SignIn({ upstream, close }: Props) {
  const { t } = useTranslation(['upstreams', 'parts']);
  const styles = useStyles();
  const { state, error, restart } = useSignIn(upstream.id);
  const isOver = error !== null || state?.state === 'failed';
  const surface = useRef<HTMLDivElement>(null);
  // A button that was pressed may be gone: the keyboard stays in the dialog.
  useEffect(() => {
    if (document.activeElement === document.body) surface.current?.focus();
  }, [state?.state, error]);
  return (
    <Dialog open onOpenChange={(_, { open, type }) => !open && type !== 'backdropClick' && close()}>
      <DialogSurface ref={surface}>
        <DialogBody>
          <DialogTitle>{t('signIn.title', { name: upstream.name })}</DialogTitle>
          <DialogContent className={styles.content}>
            {state === null && error === null && (
              <Spinner size="tiny" label={t('signIn.asking')} labelPosition="after" />
            )}
            {state?.state === 'waiting' && <Code state={state} upstream={upstream} />}
            {state?.state === 'done' && <Done tried={state.tried ?? null} upstream={upstream.id} />}
            {state?.state === 'failed' && (
              <div role="alert">
                <StateBlock mood="bad">
                  <Text weight="semibold">{t('signIn.failed')}</Text>
                  <Text as="p" block>
                    {capital(state.text ?? '')}
                  </Text>
                </StateBlock>
              </div>
            )}
            {error !== null && <Failed error={error} />}
          </DialogContent>
          <DialogActions>
            {isOver && (
              <Button appearance="primary" onClick={restart}>
                {t('signIn.again')}
              </Button>
            )}
            <Button onClick={close}>{t(state?.state === 'done' ? 'parts:close' : 'parts:cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** Only what a browser opens as a page: the provider says it, and may say anything. */
const isPage = (address: string): boolean => /^https?:\/\//iu.test(address) && URL.canParse(address);

function Code({ state, upstream }: { readonly state: UpstreamSignIn } & Pick<Props, 'upstream'>) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const { userCode = '', verificationUri = '', expiresAt } = state;
  const { copied, copy } = useCopy(userCode);
  const isMicrosoft = upstream.service === 'microsoft365' || upstream.service === 'hve';
  return (
    <>
      <Text>{t('signIn.page')}</Text>
      <div className={styles.row}>
        {isPage(verificationUri) && (
          <Button
            as="a"
            appearance="primary"
            icon={<Open20Regular />}
            href={verificationUri}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t(isMicrosoft ? 'signIn.openMicrosoft' : 'signIn.open')}
          </Button>
        )}
        <Text className={styles.address}>{verificationUri}</Text>
      </div>
      <Text>{t('signIn.code', { username: upstream.username ?? '' })}</Text>
      <div className={styles.row}>
        <span className={styles.code}>{userCode}</span>
        <Button icon={copied ? <Checkmark20Regular /> : <Copy20Regular />} onClick={copy}>
          {t('signIn.copy')}
        </Button>
      </div>
      {expiresAt !== undefined && <Left until={expiresAt} />}
      <div role="status">
        <Spinner className={styles.busy} size="tiny" label={t('signIn.waiting')} labelPosition="after" />
      </div>
    </>
  );
}

/** `14:03`; not read out each second. */
function Left({ until }: { readonly until: number }) {
  const { t } = useTranslation('upstreams');
  const styles = useStyles();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND_MS));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return <Text className={styles.faint}>{t('signIn.left', { time })}</Text>;
}

function Done({ tried, upstream }: { readonly tried: number | null; readonly upstream: string }) {
  const { t } = useTranslation('upstreams');
  return (
    <>
      <div role="status">
        <StateBlock mood="good">
          <Text weight="semibold">{t('signIn.done')}</Text>
          {tried !== null && (
            <Text as="p" block>
              {t('signIn.tried', { count: tried })}
            </Text>
          )}
        </StateBlock>
      </div>
      <Test upstream={upstream} as={null} />
    </>
  );
}
