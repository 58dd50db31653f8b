/** Views of a list that a person keeps: its filters by a name, which the next time are one click. Nobody else has them. */
import {
  Button,
  Field,
  Input,
  Link,
  makeStyles,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
} from '@fluentui/react-components';
import { Bookmark20Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import type { OwnQueries } from '../api/contracts.ts';
import { useMe } from '../api/session.ts';
import { Asked } from './asked.tsx';
import { useDeed } from './deed.ts';
import { Flyout } from './flyout.tsx';
import { FormDialog } from './form-dialog.tsx';
import { FREE, writeWords } from './search-words.ts';
import { SmallTable } from './small-table.tsx';
import { Empty, Failed } from './states.tsx';
import { Time } from './time.tsx';
import type { Query } from './url.ts';

export const OWN_VIEWS = ['me', 'queries'] as const;

/** Of a program that looks in with a token nothing is kept. */
export const useIsPerson = (): boolean => useMe().signIn.session !== null;

export type Words = Readonly<Record<string, string>>;
type View = OwnQueries['saved'][number];

interface Props {
  /** Of the address: all that a view is made of. */
  readonly words: readonly string[];
  readonly query: Query;
  readonly change: (part: Query) => void;
}

// Within the landmark that it belongs to, and over the head of the list, which stays in sight.
const useStyles = makeStyles({ over: { zIndex: 2 } });

function useViews() {
  const { pathname } = useLocation();
  const asked = useQuery({ queryKey: OWN_VIEWS, queryFn: ({ signal }) => call('GET /me/queries', { signal }) });
  return { asked, page: pathname, of: ({ saved }: OwnQueries) => saved.filter(({ page }) => page === pathname) };
}

export function Views({ words, query, change }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const isPerson = useIsPerson();
  const [panel, setPanel] = useState<'save' | 'all' | null>(null);
  if (!isPerson) return null;
  const said = Object.fromEntries(words.flatMap((word) => (query[word] ? [[word, query[word]]] : []))) as Words;
  const go = (view: Words): void => change(Object.fromEntries(words.map((word) => [word, view[word]])));
  return (
    <>
      <Menu inline>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<Bookmark20Regular />}>
            {t('views.open')}
          </Button>
        </MenuTrigger>
        <MenuPopover className={styles.over}>
          <Choices isSaid={Object.keys(said).length > 0} go={go} show={setPanel} />
        </MenuPopover>
      </Menu>
      {panel === 'save' && <Save words={said} close={() => setPanel(null)} />}
      {panel === 'all' && <All words={words} go={go} close={() => setPanel(null)} />}
    </>
  );
}

interface ChoicesProps {
  readonly isSaid: boolean;
  readonly go: (words: Words) => void;
  readonly show: (panel: 'save' | 'all') => void;
}

function Choices({ isSaid, go, show }: ChoicesProps) {
  const { t } = useTranslation('parts');
  const { asked, of } = useViews();
  const views = asked.data === undefined ? [] : of(asked.data);
  return (
    <MenuList>
      {views.map(({ id, name, words }) => (
        <MenuItem key={id} onClick={() => go(words)}>
          {name}
        </MenuItem>
      ))}
      {views.length > 0 && <MenuDivider />}
      <MenuItem disabled={!isSaid} onClick={() => show('save')}>
        {t('views.save')}
      </MenuItem>
      <MenuItem onClick={() => show('all')}>{t('views.all')}</MenuItem>
    </MenuList>
  );
}

function Save({ words, close }: { readonly words: Words; readonly close: () => void }) {
  const { t } = useTranslation('parts');
  const queries = useQueryClient();
  const { page } = useViews();
  const [name, setName] = useState('');
  return (
    <FormDialog
      title={t('views.saveTitle')}
      deed={t('views.deed')}
      ready={name.trim() !== ''}
      run={async () => {
        await call('POST /me/queries', { body: { page, name: name.trim(), words } });
        await queries.invalidateQueries({ queryKey: OWN_VIEWS });
        close();
      }}
      close={close}
    >
      <Text>{t('views.text')}</Text>
      <Field label={t('views.name')} required>
        <Input autoComplete="off" maxLength={80} value={name} onChange={(_, { value }) => setName(value)} />
      </Field>
    </FormDialog>
  );
}

interface AllProps {
  readonly words: readonly string[];
  readonly go: (words: Words) => void;
  readonly close: () => void;
}

function All({ words, go, close }: AllProps) {
  const { t } = useTranslation('parts');
  const queries = useQueryClient();
  const { asked, of } = useViews();
  const { error, run } = useDeed(() => void queries.invalidateQueries({ queryKey: OWN_VIEWS }));
  const choose = (view: View): void => {
    go(view.words);
    close();
  };
  return (
    <Flyout open title={t('views.title')} close={close} previous={null} next={null}>
      {error !== null && <Failed error={error} />}
      <Asked query={asked}>
        {(own) => {
          const views = of(own);
          if (views.length === 0) return <Empty title={t('views.none')}>{t('views.noneText')}</Empty>;
          return (
            <SmallTable
              label={t('views.title')}
              rows={views}
              keyOf={({ id }) => id}
              columns={[
                {
                  name: t('views.name'),
                  cell: (view) => (
                    <Link as="button" onClick={() => choose(view)}>
                      {view.name}
                    </Link>
                  ),
                },
                { name: t('views.words'), cell: (view) => writeWords(view.words, words, FREE) },
                { name: t('views.at'), cell: ({ savedAt }) => <Time at={savedAt} as="relative" /> },
                {
                  name: '',
                  width: '110px',
                  atEnd: true,
                  cell: ({ id, name }) => (
                    <Button
                      size="small"
                      aria-label={t('views.deleteOf', { name })}
                      onClick={() => void run(() => call('DELETE /me/queries/:id', { params: { id } }))}
                    >
                      {t('views.delete')}
                    </Button>
                  ),
                },
              ]}
            />
          );
        }}
      </Asked>
    </Flyout>
  );
}
