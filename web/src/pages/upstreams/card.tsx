/** One upstream: how it is, how much of its pace is used, what was wrong last, and what can be done. */
import { Card, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Upstream } from '../../api/contracts.ts';
import { Facts } from '../../parts/facts.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { Acts } from './acts.tsx';
import { LastError, useFacts } from './facts.tsx';
import { Pace, State } from './state.tsx';

const useStyles = makeStyles({
  card: { padding: tokens.spacingHorizontalL, gap: tokens.spacingVerticalM },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: tokens.spacingHorizontalM },
  name: { overflowWrap: 'anywhere', minWidth: 0 },
  state: { marginLeft: 'auto' },
  faint: { color: tokens.colorNeutralForeground2 },
  foot: { marginTop: 'auto' },
});

export function UpstreamCard({ upstream }: { readonly upstream: Upstream }) {
  const styles = useStyles();
  const id = useId();
  const facts = useFacts(upstream);
  const isOne = useOrganizationChoice().all.length < 2;
  return (
    <Card role="group" aria-labelledby={id} className={styles.card}>
      <div className={styles.head}>
        <Subtitle2 as="h2" id={id} className={styles.name}>
          <InnerLink to={`/upstreams?${new URLSearchParams({ open: upstream.id })}`}>{upstream.name}</InnerLink>
        </Subtitle2>
        {!isOne && <Text className={styles.faint}>{upstream.organization}</Text>}
        <span className={styles.state}>
          <State state={upstream.state} />
        </span>
      </div>
      <LastError upstream={upstream} />
      <Facts of={facts} />
      {upstream.pace !== null && <Pace pace={upstream.pace} />}
      <div className={styles.foot}>
        <Acts upstream={upstream} />
      </div>
    </Card>
  );
}
