/** Which columns of a list are shown: kept in the browser, list by list. */
import { Button, Menu, MenuItemCheckbox, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { TableSettings20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './list-cells.tsx';

export interface ColumnChoice<Row> {
  readonly shown: readonly Column<Row>[];
  choose(ids: readonly string[]): void;
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
  const chosen =
    ids === null ? columns.filter(({ optional }) => optional !== true) : columns.filter(({ id }) => ids.includes(id));
  return {
    shown: chosen.length === 0 ? columns : chosen,
    choose(next) {
      localStorage.setItem(placeOf(list), JSON.stringify(next));
      setIds(next);
    },
  };
}

export function ColumnMenu<Row>({
  columns,
  choice,
}: {
  readonly columns: readonly Column<Row>[];
  readonly choice: ColumnChoice<Row>;
}) {
  const { t } = useTranslation('parts');
  return (
    <Menu
      checkedValues={{ columns: choice.shown.map(({ id }) => id) }}
      onCheckedValueChange={(_, { checkedItems }) => checkedItems.length > 0 && choice.choose(checkedItems)}
      persistOnItemClick
    >
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<TableSettings20Regular />}>
          {t('columns')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {columns.map(({ id, name }) => (
            <MenuItemCheckbox key={id} name="columns" value={id}>
              {name}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
