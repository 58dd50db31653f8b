/** What is told of an upstream in its card, and at the head of its details. */
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Upstream } from '../../api/contracts.ts';
import { countText } from '../../parts/amounts.ts';
import { InnerLink } from '../../parts/inner-link.tsx';
import { useOrganizationChoice } from '../../parts/organization.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Remedy } from '../../parts/remedy.tsx';
import { capital } from '../../parts/sentence.ts';
import { StateBlock, StateWord } from '../../parts/state-word.tsx';
import { dayText, Time } from '../../parts/time.tsx';

/** null: the trace finds its mail by no single host. */
function traceOf({ nextHops }: Upstream): string | null {
  const [hop, ...others] = nextHops;
  return hop === undefined || others.length > 0 ? null : `/trace?${new URLSearchParams({ hop, since: '24h' })}`;
}

type Fact = readonly [name: string, value: ReactNode];

export function useFacts(upstream: Upstream): readonly Fact[] {
  const { t } = useTranslation('upstreams');
  const { way, pausedUntil, lastAcceptedAt, deliveredLastDay, failover, activeFailover } = upstream;
  const trace = traceOf(upstream);
  return [
    [t('facts.way'), way],
    [t('facts.signIn'), upstream.signIn === 'none' ? null : <SignedIn key="signIn" upstream={upstream} />],
    [t('facts.token'), until(upstream.tokenValidUntil)],
    [
      t('facts.secret'),
      upstream.secretExpiresAt === null ? null : <SecretUntil key="secret" at={upstream.secretExpiresAt} />,
    ],
    [t('facts.accepted'), lastAcceptedAt === null ? null : <Time key="accepted" at={lastAcceptedAt} as="relative" />],
    [
      t('facts.delivered'),
      deliveredLastDay === null ? null : trace === null ? (
        countText(deliveredLastDay)
      ) : (
        <InnerLink key="delivered" to={trace}>
          {countText(deliveredLastDay)}
        </InnerLink>
      ),
    ],
    [t('facts.waiting'), <Waiting key="waiting" upstream={upstream} />],
    [t('facts.paused'), until(pausedUntil)],
    [
      t('facts.failover'),
      activeFailover === null ? (
        failover.join(', ')
      ) : (
        <StateWord key="failover" mood="warning">
          {t('standsIn', { name: activeFailover })}
        </StateWord>
      ),
    ],
  ];
}

const until = (at: number | null): ReactNode => (at === null ? null : <Time at={at} />);

function SignedIn({ upstream: { signIn, username, state } }: { readonly upstream: Upstream }) {
  const { t } = useTranslation('upstreams');
  const text = t(`ways.${signIn as 'password'}`, { name: username ?? '', defaultValue: username ?? signIn });
  return state === 'signed-out' ? <StateWord mood="bad">{`${t('notYet')}: ${username ?? ''}`}</StateWord> : text;
}

const SOON_MS = 30 * 86_400_000;

function SecretUntil({ at }: { readonly at: number }) {
  const { t } = useTranslation('upstreams');
  const left = at - Date.now();
  if (left <= 0) return <StateWord mood="bad">{`${t('expired')}: ${dayText(at)}`}</StateWord>;
  return left < SOON_MS ? <StateWord mood="warning">{dayText(at)}</StateWord> : dayText(at);
}

function Waiting({ upstream }: { readonly upstream: Upstream }) {
  const { t } = useTranslation('upstreams');
  const { waiting, held } = upstream;
  const shown = countText(waiting + held);
  // Among several organizations a name may be another's too.
  const isOne = useOrganizationChoice().all.length < 2;
  const lane = isOne ? `connector:${upstream.name}` : `connector:${upstream.id}:`;
  const queue = `/queue?${new URLSearchParams({ tab: 'messages', lane })}`;
  return (
    <>
      {waiting + held === 0 ? shown : <PageLink to={queue}>{shown}</PageLink>}
      {held > 0 && ` (${t('paused', { count: held })})`}
    </>
  );
}

const useStyles = makeStyles({
  // Below the words, not below their icon.
  cure: { marginLeft: '24px', marginTop: tokens.spacingVerticalXS },
  faint: { color: tokens.colorNeutralForeground2 },
});

/** Cause, since when, and what helps: what the upstream said is text, whatever it said. */
export function LastError({ upstream }: { readonly upstream: Upstream }) {
  const styles = useStyles();
  const { lastError, troubleSince, state, byCode } = upstream;
  if (lastError === null) return null;
  // The button to sign in is there already.
  const isSaid = state === 'signed-out' && byCode;
  const { text, cure, remedy } = lastError;
  return (
    <div>
      <StateBlock mood="bad">
        <Text as="p" block>
          {capital(text)}
        </Text>
        {troubleSince !== null && (
          <Text size={200} block className={styles.faint}>
            <Time at={troubleSince} as="relative" />
          </Text>
        )}
      </StateBlock>
      {cure !== undefined && !isSaid && (
        <div className={styles.cure}>
          <Remedy told={{ cure, ...(remedy !== undefined && { remedy }) }} quiet />
        </div>
      )}
    </div>
  );
}
