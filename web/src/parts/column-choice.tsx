/** Which columns of a list are shown, and in which order: kept in the browser, list by list. */
import { Button } from '@fluentui/react-components';
import { TableSettings20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './list-cells.tsx';

export interface ColumnChoice<Row> {
  readonly shown: readonly Column<Row>[];
  /** false: as the list comes. */
  readonly isOwn: boolean;
  /** In this order; null: as it was. */
  choose(ids: readonly string[] | null): void;
}

const placeOf = (list: string): string => `doorpost-columns-${list}`;

function kept(list: string): readonly string[] | null {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(placeOf(list)) ?? 'null');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : null;
  } catch {
    return null;
  }
}

export function useColumnChoice<Row>(list: string, columns: readonly Column<Row>[]): ColumnChoice<Row> {
  const [ids, setIds] = useState(() => kept(list));
  const chosen = ids?.flatMap((id) => columns.find((column) => column.id === id) ?? []) ?? [];
  return {
    shown: chosen.length === 0 ? columns.filter(({ optional }) => optional !== true) : chosen,
    isOwn: ids !== null,
    choose(next) {
      if (next === null) localStorage.removeItem(placeOf(list));
      else localStorage.setItem(placeOf(list), JSON.stringify(next));
      setIds(next);
    },
  };
}

/** Few people open it: it is loaded then. */
const ColumnPanel = lazy(async () => ({ default: (await import('./column-panel.tsx')).ColumnPanel }));

export function ColumnMenu<Row>({
  columns,
  choice,
}: {
  readonly columns: readonly Column<Row>[];
  readonly choice: ColumnChoice<Row>;
}) {
  const { t } = useTranslation('parts');
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        size="small"
        appearance="subtle"
        aria-haspopup="dialog"
        aria-expanded={open}
        icon={<TableSettings20Regular />}
        onClick={() => setOpen(true)}
      >
        {t('columns')}
      </Button>
      {open && (
        <Suspense>
          <ColumnPanel
            columns={columns}
            shown={choice.shown.map(({ id }) => id)}
            isOwn={choice.isOwn}
            choose={choice.choose}
            beside={button}
            close={() => {
              setOpen(false);
              button.current?.focus();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
