/**
 * A domain by its name, as cures say it. Until one of them has verified it, several organizations may have the same: that of the chosen organization is
 * meant, and where none is chosen the person says which.
 */
import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Domain } from '../../api/contracts.ts';
import { Flyout } from '../../parts/flyout.tsx';
import { Heading } from '../../parts/heading.tsx';
import { useOrganization } from '../../parts/organization.ts';
import { Loading } from '../../parts/states.tsx';
import { DOMAINS } from './shown.tsx';

const ID = /^[\dA-Z]{16}$/u;
/** Names that hold the one that is looked for. */
const LOOKED_AT = 100;

interface Found {
  /** null: nothing is asked, it is being looked for, or there are several. Of what is not there as it was asked. */
  readonly id: string | null;
  readonly several: readonly Domain[];
}

const useStyles = makeStyles({
  choices: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
});

/** @param asked an id or a name; null: nothing. */
export function useNamed(asked: string | null): Found {
  const organization = useOrganization();
  const isName = asked !== null && !ID.test(asked);
  const { data, error } = useQuery({
    queryKey: [...DOMAINS, 'named', asked],
    queryFn: async ({ signal }) => {
      const query = { organization: '*', text: asked ?? '', limit: LOOKED_AT };
      const { items } = await call('GET /domains', { query, signal });
      return items.filter(({ name }) => name === asked?.toLowerCase());
    },
    enabled: isName,
  });
  if (!isName || error !== null) return { id: asked, several: [] };
  if (data === undefined) return { id: null, several: [] };
  const own = data.filter(({ organizationId }) => organizationId === organization);
  const meant = own.length > 0 ? own : data;
  return meant.length > 1 ? { id: null, several: meant } : { id: meant[0]?.id ?? asked, several: [] };
}

interface SeveralProps {
  readonly of: readonly Domain[];
  readonly choose: (id: string) => void;
}

function Several({ of: domains, choose }: SeveralProps) {
  const { t } = useTranslation('domains');
  const styles = useStyles();
  return (
    <div className={styles.choices}>
      <Text>{t('several.text')}</Text>
      {domains.map(({ id, organization }) => (
        <Link key={id} as="button" onClick={() => choose(id)}>
          {organization}
        </Link>
      ))}
    </div>
  );
}

export function SeveralFlyout({ close, ...props }: SeveralProps & { readonly close: () => void }) {
  const { t } = useTranslation('domains');
  const title = t('several.title', { name: props.of[0]?.name ?? '' });
  return (
    <Flyout open title={title} close={close} previous={null} next={null}>
      <Several {...props} />
    </Flyout>
  );
}

interface NamedProps extends Pick<SeveralProps, 'choose'> {
  readonly asked: string;
  readonly children: (id: string) => ReactNode;
}

/** For what has the page to itself. */
export function Named({ asked, choose, children }: NamedProps) {
  const { t } = useTranslation('domains');
  const { id, several } = useNamed(asked);
  if (id !== null) return children(id);
  if (several.length === 0) return <Loading lines={6} />;
  return (
    <>
      <Heading>{t('several.title', { name: several[0]?.name ?? '' })}</Heading>
      <Several of={several} choose={choose} />
    </>
  );
}
