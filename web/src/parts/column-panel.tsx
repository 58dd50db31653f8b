/** The columns of a list, those that are shown first and in their order: shown or not, one up, one down, and all as it was. */
import { Button, Checkbox, makeStyles, Popover, PopoverSurface, Text, tokens } from '@fluentui/react-components';
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moved, withColumn } from './column-order.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly columns: readonly Named[];
  readonly shown: readonly string[];
  readonly isOwn: boolean;
  readonly choose: (ids: readonly string[] | null) => void;
  readonly beside: RefObject<HTMLElement | null>;
  readonly close: () => void;
}

const useStyles = makeStyles({
  surface: { maxHeight: '70vh', overflowY: 'auto', padding: tokens.spacingHorizontalM },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minHeight: '32px' },
  arrows: { marginLeft: 'auto', flexShrink: 0 },
  said: { display: 'block', minHeight: '20px', color: tokens.colorNeutralForeground2 },
});

export function ColumnPanel({ columns, shown, isOwn, choose, beside, close }: Props) {
  const { t } = useTranslation('parts');
  const styles = useStyles();
  const [said, setSaid] = useState('');
  const list = useFocusKept(shown);
  const ids = columns.map(({ id }) => id);
  const ordered = [...shown, ...ids.filter((id) => !shown.includes(id))];
  const nameOf = (id: string): string => columns.find((column) => column.id === id)?.name ?? id;
  const move = (id: string, by: -1 | 1): void => {
    const next = moved(shown, id, by);
    choose(next);
    setSaid(t('columnMoved', { name: nameOf(id), place: next.indexOf(id) + 1, count: next.length }));
  };
  return (
    <Popover
      open
      trapFocus
      positioning={{ target: beside.current, position: 'below', align: 'end' }}
      onOpenChange={(_, { open }) => !open && close()}
    >
      <PopoverSurface className={styles.surface} aria-label={t('columns')}>
        <ul ref={list} className={styles.list}>
          {ordered.map((id) => {
            const place = shown.indexOf(id);
            const name = nameOf(id);
            return (
              <li key={id} className={styles.row}>
                <Checkbox
                  label={name}
                  checked={place >= 0}
                  // A list without a column would be no list.
                  disabled={place >= 0 && shown.length === 1}
                  onChange={() => choose(place >= 0 ? shown.filter((one) => one !== id) : withColumn(ids, shown, id))}
                />
                {place >= 0 && (
                  <span className={styles.arrows}>
                    {([-1, 1] as const).map((by) => (
                      <Button
                        key={by}
                        size="small"
                        appearance="subtle"
                        icon={by < 0 ? <ArrowUp16Regular /> : <ArrowDown16Regular />}
                        aria-label={t(by < 0 ? 'columnUp' : 'columnDown', { name })}
                        disabledFocusable={shown[place + by] === undefined}
                        onClick={() => move(id, by)}
                      />
                    ))}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        <Text role="status" size={200} className={styles.said}>
          {said}
        </Text>
        <Button
          size="small"
          disabledFocusable={!isOwn}
          onClick={() => {
            choose(null);
            setSaid(t('columnsAsTheyWere'));
          }}
        >
          {t('asItWas')}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}

/** A row that moves loses the focus that stands in it: it gets it back. */
function useFocusKept(order: readonly string[]): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  const last = useRef<Element | null>(null);
  const written = order.join(' ');
  useLayoutEffect(() => {
    const { current } = last;
    if (current instanceof HTMLElement && current.isConnected) current.focus();
  }, [written]);
  useLayoutEffect(() => {
    const { current } = list;
    const note = (event: FocusEvent): void => {
      last.current = event.target as Element;
    };
    current?.addEventListener('focusin', note);
    return () => current?.removeEventListener('focusin', note);
  }, []);
  return list;
}
