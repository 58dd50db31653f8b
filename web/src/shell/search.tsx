/** One box for all: an id, an address or an IP is jumped to at once; else pages and things of that name, while one types. */
import { Combobox, makeStyles, Option, OptionGroup } from '@fluentui/react-components';
import { Search20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/call.ts';
import { useMe } from '../api/session.ts';
import { mayAs } from '../api/rights.ts';
import { pages } from '../pages/all.ts';
import { useOrganization } from '../parts/organization.ts';
import { type Known, recognised } from './recognised.ts';

const useStyles = makeStyles({
  box: {
    flexGrow: 1,
    flexShrink: 1,
    minWidth: '120px',
    maxWidth: '420px',
    '@media (max-width: 640px)': { minWidth: '0' },
  },
  icon: { pointerEvents: 'none' },
});

/** A place to go to: its address is its name among the options. */
interface Place {
  readonly to: string;
  readonly label: string;
}

const FEW = 5;
const LEAST = 2;

export const Search = ({ box }: { readonly box: RefObject<HTMLInputElement | null> }) => {
  const { t } = useTranslation();
  const styles = useStyles();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const word = useDeferredValue(text.trim());
  const { jumps, places, things } = usePlaces(word);
  const go = (to: string): void => {
    setText('');
    box.current?.blur();
    const [path = '/', query = ''] = to.split('?');
    void navigate({ to: path, search: Object.fromEntries(new URLSearchParams(query)) as never });
  };
  const groups = [
    [t('find.jump'), jumps],
    [t('find.pages'), places],
    [t('find.things'), things],
  ] as const;
  return (
    <Combobox
      ref={box}
      className={styles.box}
      freeform
      inlinePopup
      autoComplete="off"
      aria-label={t('find.label')}
      placeholder={t('find.placeholder')}
      expandIcon={<Search20Regular className={styles.icon} />}
      value={text}
      selectedOptions={[]}
      onInput={({ currentTarget: { value } }) => setText(value)}
      onOptionSelect={(_, { optionValue }) => optionValue !== undefined && go(optionValue)}
      onKeyDown={(event) => {
        if (
          event.key === 'Enter' &&
          !event.defaultPrevented &&
          event.currentTarget.getAttribute('aria-activedescendant') === null
        ) {
          const first = jumps[0] ?? places[0] ?? things[0];
          if (first !== undefined) go(first.to);
        }
      }}
    >
      {groups.map(([label, found]) =>
        found.length === 0 ? null : (
          <OptionGroup key={label} label={label}>
            {found.map(({ to, label: name }) => (
              <Option key={to} value={to} text={name}>
                {name}
              </Option>
            ))}
          </OptionGroup>
        ),
      )}
      {word !== '' && jumps.length + places.length + things.length === 0 && (
        <Option disabled>{t('find.nothing')}</Option>
      )}
    </Combobox>
  );
};

function usePlaces(word: string) {
  const { t } = useTranslation();
  const { role } = useMe();
  const low = word.toLowerCase();
  const known = recognised(word);
  const places: readonly Place[] = pages
    .filter((page) => mayAs(role, page.role))
    .map(({ path, words }) => ({ to: path, label: t(`pages.${words}`) }))
    .filter(({ label }) => low === '' || label.toLowerCase().includes(low));
  const things = useThings(word.length >= LEAST && (known === null || known.kind === 'address') ? word : '');
  return { jumps: word === '' ? [] : jumpsOf(word, known, t), places, things };
}

type Translate = ReturnType<typeof useTranslation<'shell'>>['t'];

function jumpsOf(word: string, known: Known | null, t: Translate): readonly Place[] {
  const trace = (query: Readonly<Record<string, string>>): string => `/trace?${new URLSearchParams(query)}`;
  switch (known?.kind) {
    case 'id':
      return [{ to: trace({ open: known.id, since: '90d' }), label: t('find.id', { id: known.id }) }];
    case 'message-id':
      return [{ to: trace({ msgid: known.id, since: '90d' }), label: t('find.messageId', { id: known.id }) }];
    case 'ip':
      return [{ to: trace({ ip: word }), label: t('find.ip', { ip: word }) }];
    case 'address':
      return [
        { to: trace({ from: word }), label: t('find.from', { address: word }) },
        { to: trace({ to: word }), label: t('find.to', { address: word }) },
      ];
    default:
      return [{ to: trace({ q: word }), label: t('find.words', { words: word }) }];
  }
}

/** What an organization has set up, where there is a page that shows it. */
const kinds = [
  { path: '/devices', list: 'GET /devices' },
  { path: '/connectors', list: 'GET /inbound-connectors' },
  { path: '/upstreams', list: 'GET /outbound-connectors' },
  { path: '/domains', list: 'GET /domains' },
] as const;

function useThings(word: string): readonly Place[] {
  const organization = useOrganization();
  const shown = kinds.filter(({ path }) => pages.some((page) => page.path === path));
  const found = useQuery({
    queryKey: ['directory', 'find', word, organization],
    queryFn: async ({ signal }) => {
      const query = { organization, text: word, limit: FEW };
      const lists = await Promise.all(
        shown.map(async ({ path, list }) => {
          const { items } = await call(list, { query, signal });
          return items.map(({ id, name }) => ({ to: `${path}?${new URLSearchParams({ open: id })}`, label: name }));
        }),
      );
      return lists.flat();
    },
    enabled: word !== '' && shown.length > 0,
  });
  return found.data ?? [];
}
