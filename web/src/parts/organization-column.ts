/** The column that says whose a row is: in every list, as long as several organizations are looked at. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, ListProps } from './list-cells.tsx';
import { useOrganizationChoice } from './organization.ts';

const WIDTH = 132;

export function useWithOrganization<Row>(
  columns: readonly Column<Row>[],
  organizationOf: ListProps<Row>['organizationOf'],
): readonly Column<Row>[] {
  const { t } = useTranslation();
  const { all, chosen } = useOrganizationChoice();
  const areSeveral = chosen === null && all.length > 1;
  const names = all.map(({ id, name }) => `${id} ${name}`).join('\n');
  return useMemo(() => {
    if (organizationOf === undefined || !areSeveral) return columns;
    const cell = (row: Row): string | null => {
      const whose = organizationOf(row);
      return all.find(({ id }) => id === whose)?.name ?? whose;
    };
    // Behind what names the row, so that it is in sight.
    return columns.toSpliced(1, 0, { id: 'organization', name: t('organization.label'), width: WIDTH, cell });
    // The same organizations are a new list with each look.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [columns, organizationOf, areSeveral, names, t]);
}

/** Of rows that name it. */
export const ofOrganization = (row: { readonly organization: string | null }): string | null => row.organization;
