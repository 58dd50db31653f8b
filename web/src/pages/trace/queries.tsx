/** Searches that a person keeps: those with a name, and the last ten. Each is the words of the address, so that a time that is relative stays so. */
import { Button, Field, Input, Link, makeStyles, Text } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { OwnQueries } from '../../api/contracts.ts';
import { useMe } from '../../api/session.ts';
import { Asked } from '../../parts/asked.tsx';
import { useDeed } from '../../parts/deed.ts';
import { type Filter, FREE } from '../../parts/filters.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { writeWords } from '../../parts/search-words.ts';
import { type SmallColumn, SmallTable } from '../../parts/small-table.tsx';
import { Empty, Failed } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';
import type { Query } from '../../parts/url.ts';

const OWN = ['me', 'queries'] as const;
/** So long one looks at a search before it counts as one. */
const NOTED_AFTER_MS = 3_000;
const NOT_SEARCHED = new Set(['open', 'tab']);

type Words = Readonly<Record<string, string>>;

/** What is searched by, of an address. */
export const wordsOf = (query: Query): Words =>
  Object.fromEntries(
    Object.entries(query).flatMap(([word, value]) =>
      value === undefined || value === '' || NOT_SEARCHED.has(word) ? [] : [[word, value]],
    ),
  );

/** A time alone is no search. */
export const isSearch = (words: Words): boolean => Object.keys(words).some((word) => word !== 'since');

/** Of a program that looks in with a token nothing is kept. */
export const useIsPerson = (): boolean => useMe().signIn.session !== null;

/** Notes what was searched by, once one has stayed with it. */
export function useNoted(words: Words): void {
  const queries = useQueryClient();
  const isPerson = useIsPerson();
  const said = JSON.stringify(words);
  useEffect(() => {
    const noted = JSON.parse(said) as Words;
    if (!isPerson || !isSearch(noted)) return undefined;
    const timer = setTimeout(() => {
      // Nobody misses it where it fails.
      call('POST /me/queries/last', { body: { words: noted } })
        .then(() => queries.invalidateQueries({ queryKey: OWN }))
        .catch(() => {});
    }, NOTED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [said, isPerson, queries]);
}

export function SaveQuery({ words, close }: { readonly words: Words; readonly close: () => void }) {
  const { t } = useTranslation('trace');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={t('queries.save')}
      deed={t('queries.deed')}
      ready={name.trim() !== ''}
      run={async () => {
        await call('POST /me/queries', { body: { name: name.trim(), words } });
        await queries.invalidateQueries({ queryKey: OWN });
        close();
      }}
      close={close}
    >
      <Text>{t('queries.text')}</Text>
      <Field label={t('queries.name')} required>
        <Input autoComplete="off" maxLength={80} value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  );
}

const useStyles = makeStyles({
  table: { maxWidth: '960px' },
});

interface Props {
  readonly which: 'saved' | 'last';
  readonly filters: readonly Filter[];
  readonly spanText: (since: string | undefined) => string;
  readonly go: (words: Words) => void;
}

export function OwnQueryList({ which, filters, spanText, go }: Props) {
  const { t } = useTranslation('trace');
  const queries = useQueryClient();
  const { error, run } = useDeed(() => void queries.invalidateQueries({ queryKey: OWN }));
  const asked = useQuery({ queryKey: OWN, queryFn: ({ signal }) => call('GET /me/queries', { signal }) });
  const told = ({ since, ...words }: Words): string =>
    [
      writeWords(
        words,
        filters.map(({ word }) => word),
        FREE,
      ),
      spanText(since),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  const rowsOf = ({ saved, last }: OwnQueries) =>
    which === 'saved'
      ? saved.map(({ id, name, words, savedAt }) => ({ id, name, words, at: savedAt }))
      : last.map(({ words, at }) => ({ id: null, name: null, words, at }));
  return (
    <>
      {error !== null && <Failed error={error} />}
      <Asked query={asked}>
        {(own) => (
          <Rows
            which={which}
            rows={rowsOf(own)}
            told={told}
            go={go}
            remove={(id) => void run(() => call('DELETE /me/queries/:id', { params: { id } }))}
            empty={<Empty title={t(`queries.none.${which}`)}>{t(`queries.noneText.${which}`)}</Empty>}
          />
        )}
      </Asked>
    </>
  );
}

interface Row {
  readonly id: string | null;
  readonly name: string | null;
  readonly words: Words;
  readonly at: number;
}

interface RowsProps extends Pick<Props, 'which' | 'go'> {
  readonly rows: readonly Row[];
  readonly told: (words: Words) => string;
  readonly remove: (id: string) => void;
  readonly empty: ReactNode;
}

function Rows({ which, rows, told, go, remove, empty }: RowsProps) {
  const { t } = useTranslation('trace');
  const styles = useStyles();
  if (rows.length === 0) return empty;
  const query: SmallColumn<Row> = {
    name: t('queries.query'),
    cell: ({ name, words }) => (
      <Link as="button" onClick={() => go(words)}>
        {name ?? told(words)}
      </Link>
    ),
  };
  const named: SmallColumn<Row> = { name: t('queries.words'), cell: ({ words }) => told(words) };
  const time: SmallColumn<Row> = {
    name: t(`queries.at.${which}`),
    width: '150px',
    cell: ({ at }) => <Time at={at} as="relative" />,
  };
  const act: SmallColumn<Row> = {
    name: '',
    width: '110px',
    atEnd: true,
    cell: ({ id, name }) =>
      id !== null && (
        <Button size="small" aria-label={t('queries.deleteOf', { name: name ?? '' })} onClick={() => remove(id)}>
          {t('queries.delete')}
        </Button>
      ),
  };
  return (
    <SmallTable
      className={styles.table}
      label={t(`tabs.${which}`)}
      rows={rows}
      keyOf={({ id, words }) => id ?? told(words)}
      columns={which === 'saved' ? [query, named, time, act] : [query, time]}
    />
  );
}
