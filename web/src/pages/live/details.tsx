/** One session: why it was refused and what to do, and what was said, as it is said. */
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Copy16Regular, Save16Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { useMay } from '../../api/rights.ts';
import { approvalBy } from '../../parts/acts.ts';
import { Asked } from '../../parts/asked.tsx';
import { useCopy } from '../../parts/copyable.tsx';
import { explainPath } from '../../parts/explain-link.ts';
import { Facts } from '../../parts/facts.tsx';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useMedia } from '../../parts/media.ts';
import { Cure, Remedy } from '../../parts/remedy.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { Time } from '../../parts/time.tsx';
import { TranscriptView } from '../../parts/transcript.tsx';
import { tlsName } from './columns.tsx';
import { type LiveRefusal, type LiveRow, stateOf, tellingOf } from './sessions.ts';
import { SessionState } from './state.tsx';

interface Props {
  readonly row: LiveRow;
  readonly approve: (asked: NonNullable<ReturnType<typeof approvalBy>>) => void;
  readonly only: (address: string) => void;
}

const useStyles = makeStyles({
  /** Where a thumb is, however long what is above. */
  thumb: {
    position: 'sticky',
    bottom: `calc(-1 * ${tokens.spacingVerticalXXL})`,
    display: 'flex',
    flexDirection: 'column',
    paddingTop: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalXXL,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  links: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalS },
  state: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

export const titleOf = ({ device, helo, clientAddress }: LiveRow): string => device ?? helo ?? clientAddress;

export function Details({ row, approve, only }: Props) {
  const { t } = useTranslation('live');
  const styles = useStyles();
  const { clientAddress, noMail, accepted } = row;
  const told = tellingOf(row);
  const lack = told?.lack ?? (accepted.length === 0 ? noMail : null);
  const may = useMay('help-desk');
  const asked = may ? approvalBy(lack?.remedy) : null;
  const isPhone = useMedia('(max-width: 640px)');
  const button = asked !== null && (
    <Button appearance="primary" size={isPhone ? 'large' : 'medium'} onClick={() => approve(asked)}>
      {t('details.approve')}
    </Button>
  );
  return (
    <>
      <div className={styles.state}>
        <SessionState row={row} />
        <Text>{capital(told?.cause ?? (lack === null ? t(`sentences.${stateOf(row)}`) : lack.cause))}</Text>
      </div>
      {lack !== null && (
        <Section title={t('details.whatToDo')}>
          {isPhone && button !== false ? (
            <Text>{t('details.approveBelow')}</Text>
          ) : (
            <Help lack={lack} button={button || null} />
          )}
        </Section>
      )}
      {told !== undefined && (
        <Facts
          of={[
            [t('details.told'), told.reply],
            [t('details.from'), told.sender === '' ? '<>' : told.sender],
            [t('details.to'), told.recipient],
          ]}
        />
      )}
      <Said row={row} />
      <Section title={t('details.session')}>
        <Facts
          of={[
            [t('columns.address'), clientAddress],
            [t('columns.device'), row.device ?? t('unknownDevice')],
            [t('details.helo'), row.helo],
            [t('details.tls'), row.tls ?? t('noTls')],
            [t('details.login'), row.login],
            [t('columns.port'), row.listener],
            [t('details.way'), wayOf(row.ingress, (way) => t(`ways.${way}`))],
            [t('details.connector'), row.connector],
            [t('details.began'), <Time key="began" at={row.startedAt} />],
            [t('details.ended'), row.endedAt === null ? null : <Time key="ended" at={row.endedAt} />],
            [t('details.mail'), accepted.length === 0 ? null : <Messages key="mail" ids={accepted} />],
          ]}
        />
        <div className={styles.links}>
          <Button size="small" onClick={() => only(clientAddress)}>
            {t('onlyThis')}
          </Button>
          <InnerLink to={`/trace?${new URLSearchParams({ ip: clientAddress })}`}>{t('details.trace')}</InnerLink>
          <ExplainLink row={row} refusal={told} />
        </div>
      </Section>
      {isPhone && button !== false && <div className={styles.thumb}>{button}</div>}
    </>
  );
}

const WAYS = ['relay', 'submission', 'direct', 'internal'] as const;
const wayOf = (ingress: string | null, name: (way: (typeof WAYS)[number]) => string): string | null => {
  const known = WAYS.find((way) => way === ingress);
  return known === undefined ? ingress : name(known);
};

/** `button`: in the place of the one that leads to another page; null: it is not for this person. */
function Help({ lack, button }: { readonly lack: NonNullable<LiveRefusal['lack']>; readonly button: ReactNode }) {
  const { t } = useTranslation('live');
  const { profile, because } = lack;
  return (
    <>
      {approvalBy(lack.remedy) === null ? (
        <Remedy told={lack} />
      ) : button === null ? (
        <Cure told={lack} />
      ) : (
        <Remedy told={lack}>{button}</Remedy>
      )}
      {profile !== null && (
        <Text>
          {because.length === 0
            ? t('details.profile', { profile })
            : t('details.profileBecause', { profile, because: because.join(', ') })}
        </Text>
      )}
    </>
  );
}

function Messages({ ids }: { readonly ids: readonly string[] }) {
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <InnerLink to={`/trace?${new URLSearchParams({ open: id })}`}>{id}</InnerLink>
    </span>
  ));
}

