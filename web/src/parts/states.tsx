/** The states of whatever is asked for: loading, an error with its cure, not allowed, broken, empty. */
import {
  Button,
  Link,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Skeleton,
  SkeletonItem,
  Subtitle2,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, Unreachable } from '../api/call.ts';
import { Cure } from './remedy.tsx';

const useStyles = makeStyles({
  skeleton: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '640px' },
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalS,
    paddingBlock: tokens.spacingVerticalXXL,
    maxWidth: '640px',
  },
  detail: { overflowWrap: 'anywhere', fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
});

/** What is quick shows nothing in between: a flash tells nobody anything. */
const QUICK_MS = 150;

/** The shape of what is to come, after a moment. */
export function Loading({ lines = 3 }: { readonly lines?: number }) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUICK_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <Skeleton aria-label={t('loading')} className={styles.skeleton}>
      {Array.from({ length: lines }, (_, index) => (
        <SkeletonItem key={index} />
      ))}
    </Skeleton>
  );
}

/** An answer that was an error: what happened, what helps, and again. */
export function Failed({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const { t } = useTranslation('parts');
  if (!(error instanceof ApiProblem || error instanceof Unreachable)) return <Broken error={error} />;
  const forbidden = error instanceof ApiProblem && error.code === 'not-permitted';
  return (
    <MessageBar intent={forbidden ? 'info' : 'error'} layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>
          {error instanceof Unreachable
            ? t('error.unreachable')
            : forbidden
              ? t('error.forbidden')
              : error.problem.title}
        </MessageBarTitle>{' '}
        {error instanceof Unreachable ? t('error.unreachableText') : error.problem.detail}{' '}
        {error instanceof ApiProblem && <Cure told={error.problem} />}
      </MessageBarBody>
      {retry !== undefined && !forbidden && (
        <MessageBarActions>
          <Button onClick={retry}>{t('error.retry')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}

/** A fault of ours: nothing but a reload helps. */
export function Broken({ error }: { readonly error: Error }) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('error.unexpected')}</MessageBarTitle> {t('error.unexpectedText')}
        <div className={styles.detail}>{error.message}</div>
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** Nothing is there yet: what would be here, and the one next step. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <Subtitle2 as="h2">{title}</Subtitle2>
      {typeof children === 'string' ? <Text>{children}</Text> : children}
    </div>
  );
}

/** Something is there, but the filters hide it. */
export function NothingMatches({
  removeFilters,
  children,
}: {
  readonly removeFilters?: () => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('parts');
  return (
    <Empty title={t('empty.filter')}>
      {children}
      {removeFilters !== undefined && (
        <Link as="button" onClick={removeFilters}>
          {t('empty.removeFilters')}
        </Link>
      )}
    </Empty>
  );
}
