/** Columns of the connectors. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboundConnector } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import type { Filter } from '../../parts/filters.tsx';
import type { Column } from '../../parts/list-cells.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import type { Uses } from '../../parts/uses.ts';
import { isEverything, recognisedBy, shortList } from './shown.ts';

export function Status({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation('connectors');
  return <StateWord mood={enabled ? 'good' : 'neutral'}>{t(enabled ? 'on' : 'off')}</StateWord>;
}

export function useShortWords() {
  const { t } = useTranslation('connectors');
  return useMemo(
    () => ({
      certificate: (name: string) => t('certificate', { name }),
      more: (shown: string, count: number) => t('more', { shown, count }),
    }),
    [t],
  );
}

/** As far as the server counts. */
const COUNTED = 1_000;

/** A link to the devices that it covers; nothing for a connector that is told by a certificate. */
export function CoveredDevices({
  connector: { name, devices },
  inRow = false,
}: {
  readonly connector: Pick<InboundConnector, 'name' | 'devices'>;
  readonly inRow?: boolean;
}) {
  const { t } = useTranslation('connectors');
  if (devices === null) return null;
  if (devices === 0) return countText(0);
  const amount = countText(devices);
  return (
    <InnerLink to={`/devices?${new URLSearchParams({ coveredBy: name })}`} inRow={inRow}>
      {devices === COUNTED ? t('atLeast', { amount }) : amount}
    </InnerLink>
  );
}

function Warned({ warnings }: Pick<InboundConnector, 'warnings'>) {
  const { t } = useTranslation('connectors');
  if (warnings.length === 0) return null;
  return <StateWord mood="warning">{t('warned', { count: warnings.length })}</StateWord>;
}

export function useFilters(): readonly Filter[] {
  const { t } = useTranslation('connectors');
  return useMemo(
    () => [
      {
        word: 'devices',
        name: t('columns.devices'),
        values: (['some', 'none'] as const).map((value) => ({ value, name: t(`filters.${value}`) })),
      },
      { word: 'warned', name: t('columns.warnings'), values: [{ value: 'true', name: t('filters.warned') }] },
    ],
    [t],
  );
}

export function useColumns(uses: Uses): readonly Column<InboundConnector>[] {
  const { t } = useTranslation('connectors');
  const words = useShortWords();
  return useMemo(
    () => [
      { id: 'name', name: t('columns.name'), width: 120, grow: 2, cell: ({ name }) => name },
      { id: 'status', name: t('columns.status'), width: 72, cell: ({ enabled }) => <Status enabled={enabled} /> },
      {
        id: 'from',
        name: t('columns.from'),
        width: 160,
        optional: true,
        cell: ({ type }) => t(`typesShort.${type as 'Partner'}`),
      },
      { id: 'by', name: t('columns.by'), width: 150, grow: 3, cell: (row) => recognisedBy(row, words) },
      {
        id: 'senders',
        name: t('columns.senders'),
        width: 138,
        grow: 1,
        cell: ({ senderDomains }) => (isEverything(senderDomains) ? t('all') : shortList(senderDomains, words)),
      },
      {
        id: 'tls',
        name: t('columns.tls'),
        width: 84,
        cell: ({ requireTls }) => t(requireTls ? 'required' : 'optional'),
      },
      {
        id: 'devices',
        name: t('columns.devices'),
        width: 88,
        numeric: true,
        cell: (row) => <CoveredDevices connector={row} inRow />,
      },
      { id: 'warnings', name: t('columns.warnings'), width: 116, cell: (row) => <Warned {...row} /> },
      { id: 'profile', name: t('columns.profile'), width: 100, optional: true, cell: ({ profile }) => profile },
      {
        id: 'today',
        name: t('columns.today'),
        width: 100,
        numeric: true,
        cell: ({ id }) => {
          const use = uses.get(id);
          return use && countText(use.today);
        },
      },
      {
        id: 'last',
        name: t('columns.last'),
        width: 124,
        cell: ({ id }) => {
          const use = uses.get(id);
          return use && (use.lastDay ?? t('unused'));
        },
      },
    ],
    [t, words, uses],
  );
}
