/** Whether an administrator can sign in. */
import { useTranslation } from 'react-i18next';
import type { Administrator } from '../../api/contracts.ts';
import { StateWord } from '../../parts/state-word.tsx';

export function AccountState({ of: { hasPassword, hasSecondFactor, invitedUntil } }: { readonly of: Administrator }) {
  const { t } = useTranslation('administrators');
  // Passkeys may be all that somebody has.
  if (hasPassword || hasSecondFactor) return <StateWord mood="good">{t('states.active')}</StateWord>;
  return invitedUntil !== null && invitedUntil > Date.now() ? (
    <StateWord mood="waiting">{t('states.invited')}</StateWord>
  ) : (
    <StateWord mood="warning">{t('states.expired')}</StateWord>
  );
}
