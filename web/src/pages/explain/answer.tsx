/** The answer: the verdict with what helps, the conversation, each decision, where each recipient goes, and the header. */
import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation, Step } from '../../api/contracts.ts';
import { useMay } from '../../api/rights.ts';
import { Copyable, useCopy } from '../../parts/copyable.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { Section } from '../../parts/section.tsx';
import { capital } from '../../parts/sentence.ts';
import { StateBlock } from '../../parts/state-word.tsx';
import { StepList } from '../../parts/step-list.tsx';
import { TranscriptView } from '../../parts/transcript.tsx';
import words from '../../words/en/explain.ts';
import { bodyOf, type Draft } from './question.ts';

interface Props {
  readonly draft: Draft;
  readonly explained: Explanation;
}

const useStyles = makeStyles({
  answer: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  refusals: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  refusal: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, alignItems: 'flex-start' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  decision: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  name: { minWidth: '120px', fontWeight: tokens.fontWeightSemibold },
  recipients: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  recipient: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, overflowWrap: 'anywhere' },
  onward: {
    marginLeft: tokens.spacingHorizontalM,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke1}`,
  },
});

const intents = { accepted: 'success', partly: 'warning', refused: 'error' } as const;

export function Answer({ draft, explained }: Props) {
  const { t } = useTranslation('explain');
  const styles = useStyles();
  const { verdict, conversation, decisions, recipients, header } = explained;
  return (
    <div className={styles.answer} role="region" aria-label={t('answer')}>
      <MessageBar intent={intents[verdict]} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t(`verdicts.${verdict}`)}</MessageBarTitle>
        </MessageBarBody>
      </MessageBar>
      <Refusals draft={draft} explained={explained} />
      {recipients.length > 0 && (
        <Section as="h2" title={t('whereTo')}>
          <div className={styles.recipients}>
            {recipients.map((one, index) => (
              <Recipient key={index} recipient={one} />
            ))}
          </div>
        </Section>
      )}
      <Section as="h2" title={t('conversation')}>
        <TranscriptView text={conversation.flatMap(saidIn).join('\n')} />
      </Section>
      <Section as="h2" title={t('decisions')}>
        <ul className={styles.list} role="list">
          {decisions.map(({ what, outcome, text }, index) => (
            // Their order is all they have.
            <li key={index}>
              <StateBlock mood={outcome === 'unknown' ? 'neutral' : outcome}>
                <span className={styles.decision}>
                  <span className={styles.name}>{nameOf(what, (name) => t(`names.${name}`))}</span>
                  <span>{text}</span>
                </span>
              </StateBlock>
            </li>
          ))}
        </ul>
      </Section>
      {header !== null && <Header text={header} />}
      <AsCommand draft={draft} />
    </div>
  );
}

/** As both sides would say it. */
const saidIn = ({ what, asked, text }: Step): readonly string[] =>
  what === 'connect' || asked === null ? [`S: ${text}`] : [`C: ${asked}`, `S: ${text}`];

const isNamed = (what: string): what is keyof typeof words.names => Object.hasOwn(words.names, what);
/** A newer server may decide more. */
const nameOf = (what: string, name: (what: keyof typeof words.names) => string): string =>
  isNamed(what) ? name(what) : capital(what);

function Refusals({ draft, explained: { refusals = [], refusal } }: Props) {
  const { t } = useTranslation('explain');
  const styles = useStyles();
  const mayMake = useMay('organization-administrator');
  const navigate = useNavigate();
  const all = refusals.length > 0 ? refusals : refusal === null ? [] : [{ ...refusal, recipient: null }];
  const make = (): void => {
    const { ip, certificate } = draft;
    const search = {
      add: '1',
      ...(certificate === '' ? { addresses: ip } : { certificate: certificate.split(',')[0]?.trim() }),
    };
    void navigate({ to: '/connectors', search: search as never });
  };
  if (all.length === 0) return null;
  return (
    <div className={styles.refusals}>
      {all.map((one, index) => (
        <div key={index} className={styles.refusal}>
          <Text>
            {one.recipient === null || all.length === 1
              ? capital(one.cause)
              : t('of', { recipient: one.recipient, cause: one.cause })}
          </Text>
          <Remedy told={one} />
          {mayMake && one.remedy?.act === 'approve-device' && <Button onClick={make}>{t('makeConnector')}</Button>}
        </div>
      ))}
    </div>
  );
}

/** With those that a group or a forwarding leads to. */
function Recipient({
  recipient: { address, steps, onward },
}: {
  readonly recipient: Explanation['recipients'][number];
}) {
  const styles = useStyles();
  return (
    <div className={styles.recipient}>
      <Text weight="semibold">{address}</Text>
      <StepList steps={steps} />
      {onward.map((next, index) => (
        <div key={index} className={styles.onward}>
          <Recipient recipient={next} />
        </div>
      ))}
    </div>
  );
}

function Header({ text }: { readonly text: string }) {
  const { t } = useTranslation('explain');
  const { copied, copy } = useCopy(text);
  return (
    <Section
      as="h2"
      title={t('header')}
      aside={
        <Button size="small" appearance="subtle" icon={<Copy16Regular />} onClick={copy}>
          {t(copied ? 'copied' : 'copyHeader')}
        </Button>
      }
    >
      <TranscriptView text={text.trimEnd()} label={t('headerLines')} />
    </Section>
  );
}

/** The words of commands are loaded for those who see one. */
function AsCommand({ draft }: Pick<Props, 'draft'>) {
  const { t } = useTranslation('explain');
  const [line, setLine] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    void Promise.all([
      import('../../../../src/texts/command.ts'),
      import('../../../../src/texts/explain-command.ts'),
    ]).then(([{ anyShell, typed }, { explainCommand }]) => {
      if (!isGone) setLine(typed(explainCommand(bodyOf(draft)), anyShell));
    });
    return () => {
      isGone = true;
    };
  }, [draft]);
  if (line === null) return null;
  return (
    <Section as="h2" title={t('command')}>
      <Copyable text={line} />
    </Section>
  );
}
