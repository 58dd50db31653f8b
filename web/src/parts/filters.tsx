/**
 * What a list is narrowed by: words in a box (`from:ann status:Failed invoice`) and chips are two views of one state, and that state is the address.
 */
import {
  Button,
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  SearchBox,
  tokens,
} from '@fluentui/react-components';
import { Filter20Regular } from '@fluentui/react-icons';
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FREE, readWords, type Said, writeWords } from './search-words.ts';
import type { Query } from './url.ts';
import { Views } from './views.tsx';

export interface Filter {
  /** Before the colon in the box, and in the address. */
  readonly word: string;
  readonly name: string;
  /** Those there are; absent: any text. */
  readonly values?: readonly { readonly value: string; readonly name: string }[];
  /** How a value reads; absent: as it stands in the address. */
  readonly textOf?: (value: string) => string;
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly filters: readonly Filter[];
  readonly query: Query;
  readonly change: (part: Query) => void;
  /** Beside the box: a choice of time, for one. */
  readonly children?: ReactNode;
  /** The words of the address that it is said by; a view has them too. */
  readonly beside?: readonly string[];
}

export { FREE };

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  line: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  box: { flexGrow: 1, minWidth: '200px', maxWidth: '640px' },
  chips: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

const saidIn = (query: Query, filters: readonly Filter[]): Said =>
  Object.fromEntries(
    [FREE, ...filters.map(({ word }) => word)].flatMap((word) => (query[word] ? [[word, query[word]]] : [])),
  );

export function Filters({ label, placeholder, filters, query, change, children, beside = [] }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const box = useRef<HTMLInputElement>(null);
  const words = filters.map(({ word }) => word);
  const said = saidIn(query, filters);
  const written = writeWords(said, words, FREE);
  const [text, setText] = useState(written);
  // The address may change without the box: by Back, by a chip.
  useEffect(() => setText(written), [written]);
  const search = (): void => {
    const next = readWords(text, words, FREE);
    change(Object.fromEntries([FREE, ...words].map((word) => [word, next[word]])));
  };
  const begin = (word: string): void => {
    setText(`${text === '' ? '' : `${text.trimEnd()} `}${word}:`);
    // After the menu has given the focus back.
    setTimeout(() => box.current?.focus());
  };
  return (
    <div className={styles.whole} role="search" aria-label={label}>
      <div className={styles.line}>
        <SearchBox
          ref={box}
          className={styles.box}
          aria-label={label}
          placeholder={placeholder}
          value={text}
          onChange={(_, { value }) => {
            setText(value);
            if (value === '' && written !== '')
              change(Object.fromEntries([FREE, ...words].map((word) => [word, undefined])));
          }}
          onKeyDown={(event: KeyboardEvent) => event.key === 'Enter' && search()}
        />
        {children}
        {filters.length > 0 && (
          <AddFilter filters={filters} begin={begin} choose={(word, value) => change({ [word]: value })} />
        )}
        <Views words={[...words, ...beside, FREE]} query={query} change={change} />
      </div>
      {Object.keys(said).length > 0 && (
        <div className={styles.chips}>
          {filters.map(({ word, name, values, textOf }) => {
            const value = said[word];
            if (value === undefined) return null;
            const shown = values?.find((one) => one.value === value)?.name ?? textOf?.(value) ?? value;
            return <Chip key={word} name={name} value={shown} remove={() => change({ [word]: undefined })} />;
          })}
          {said[FREE] !== undefined && (
            <Chip name={t('filterWords')} value={said[FREE]} remove={() => change({ [FREE]: undefined })} />
          )}
        </div>
      )}
    </div>
  );
}

function Chip({ name, value, remove }: { readonly name: string; readonly value: string; readonly remove: () => void }) {
  const { t } = useTranslation('parts');
  return (
    <InteractionTag size="small">
      <InteractionTagPrimary hasSecondaryAction onClick={remove}>
        {name}: {value}
      </InteractionTagPrimary>
      <InteractionTagSecondary aria-label={t('removeFilter', { name, value })} onClick={remove} />
    </InteractionTag>
  );
}

function AddFilter({
  filters,
  begin,
  choose,
}: {
  readonly filters: readonly Filter[];
  readonly begin: (word: string) => void;
  readonly choose: (word: string, value: string) => void;
}) {
  const { t } = useTranslation('parts');
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<Filter20Regular />}>
          {t('addFilter')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {filters.map(({ word, name, values }) => (
            <Fragment key={word}>
              {values === undefined ? (
                <MenuItem onClick={() => begin(word)} secondaryContent={`${word}:`}>
                  {name}
                </MenuItem>
              ) : (
                <Menu>
                  <MenuTrigger disableButtonEnhancement>
                    <MenuItem>{name}</MenuItem>
                  </MenuTrigger>
                  <MenuPopover>
                    <MenuList>
                      {values.map((one) => (
                        <MenuItem key={one.value} onClick={() => choose(word, one.value)}>
                          {one.name}
                        </MenuItem>
                      ))}
                    </MenuList>
                  </MenuPopover>
                </Menu>
              )}
            </Fragment>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Takes away every filter, for the state in which nothing matches. */
export const noFilters = (filters: readonly Filter[]): Query =>
  Object.fromEntries([FREE, ...filters.map(({ word }) => word)].map((word) => [word, undefined]));
export const isFiltered = (query: Query, filters: readonly Filter[]): boolean =>
  Object.keys(saidIn(query, filters)).length > 0;
