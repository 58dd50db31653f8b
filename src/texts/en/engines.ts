/** The words for what mail is screened with. */
import type { ListTrouble, ScreenEngine } from '../../mail/doors/screening-health.ts';

export const engineWords: Readonly<Record<ScreenEngine, string>> = {
  rspamd: 'spam filter (rspamd)',
  clamd: 'virus scanner (clamd)',
};

export const listWords: Readonly<Record<ListTrouble, string>> = {
  refuses: 'it does not answer our DNS server',
  'lists-everything': 'it lists even 127.0.0.1, which no list may have',
  'lists-nothing': 'it does not list 127.0.0.2, which every list must have',
  'no-key': 'its key is missing',
  silent: 'it gives no answer',
};
