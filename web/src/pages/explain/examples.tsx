/** Three mails to begin with, with a domain and a mailbox of one's own. */
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useOrganization } from '../../parts/organization.ts';
import { Empty } from '../../parts/states.tsx';
import { type Draft, draftOf } from './question.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalS },
});

/** Nobody's: of the networks and domains that are kept for examples (RFC 5737, RFC 2606). */
const OUTSIDE = { address: '203.0.113.25', network: '192.0.2.10', person: 'anna@example.com', domain: 'contoso.com' };
const FEW = 20;

export function Examples({ choose }: { readonly choose: (draft: Draft) => void }) {
  const { t } = useTranslation('explain');
  const styles = useStyles();
  const organization = useOrganization();
  const { data } = useQuery({
    queryKey: ['directory', 'domains', 'to-explain', organization],
    queryFn: ({ signal }) => call('GET /domains', { query: { organization, limit: FEW }, signal }),
  });
  const { data: mailboxes } = useQuery({
    queryKey: ['directory', 'mailboxes', 'to-explain', organization],
    queryFn: ({ signal }) => call('GET /mailboxes', { query: { organization, limit: 1 }, signal }),
  });
  const { data: credentials } = useQuery({
    queryKey: ['directory', 'credentials', 'to-explain', organization],
    queryFn: ({ signal }) => call('GET /credentials', { query: { organization, limit: 1 }, signal }),
  });
  const domain = (data?.items.find(({ verified }) => verified !== null) ?? data?.items[0])?.name ?? OUTSIDE.domain;
  const own = mailboxes?.items[0]?.address ?? `info@${domain}`;
  const login = credentials?.items[0];
  const signedIn =
    login === undefined ? { from: own, login: own } : { from: login.mailbox ?? own, login: login.username };
  const examples = {
    copier: { from: `scan@${domain}`, to: OUTSIDE.person, ip: OUTSIDE.network },
    app: { ...signedIn, to: OUTSIDE.person, ip: OUTSIDE.address },
    stranger: { from: OUTSIDE.person, to: own, ip: OUTSIDE.address },
  } as const;
  return (
    <Empty title={t('examples.title')}>
      {t('examples.text')}
      <div className={styles.list}>
        {(['copier', 'app', 'stranger'] as const).map((name) => (
          <Button key={name} onClick={() => choose(draftOf(examples[name]))}>
            {t(`examples.${name}`)}
          </Button>
        ))}
      </div>
    </Empty>
  );
}
