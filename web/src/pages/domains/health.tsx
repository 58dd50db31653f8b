/** The health of a domain: each record as the last check found it, or as it is found now, one after the other. */
import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, lines } from '../../api/call.ts';
import type { Domain, DomainHealth, DomainRecord } from '../../api/contracts.ts';
import { Failed } from '../../parts/states.tsx';
import { StateBlock } from '../../parts/state-word.tsx';
import { Record } from './record.tsx';
import { DOMAINS, healthKey, moods } from './shown.tsx';

const UNHEARD: DomainHealth['tls'] = { since: 0, reports: 0, successes: 0, failed: 0, results: [] };

export interface Check {
  /** null: none was begun. */
  readonly records: readonly DomainRecord[] | null;
  readonly busy: boolean;
  readonly error: Error | null;
  run(): void;
}

/** A check that is ended when its page goes. */
export function useCheck(domain: string): Check {
  const queries = useQueryClient();
  const [records, setRecords] = useState<readonly DomainRecord[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const stop = useRef<AbortController | null>(null);
  const run = useCallback((): void => {
    stop.current?.abort();
    const mine = new AbortController();
    stop.current = mine;
    const { signal } = mine;
    // A first look that is still under way would come late, and with what was before.
    const take = async (health: Omit<DomainHealth, 'tls'>): Promise<void> => {
      const queryKey = healthKey(domain);
      await queries.cancelQueries({ queryKey });
      // What others report is no part of a check.
      queries.setQueryData<DomainHealth>(queryKey, (before) => ({ tls: before?.tls ?? UNHEARD, ...health }));
    };
    const ask = async (): Promise<void> => {
      setRecords([]);
      setError(null);
      setBusy(true);
      try {
        const found: DomainRecord[] = [];
        for await (const line of lines('POST /domains/:name/check', { params: { name: domain }, signal })) {
          if ('record' in line) found.push(line);
          setRecords([...found]);
          if ('problem' in line) throw new ApiProblem(line.problem, line.problem.status, null);
          if ('done' in line) await take({ item: line.item, records: found });
        }
        await queries.invalidateQueries({ queryKey: DOMAINS });
      } catch (failure) {
        if (!signal.aborted) setError(failure as Error);
      } finally {
        if (!signal.aborted) setBusy(false);
      }
    };
    void ask();
  }, [domain, queries]);
  useEffect(() => {
    setRecords(null);
    return () => stop.current?.abort();
  }, [domain]);
  return { records, busy, error, run };
}

const useStyles = makeStyles({
  whole: { display: 'flex', flexDirection: 'column', alignSelf: 'stretch', gap: tokens.spacingVerticalS },
  panel: { marginLeft: '28px', marginRight: 0, marginBottom: tokens.spacingVerticalM },
  header: { '& button': { paddingLeft: 0 } },
});

interface Props {
  readonly records: readonly DomainRecord[];
  readonly domain: Pick<Domain, 'health'>;
  readonly check: Check;
  /** Below the heading that it stands under. */
  readonly as?: 'h3' | 'h4';
}

/** What is not right is open. */
export function Health({ records: kept, domain: { health }, check, as = 'h4' }: Props) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  const { records: fresh, busy, error } = check;
  const records = busy || error !== null ? (fresh ?? []) : kept;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const isOpen = ({ record, outcome }: DomainRecord): boolean =>
    (outcome === 'warning' || outcome === 'bad') !== toggled.has(record);
  const keptOf = (record: string) => (busy ? undefined : health?.records.find((one) => one.record === record));
  return (
    <div className={styles.whole}>
      <Accordion
        multiple
        collapsible
        openItems={records.filter(isOpen).map(({ record }) => record)}
        onToggle={(_, { value }) =>
          setToggled((before) => {
            const after = new Set(before);
            if (!after.delete(String(value))) after.add(String(value));
            return after;
          })
        }
      >
        {records.map((record) => {
          const found = keptOf(record.record);
          const isLost = found !== undefined && found.lostSince !== null;
          return (
            <AccordionItem key={record.record} value={record.record}>
              <AccordionHeader as={as} className={styles.header} expandIconPosition="end">
                <StateBlock mood={isLost ? 'bad' : moods[record.outcome]}>
                  <Text weight="semibold">{t(`records.${record.record}`)}</Text>{' '}
                  {t(isLost ? 'lost' : `outcomes.${record.outcome}`)}
                </StateBlock>
              </AccordionHeader>
              <AccordionPanel className={styles.panel}>
                <Record record={record} kept={found} />
              </AccordionPanel>
            </AccordionItem>
          );
        })}
      </Accordion>
      {busy && <Spinner size="tiny" label={t('details.checking')} labelPosition="after" />}
      {error !== null && <Failed error={error} />}
    </div>
  );
}
