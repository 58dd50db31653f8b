/** Licences of one organization: its seats, who lacks one, and senders that are nobody's mailbox. */
import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import type { LicenceReport } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { countText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { useDeed } from '../../parts/deed.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';
import { Heading } from '../../parts/heading.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { Meter } from '../../parts/meter.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { Section } from '../../parts/section.tsx';
import { type SmallColumn, SmallTable } from '../../parts/small-table.tsx';
import { StateWord } from '../../parts/state-word.tsx';
import { Empty, Failed } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';

const LISTED = ['directory', 'licences'] as const;

const useStyles = makeStyles({
  seats: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, maxWidth: '360px' },
});

interface Whose {
  readonly id: string;
  readonly name: string;
}

export function Page() {
  const { t } = useTranslation('licences');
  const { all, chosen } = useOrganizationChoice();
  const whose = all.length === 1 ? all[0] : all.find(({ id }) => id === chosen);
  return (
    <>
      <Heading>{t('title')}</Heading>
      <Text>{t('text')}</Text>
      {whose === undefined ? <Empty title={t('choose')} /> : <Of key={whose.id} whose={whose} />}
    </>
  );
}

function Of({ whose }: { readonly whose: Whose }) {
  const { t } = useTranslation('licences');
  const report = useQuery({
    queryKey: [...LISTED, whose.id],
    queryFn: ({ signal }) => call('GET /licences/report', { query: { organization: whose.id }, signal }),
  });
  return (
    <Asked query={report}>
      {(found) => (
        <>
          <Text>{t(`licensings.${found.licensing as 'off'}`)}</Text>
          <Seats whose={whose} report={found} />
          <Lacking whose={whose} addresses={found.mailboxSeats.missing} />
          <Senders whose={whose} senders={found.protectionSeats.senders} />
        </>
      )}
    </Asked>
  );
}

interface ReportProps {
  readonly whose: Whose;
  readonly report: LicenceReport;
}

function Seats({ whose, report: { mailboxSeats, protectionSeats } }: ReportProps) {
  const { t } = useTranslation('licences');
  const styles = useStyles();
  const may = useMay('global-administrator');
  const [changing, setChanging] = useState(false);
  const seats = (name: string, { total, assigned }: { readonly total: number; readonly assigned: number }) => {
    const text = t('seats.of', { assigned: countText(assigned), total: countText(total) });
    return (
      <div className={styles.seats}>
        <Text weight="semibold">{name}</Text>
        <Text>{text}</Text>
        {total > 0 && <Meter name={name} text={text} used={assigned} most={total} />}
      </div>
    );
  };
  return (
    <Section
      as="h2"
      title={t('seats.title')}
      aside={may && <Button onClick={() => setChanging(true)}>{t('seats.change')}</Button>}
    >
      {seats(t('seats.mailbox'), mailboxSeats)}
      {seats(t('seats.protection'), protectionSeats)}
      {changing && (
        <ChangeSeats
          whose={whose}
          mailbox={mailboxSeats.total}
          protection={protectionSeats.total}
          close={() => setChanging(false)}
        />
      )}
    </Section>
  );
}

interface ChangeProps {
  readonly whose: Whose;
  readonly mailbox: number;
  readonly protection: number;
  readonly close: () => void;
}

function ChangeSeats({ whose, mailbox, protection, close }: ChangeProps) {
  const { t } = useTranslation('licences');
  const queries = useQueryClient();
  const [mailboxSeats, setMailboxSeats] = useState(String(mailbox));
  const [protectionSeats, setProtectionSeats] = useState(String(protection));
  const isCount = (text: string): boolean => /^\d+$/u.test(text);
  return (
    <FormDialog
      title={t('seats.changeTitle', { name: whose.name })}
      deed={t('seats.save')}
      ready={isCount(mailboxSeats) && isCount(protectionSeats)}
      run={async () => {
        const body = { mailboxSeats: Number(mailboxSeats), protectionSeats: Number(protectionSeats) };
        await call('PUT /licences/seats', { query: { organization: whose.id }, body });
        await queries.invalidateQueries({ queryKey: LISTED });
        close();
      }}
      close={close}
    >
      <Field label={t('seats.mailbox')}>
        <Input type="number" min={0} value={mailboxSeats} onChange={(_, { value }) => setMailboxSeats(value)} />
      </Field>
      <Field label={t('seats.protection')}>
        <Input type="number" min={0} value={protectionSeats} onChange={(_, { value }) => setProtectionSeats(value)} />
      </Field>
    </FormDialog>
  );
}

