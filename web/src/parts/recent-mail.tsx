/** The last mail and refusals of one sender; each leads to its story. */
import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import type { TraceRow } from '../api/contracts.ts';
import { Asked } from './asked.tsx';
import { type Bullet, Bullets } from './bullets.tsx';
import { InnerLink } from './inner-link.tsx';
import { Section } from './section.tsx';
import { dayAndTime } from './time.tsx';

const FEW = 6;
const BAD = new Set(['Rejected', 'Failed', 'No mail']);

interface Props {
  readonly title: string;
  /** Of the last thirty days, as the API is asked. */
  readonly asked: { readonly device: string } | { readonly sender: string };
  /** The same, in the words of the trace's address. */
  readonly query: Readonly<Record<string, string>>;
  readonly none: string;
  readonly all: string;
}

export function RecentMail({ title, asked, query, none, all }: Props) {
  const rows = useQuery({
    queryKey: ['trace', 'recent', asked],
    queryFn: ({ signal }) => call('GET /trace', { query: { ...asked, since: '30d', limit: FEW }, signal }),
  });
  return (
    <Section title={title}>
      <Asked query={rows}>
        {({ rows: found }) => (found.length === 0 ? <Text>{none}</Text> : <Bullets of={found.map(bulletOf)} />)}
      </Asked>
      <InnerLink to={`/trace?${new URLSearchParams(query)}`}>{all}</InnerLink>
    </Section>
  );
}

function bulletOf(row: TraceRow, index: number): Bullet {
  const id = row.queueId ?? row.reference ?? row.sessionId ?? '';
  const what = [row.status, row.subject ?? row.cause ?? row.recipient].filter((each) => each != null).join(': ');
  return {
    key: `${id} ${index}`,
    mood: BAD.has(row.status) ? 'bad' : 'good',
    text: (
      <>
        {dayAndTime(row.at)}{' '}
        <InnerLink to={`/trace?${new URLSearchParams({ since: '90d', open: id })}`}>{what}</InnerLink>
      </>
    ),
  };
}
