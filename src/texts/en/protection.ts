/** The words of protection as a whole: presets, what checks would have done, how a sender is known. */
import type { CheckMark, senderKinds } from '../../mail/screening/checks.ts';

export const presetWords: Readonly<Record<'observe' | 'standard' | 'strict', string>> = {
  observe: 'nothing is done; the trace says what would be',
  standard: 'forged mail and malware are refused or kept back, spam goes to Junk',
  strict: 'as standard, and spam and unproven mail are kept in quarantine',
};

export const checkWould: Readonly<Record<CheckMark['act'], string>> = {
  reject: 'would have refused',
  defer: 'would have put off',
  quarantine: 'would have put into quarantine',
  hold: 'would have kept back',
  junk: 'would have put into Junk',
  stamp: 'would have marked',
  also: 'applied to, behind another check,',
};

export const senderWords: Readonly<Record<(typeof senderKinds)[number], string>> = {
  device: 'from known devices',
  mailbox: 'from addresses of mailboxes here',
  'own-domain': 'in a domain of yours',
  allowed: 'on the allow list',
  stranger: 'from strangers',
};