function ExplainLink({ row, refusal }: { readonly row: LiveRow; readonly refusal: LiveRefusal | undefined }) {
  const { t } = useTranslation('live');
  const may = useMay('help-desk');
  if (!may) return null;
  const { clientAddress: ip, helo, tls, login, listener: port } = row;
  const mail = { from: refusal?.sender ?? null, to: [refusal?.recipient ?? null], ip, helo, tls, login, port };
  return <InnerLink to={explainPath(mail)}>{t('details.explain')}</InnerLink>;
}

function Said({ row }: { readonly row: LiveRow }) {
  const { id, lines, linesLeftOut } = row;
  const { t } = useTranslation('live');
  const kept = useQuery({
    queryKey: ['trace', 'session', id],
    queryFn: ({ signal }) => call('GET /trace/sessions/:reference', { params: { reference: id }, signal }),
    enabled: lines === null,
  });
  if (lines === null)
    return <Asked query={kept}>{({ transcript }) => <Transcript id={id} text={transcript} follow={false} />}</Asked>;
  const leftOut = linesLeftOut === 0 ? [] : [`   (${t('details.linesLeftOut', { count: linesLeftOut })})`];
  return <Transcript id={id} text={[...leftOut, ...lines].join('\n')} follow />;
}

function Transcript({ id, text, follow }: { readonly id: string; readonly text: string; readonly follow: boolean }) {
  const { t } = useTranslation('live');
  const { copied, copy } = useCopy(text);
  return (
    <Section
      title={t('details.transcript')}
      aside={
        text !== '' && (
          <>
            <Button size="small" appearance="subtle" icon={<Copy16Regular />} onClick={copy}>
              {t(copied ? 'details.copied' : 'details.copy')}
            </Button>
            <Button
              size="small"
              appearance="subtle"
              icon={<Save16Regular />}
              onClick={() => saveFile(`session-${id}.txt`, new Blob([`${text}\n`], { type: 'text/plain' }))}
            >
              {t('details.save')}
            </Button>
          </>
        )
      }
    >
      {text === '' ? <Text>{t('details.noTranscript')}</Text> : <TranscriptView text={text} follow={follow} />}
    </Section>
  );
}

/** Of a phone's list: what one wants to know first. */
export const secondLine = (row: LiveRow, told: string): string =>
  [row.clientAddress, tlsName(row.tls), told].filter((part) => part !== null && part !== '').join(' · ');