/** Gives a seat, or takes it away. */
function useSeat({ id }: Whose) {
  const queries = useQueryClient();
  const deed = useDeed(() => void queries.invalidateQueries({ queryKey: LISTED }));
  return {
    ...deed,
    set: (address: string, has: boolean) =>
      void deed.run(() =>
        call(has ? 'POST /licences/assign' : 'POST /licences/unassign', {
          query: { organization: id },
          body: { address },
        }),
      ),
  };
}

function Lacking({ whose, addresses }: { readonly whose: Whose; readonly addresses: readonly string[] }) {
  const { t } = useTranslation('licences');
  const may = useMay('organization-administrator');
  const seat = useSeat(whose);
  const act: SmallColumn<string> = {
    name: '',
    atEnd: true,
    cell: (address) => (
      <Button size="small" disabledFocusable={seat.busy} onClick={() => seat.set(address, true)}>
        {t('lacking.assign')}
      </Button>
    ),
  };
  return (
    <Section as="h2" title={t('lacking.title')}>
      {seat.error !== null && <Failed error={seat.error} />}
      {addresses.length === 0 ? (
        <Text>{t('lacking.none')}</Text>
      ) : (
        <SmallTable
          label={t('lacking.title')}
          rows={addresses}
          keyOf={(address) => address}
          columns={[{ name: t('senders.address'), namesRow: true, cell: (address) => address }, ...(may ? [act] : [])]}
        />
      )}
    </Section>
  );
}

type Sender = LicenceReport['protectionSeats']['senders'][number];

function Senders({ whose, senders }: { readonly whose: Whose; readonly senders: readonly Sender[] }) {
  const { t } = useTranslation('licences');
  const may = useMay('organization-administrator');
  const seat = useSeat(whose);
  const act: SmallColumn<Sender> = {
    name: '',
    atEnd: true,
    cell: ({ address, licensed }) => (
      <Button size="small" disabledFocusable={seat.busy} onClick={() => seat.set(address, !licensed)}>
        {t(licensed ? 'senders.unassign' : 'senders.assign')}
      </Button>
    ),
  };
  return (
    <Section as="h2" title={t('senders.title')}>
      <Text>{t('senders.text')}</Text>
      {seat.error !== null && <Failed error={seat.error} />}
      {senders.length === 0 ? (
        <Text>{t('senders.none')}</Text>
      ) : (
        <SmallTable
          label={t('senders.title')}
          rows={senders}
          keyOf={({ address }) => address}
          columns={[
            { name: t('senders.address'), namesRow: true, cell: ({ address }) => address },
            {
              name: t('senders.messages'),
              atEnd: true,
              cell: ({ address, messages }) => (
                <InnerLink to={`/trace?${new URLSearchParams({ from: address, since: '30d' })}`}>
                  {countText(messages)}
                </InnerLink>
              ),
            },
            { name: t('senders.lastSeen'), cell: ({ lastSeen }) => <Time at={lastSeen} as="relative" /> },
            {
              name: t('senders.seat'),
              cell: ({ licensed }) => (
                <StateWord mood={licensed ? 'good' : 'warning'}>
                  {t(licensed ? 'senders.licensed' : 'senders.lacks')}
                </StateWord>
              ),
            },
            ...(may ? [act] : []),
          ]}
        />
      )}
    </Section>
  );
}
