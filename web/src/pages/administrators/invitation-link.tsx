/** The link of an invitation: shown once, to be handed over by the person who made it. */
import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../../parts/copyable.tsx';
import { dayAndTime } from '../../parts/time.tsx';

interface Props {
  readonly invitation: string;
  readonly invitedUntil: number;
}

export function InvitationLink({ invitation, invitedUntil }: Props) {
  const { t } = useTranslation('administrators');
  return (
    <>
      <Text>{t('invitation.text', { until: dayAndTime(invitedUntil) })}</Text>
      <Copyable text={invitation} />
    </>
  );
}
