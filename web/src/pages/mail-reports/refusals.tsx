/** Refusals on record, counted by their cause or by who met them, with the latest of each. */
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { capital } from '../../parts/sentence.ts';
import { SmallTable } from '../../parts/small-table.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { dayAndTime, Time } from '../../parts/time.tsx';

export type RefusalsBy = 'cause' | 'address';

const MOST = 50;

interface Props {
  readonly by: RefusalsBy;
  readonly range: string;
}

export function Refusals({ by, range }: Props) {
  const { t } = useTranslation('mailReports');
  const organization = useOrganization();
  const found = useQuery({
    queryKey: ['trace', 'refusals', by, organization, range],
    queryFn: ({ signal }) =>
      call('GET /trace/refusals', { query: { organization, by, since: range, top: MOST }, signal }),
    placeholderData: (before) => before,
  });
  return (
    <Asked query={found}>
      {({ items, lookedBackTo }) => (
        <>
          {items.length === 0 ? (
            <StateBlock mood="good">{t('refusals.none')}</StateBlock>
          ) : (
            <SmallTable
              label={t(by === 'cause' ? 'kinds.refusals' : 'kinds.callers')}
              rows={items}
              keyOf={({ label }) => label ?? ''}
              columns={[
                ...(by === 'address'
                  ? [
                      {
                        name: t('refusals.address'),
                        width: '180px',
                        namesRow: true,
                        cell: ({ label }: (typeof items)[number]) =>
                          label === null ? (
                            t('refusals.unknown')
                          ) : (
                            <InnerLink to={`/trace?${new URLSearchParams({ ip: label, since: range })}`}>
                              {label}
                            </InnerLink>
                          ),
                      },
                    ]
                  : []),
                { name: t('refusals.cause'), cell: ({ cause }) => capital(cause ?? t('refusals.unknown')) },
                { name: t('refusals.count'), width: '100px', atEnd: true, cell: ({ count }) => countText(count) },
                {
                  name: t('refusals.last'),
                  width: '150px',
                  cell: ({ lastAt, reference }) =>
                    reference === null ? (
                      <Time at={lastAt} />
                    ) : (
                      <InnerLink to={`/trace?${new URLSearchParams({ since: '90d', open: reference })}`}>
                        {dayAndTime(lastAt)}
                      </InnerLink>
                    ),
                },
              ]}
            />
          )}
          {typeof lookedBackTo === 'number' && (
            <Text size={200}>{t('refusals.looked', { when: dayAndTime(lookedBackTo) })}</Text>
          )}
        </>
      )}
    </Asked>
  );
}
