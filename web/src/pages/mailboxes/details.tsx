/** One mailbox: how it is set up, who signs in to it, how much of its limits is used, and its last mail. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { Mailbox } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { useMe } from '../../api/session.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Flyout } from '../../parts/flyout.tsx';
import { Limits } from '../../parts/limits.tsx';
import { Meter } from '../../parts/meter.tsx';
import { RecentMail } from '../../parts/recent-mail.tsx';
import { Section } from '../../parts/section.tsx';
import { SignInWord } from './columns.tsx';
import { MailboxForm } from './form.tsx';
import { LastSignIn } from './last-sign-in.tsx';
import { MailboxMail } from './mail.tsx';
import { MAILBOXES, useDeliveryText } from './shown.ts';
import { SignIns } from './sign-ins.tsx';

interface Props {
  readonly id: string;
  readonly close: () => void;
  readonly changed: () => void;
  readonly previous: (() => void) | null;
  readonly next: (() => void) | null;
}

export function Details({ id, close, changed, ...beside }: Props) {
  const { t } = useTranslation('mailboxes');
  const queries = useQueryClient();
  const [panel, setPanel] = useState<'edit' | 'mail' | 'remove' | null>(null);
  const found = useQuery({
    queryKey: [...MAILBOXES, 'one', id],
    queryFn: async ({ signal }) => (await call('GET /mailboxes/:name', { params: { name: id }, signal })).item,
    staleTime: 0,
  });
  const mailbox = found.data;
  if (panel === 'edit' && mailbox !== undefined)
    return <MailboxForm mailbox={mailbox} close={() => setPanel(null)} saved={changed} />;
  if (panel === 'mail' && mailbox !== undefined) return <MailboxMail mailbox={mailbox} back={() => setPanel(null)} />;
  return (
    <Flyout open title={mailbox?.address ?? t('title')} close={close} {...beside}>
      <Asked query={found}>{(one) => <Opened key={one.id} mailbox={one} show={setPanel} />}</Asked>
      {panel === 'remove' && mailbox !== undefined && (
        <Confirm
          open
          title={t('remove.title', { address: mailbox.address })}
          deed={t('remove.deed')}
          run={async () => {
            await call('DELETE /mailboxes/:name', { params: { name: mailbox.id }, seen: mailbox });
            await queries.invalidateQueries({ queryKey: ['directory'] });
            changed();
            close();
          }}
          close={() => setPanel(null)}
        >
          {t('remove.text')}
        </Confirm>
      )}
    </Flyout>
  );
}

const useStyles = makeStyles({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  use: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
});

interface OpenedProps {
  readonly mailbox: Mailbox;
  readonly show: (panel: 'edit' | 'mail' | 'remove') => void;
}

function Opened({ mailbox, show }: OpenedProps) {
  const { t } = useTranslation('mailboxes');
  const styles = useStyles();
  const may = useMay('organization-administrator');
  const { content } = useMe();
  const reads = content && mailbox.delivery.kind === 'maildir';
  const deliveryText = useDeliveryText();
  const { address, displayName, aliases, plusAddressing, delivery, sendAs, forwarding, copyToSent } = mailbox;
  const yesOrNo = (is: boolean): string => t(is ? 'facts.yes' : 'facts.no');
  const forwarded = [...(forwarding?.to ?? []), ...(forwarding?.keepCopy === true ? [t('facts.keepCopy')] : [])];
  return (
    <>
      {(may || reads) && (
        <div className={styles.buttons}>
          {may && <Button onClick={() => show('edit')}>{t('edit')}</Button>}
          {reads && <Button onClick={() => show('mail')}>{t('mail.read')}</Button>}
          {may && <Button onClick={() => show('remove')}>{t('remove.deed')}</Button>}
        </div>
      )}
      <Facts
        of={[
          [t('facts.address'), address],
          [t('facts.name'), displayName],
          [t('facts.aliases'), aliases.join(', ')],
          [t('facts.plus'), yesOrNo(plusAddressing)],
          [t('facts.delivery'), deliveryText(delivery)],
          [t('facts.folder'), delivery.kind === 'maildir' ? delivery.path : null],
          [t('columns.smtpAuth'), <SignInWord key="signs-in" of={mailbox} />],
          [t('facts.sendAs'), sendAs.join(', ')],
          [t('facts.forwarding'), forwarded.join(', ')],
          [t('facts.copyToSent'), yesOrNo(copyToSent)],
          [t('facts.organization'), mailbox.organization],
        ]}
      />
      <SignIns mailbox={mailbox} />
      <LastSignIn address={address} />
      <Use mailbox={mailbox} />
      <RecentMail
        title={t('last.title')}
        query={{ from: address, since: '30d' }}
        asked={{ sender: address }}
        none={t('last.none')}
        all={t('last.all')}
      />
    </>
  );
}

/** What it may send, and how much of what is counted over time it has sent. */
function Use({ mailbox }: { readonly mailbox: Mailbox }) {
  const { address, organizationId } = mailbox;
  const queries = useQueryClient();
  const { t } = useTranslation('mailboxes');
  const styles = useStyles();
  const asked = useQuery({
    queryKey: ['limits', 'uses', organizationId],
    queryFn: ({ signal }) => call('GET /limits/uses', { query: { organization: organizationId }, signal }),
  });
  return (
    <Section title={t('use.title')}>
      <Asked query={asked}>
        {({ items }) => {
          const own = items.filter(({ of, called }) => of === 'mailbox' && called === address);
          if (own.length === 0) return <Text>{t('use.none')}</Text>;
          return own.map(({ limit, used, most, unit }) => {
            const text = t('use.of', { used: countText(used), most: countText(most), unit });
            return (
              <div key={limit} className={styles.use}>
                <Text>{text}</Text>
                <Meter name={t('use.title')} text={text} used={used} most={most} />
              </div>
            );
          });
        }}
      </Asked>
      <Limits
        level="mailbox"
        own={mailbox.limits}
        within={mailbox.organization}
        save={async (limits) => {
          await call('PATCH /mailboxes/:name', { params: { name: mailbox.id }, body: { limits }, seen: mailbox });
          await queries.invalidateQueries({ queryKey: MAILBOXES });
        }}
      />
    </Section>
  );
}
