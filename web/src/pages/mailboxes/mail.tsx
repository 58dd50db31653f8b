/** The mail that lies in one mailbox, for who may read what people wrote; each message that is opened is noted. */
import { Button, Link, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, octets } from '../../api/call.ts';
import type { AnswerTo, Mailbox } from '../../api/contracts.ts';
import { sizeText } from '../../parts/amounts.ts';
import { Asked } from '../../parts/asked.tsx';
import { useCursorList } from '../../parts/cursor-list.ts';
import { useDeed } from '../../parts/deed.ts';
import { Facts } from '../../parts/facts.tsx';
import { beside, Flyout } from '../../parts/flyout.tsx';
import { MessageContent } from '../../parts/message-content.tsx';
import { NOTED_LOOK } from '../../parts/noted-look.ts';
import { saveFile } from '../../parts/save-file.ts';
import { type SmallColumn, SmallTable } from '../../parts/small-table.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Time } from '../../parts/time.tsx';

type Listed = AnswerTo<'GET /mailboxes/:name/messages'>['items'][number];
type Read = AnswerTo<'GET /mailboxes/:name/messages/:id'>;

const ROWS_ASKED = 50;
/** Of a source that is shown; all of it is in the file. */
const SOURCE_OCTETS = 256 * 1024;
/** Named in the list only where it is another. */
const INBOX = 'INBOX';
const keyOf = ({ id }: Listed): string => id;

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  message: { display: 'flex', flexDirection: 'column', alignItems: 'start' },
  subject: { textAlign: 'start' },
  unread: { fontWeight: tokens.fontWeightSemibold },
});

interface Props {
  readonly mailbox: Mailbox;
  readonly back: () => void;
}

export function MailboxMail({ mailbox, back }: Props) {
  const { t } = useTranslation('mailboxes');
  const [opened, setOpened] = useState<string | null>(null);
  const list = useCursorList({
    key: ['messages', mailbox.id],
    keyOf,
    live: false,
    page: async (after, signal) => {
      const query = { limit: ROWS_ASKED, after };
      const { items, next } = await call('GET /mailboxes/:name/messages', {
        params: { name: mailbox.id },
        query,
        signal,
      });
      return { rows: items, next };
    },
  });
  const row = list.rows.find(({ id }) => id === opened);
  const title = row === undefined ? t('mail.title', { address: mailbox.address }) : row.subject || t('mail.noSubject');
  const besides = beside(list.rows, keyOf, opened, ({ id }) => setOpened(id));
  return (
    <Flyout open title={title} close={back} {...(opened === null ? { previous: null, next: null } : besides)}>
      {opened === null ? (
        <Messages list={list} open={setOpened} back={back} address={mailbox.address} />
      ) : (
        <Message key={opened} mailbox={mailbox} id={opened} back={() => setOpened(null)} />
      )}
    </Flyout>
  );
}

interface MessagesProps {
  readonly list: ReturnType<
    typeof useCursorList<Listed, { readonly rows: readonly Listed[]; readonly next: string | null }>
  >;
  readonly open: (id: string) => void;
  readonly back: () => void;
  readonly address: string;
}

function Messages({ list, open, back, address }: MessagesProps) {
  const { t } = useTranslation('mailboxes');
  const styles = useStyles();
  const columns: readonly SmallColumn<Listed>[] = [
    { name: t('mail.received'), width: '130px', cell: ({ at }) => <Time at={at} /> },
    {
      name: t('mail.subject'),
      cell: ({ id, subject, seen, from, folder }) => (
        <div className={styles.message}>
          <Link as="button" className={mergeClasses(styles.subject, !seen && styles.unread)} onClick={() => open(id)}>
            {subject || t('mail.noSubject')}
          </Link>
          <Text size={200}>
            {[from, ...(folder === INBOX ? [] : [folder])].filter((each) => each !== '').join(' · ')}
          </Text>
        </div>
      ),
    },
    { name: t('mail.size'), width: '90px', atEnd: true, cell: ({ sizeBytes }) => sizeText(sizeBytes) },
  ];
  return (
    <>
      <Back to={t('mail.toMailbox', { address })} go={back} />
      <Text>{t('mail.noted')}</Text>
      {list.failed !== null && <Failed {...list.failed} />}
      {list.rows.length > 0 && <SmallTable label={t('mail.list')} columns={columns} rows={list.rows} keyOf={keyOf} />}
      {list.loading && <Loading lines={4} />}
      {!list.loading && list.failed === null && list.rows.length === 0 && (
        <Empty title={t('mail.none.title')}>{t('mail.none.text')}</Empty>
      )}
      {list.hasMore && !list.loading && (
        <div>
          <Button onClick={list.loadMore}>{t('mail.more')}</Button>
        </div>
      )}
    </>
  );
}

function Message({ mailbox, id, back }: { readonly mailbox: Mailbox; readonly id: string; readonly back: () => void }) {
  const { t } = useTranslation('mailboxes');
  const params = { name: mailbox.id, id };
  const found = useQuery({
    queryKey: ['message', mailbox.id, id],
    queryFn: ({ signal }) => call('GET /mailboxes/:name/messages/:id', { params, signal }),
    ...NOTED_LOOK,
  });
  return (
    <>
      <Back to={t('mail.toList')} go={back} />
      <Asked query={found} loading={<Loading lines={6} />}>
        {(message) => <Opened message={message} params={params} />}
      </Asked>
    </>
  );
}

const shownHeaders = ['from', 'to', 'cc', 'date', 'subject'];

function Opened({
  message,
  params,
}: {
  readonly message: Read;
  readonly params: { readonly name: string; readonly id: string };
}) {
  const { t } = useTranslation(['mailboxes', 'content']);
  const styles = useStyles();
  const { busy, error, run } = useDeed();
  const file = () => octets('GET /mailboxes/:name/messages/:id/raw', { params });
  const latin1 = new TextDecoder('latin1');
  return (
    <>
      <Facts
        of={message.headers.filter(([name]) => shownHeaders.includes(name.toLowerCase())).map((each) => [...each])}
      />
      <div className={styles.acts}>
        <Button
          disabledFocusable={busy}
          onClick={() => void run(async () => saveFile(`${params.id}.eml`, await file()))}
        >
          {t('content:download')}
        </Button>
        <Text size={200}>{t('content:noted')}</Text>
      </div>
      {error !== null && <Failed error={error} />}
      <MessageContent
        message={message}
        id={params.id}
        source={async () => latin1.decode(await (await file()).slice(0, SOURCE_OCTETS).arrayBuffer())}
      />
    </>
  );
}

function Back({ to, go }: { readonly to: string; readonly go: () => void }) {
  return (
    <div>
      <Button appearance="subtle" icon={<ArrowLeft20Regular />} onClick={go}>
        {to}
      </Button>
    </div>
  );
}
