/** To end what an alarm is about. */
import type { AlarmRemedy } from '../../../mail/remedies/alarm.ts';
import { blank, command } from '../../command.ts';
import { byWord, say } from '../../phrase.ts';
import type { Rows } from './rows.ts';

const queue = command`queue list`;

export const alarmRemedies = {
  'give-up-damaged': ({ queueId }) =>
    say`Look after the disk (its errors are in the system's log). Put the file back from a backup, or give the message up, so that its sender hears of it and can send it again: ${command`queue bounce ${queueId}`}`,
  'mend-store': () =>
    say`Look at the disk of the data directory (full, read-only, failing) and at the log; the store goes on by itself as soon as it can write.`,
  'mend-resolver': () =>
    say`See what the name servers of this server say (${command`check server`}); they are the system's, or those of the setting dnsServers. Mail goes on being authenticated as soon as they answer.`,
  'mend-domain-records': ({ domain }) =>
    say`Publish them again where the domain’s DNS is kept (${command`domain records ${domain}`}), and see what its name servers say then: ${command`domain check ${domain}`}. If that was meant, acknowledge it.`,
  'publish-dkim-key': ({ record }) =>
    say`Publish its record where the domain’s DNS is kept (${command`dkim show ${record}`}), and see what its name servers say then: ${command`dkim check ${record}`}. If it is not wanted any more: ${command`dkim retire ${record}`}.`,
  'make-next-dkim-key': ({ domain }) =>
    say`Make the next one, and publish its record: ${command`dkim add ${domain}`}. It takes over a week after that, by itself.`,
  'make-dkim-key': ({ domain }) =>
    say`Make one, and publish its record: ${command`dkim add ${domain}`}. Mail is signed as soon as it is found. If nothing is sent from there, acknowledge this.`,
  'remove-dkim-key': ({ record }) =>
    say`Take its record out of DNS, and then delete it here: ${command`dkim remove ${record}`}`,
  'look-at-sender': ({ of, who }) =>
    byWord(of, {
      mailbox: say`Look at what it sends (${command`trace --sender ${who} --since 1h`}). If that is not what it should be, change its password and keep it from sending: ${command`restricted add ${who}`}.`,
      connector: say`Look at what comes by it (${command`trace --connector ${who} --since 1h`}), and find the device that sends it. To stop all of them: ${command`restricted add ${who} --of connector`}.`,
      device: say`Look at what it sends (${command`trace --device ${who} --since 1h`}), and at the device itself.`,
    }),
  'mend-and-lift': ({ of, who }) =>
    byWord(of, {
      sender: say`See what it did (${command`restricted show ${who}`}), change its password, and lift it: ${command`restricted lift ${who}`}. With --release what waits goes on; ${command`restricted expire ${who}`} ends it.`,
      connector: say`See what came by it (${command`restricted show ${who}`}), find and clean the device that sent it, and lift it: ${command`restricted lift ${who}`}. With --release what waits goes on; ${command`restricted expire ${who}`} ends it.`,
    }),
  'find-spam-source': ({ sender }) =>
    say`Look at what was sent: ${command`trace --sender ${sender} --since 1h`}. Stop what should not go out (${command`restricted add ${sender}`}), then ask the next hop to take our mail again.`,
  'mend-engine': ({ engine }) =>
    byWord(engine, {
      rspamd: say`See on its machine whether it runs (${'systemctl status rspamd'}) and listens where the setting screening.rspamd.url says; then ask it: ${command`check protection`}`,
      clamd: say`See on its machine whether it runs (${'systemctl status clamav-daemon'}), has signatures (${'clamav-freshclam'} fetches them) and memory, and listens where the setting screening.clamd.address says; then ask it: ${command`check protection`}`,
    }),
  'mend-block-list': ({ list, why }) =>
    byWord(why, {
      refuses: say`Let this machine ask by a DNS resolver of its own, not by a public one (setting dnsServers); or use the list with a key, where its keeper gives one. Without either, take it off: ${command`org set --remove-block-list ${list}`}. Then ask it: ${command`check protection`}`,
      'lists-everything': say`It is closed, or belongs to somebody else now: take it off: ${command`org set --remove-block-list ${list}`}`,
      'lists-nothing': say`See whether ${list} is its right name, and still kept; else take it off: ${command`org set --remove-block-list ${list}`}`,
      'no-key': say`Give it again with its key in front, as its keeper shows it: ${command`org set --add-block-list ${`KEY.${list}`}`}`,
      silent: say`See whether this machine’s DNS server reaches it (setting dnsServers); then ask it: ${command`check protection`}`,
    }),
  'put-secret-key-back': () =>
    say`Put the right secret.key back (mode 0600) and restart Doorpost, or set each of them again.`,
  'free-disk': () =>
    say`Free space there, or give it a larger disk; no restart is needed. How much must stay free is the setting minFree.`,
  'empty-quarantine': () =>
    say`Delete what nobody needs (${command`quarantine list`}), or keep it for fewer days: ${command`org set --quarantine-days 7`}`,
  'open-http': ({ why }) =>
    byWord(why, {
      unprotected: say`Set http.tls: on; or put a proxy with TLS before it and name its address in http.trustedProxies; or listen on this machine only (http.addresses) and come by an SSH tunnel. Then restart Doorpost.`,
      'in-use': say`Stop the other program, and the port is opened within a minute; or choose another with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.`,
      'no-right': say`Choose a port above 1023 with http.port (DOORPOST_HTTP_PORT) and restart Doorpost.`,
      'no-address': say`Give this machine the address, and it is opened within a minute; or correct http.addresses (DOORPOST_HTTP_ADDRESSES) and restart Doorpost.`,
      other: say`Look at http.addresses and http.port; it is tried again every minute.`,
    }),
  'look-at-upstream': ({ name }) =>
    say`Look whether it runs and is reached from here: ${command`upstream test ${name} --to you@example.com`}. Where its name, port or endpoint has changed: ${command`check upstream ${name}`} says how that is set. What waits: ${queue}.`,
  'look-at-mailboxes': () =>
    say`Look whether the mailbox server (LMTP) runs, or whether the folder of the mailboxes can be written to. What waits: ${queue}.`,
  'look-at-way-out': () =>
    say`That many at once is seldom theirs: ${command`check server`} tells whether port 25 outward is blocked; look at DNS and the network of this machine, too. What waits: ${queue}.`,
  'see-what-waits': () =>
    say`See what each was told last: ${queue}; where it goes by an upstream: ${command`upstream status`}. How long mail may wait before this is told is the setting alarms.oldestMail.`,
  'see-what-grows': () =>
    say`See where they wait: ${command`queue lanes`}; and who sends so much: ${command`trace --since 1h`}. Mail that should not go out is stopped with ${command`queue hold`} or ${command`queue bounce`}.`,
  'read-orphan-reports': ({ organization }) =>
    say`Read them with ${command`trace --orphan-reports`}. Then name who answers for the device (${command`device set NAME --owner ADDRESS`}), make the mailbox, or have copies sent to postmaster: ${command`org set ${organization ?? blank('name')} --copy-orphan-reports on`}.`,
  'decide-on-strangers': ({ organization }) =>
    say`Give devices that send so a connector, or let them sign in; then decide: ${command`org set ${organization} --strangers-in-own-name refuse`} (or allow, to pass such mail on all the same)`,
  'look-at-device': ({ name, place }) =>
    say`Look whether it is switched on${place === '' ? '' : say` (${place})`}, reaches this server and still sends here; what was last seen of it: ${command`device show ${name}`}. If it may be silent for longer, give it more days or none.`,
  'see-last-refusal': ({ reference }) =>
    say`See what it said and what would have let it in: ${command`trace ${reference}`}`,
  'renew-self-signed': () =>
    say`Restart Doorpost: it makes a new one; or name a certificate of your own in the setting tls.certificates`,
  'renew-certificate': ({ file }) =>
    say`Renew the certificate in ${file} and its key; Doorpost takes the new files within seconds (${command`certificate reload`} says whether they fit)`,
  'renew-upstream-certificate': ({ file, name, upload }) =>
    say`Renew ${file} and its key${upload ? say`, and upload the new certificate at the provider` : ''}; then try it: ${command`upstream test ${name} --to you@example.com`}`,
  'renew-client-secret': ({ name }) =>
    say`Make a new client secret at the provider, then: ${command`upstream set ${name} --secret-stdin --secret-expires DATE`}`,
  'use-or-renew-sign-in': ({ name, codes }) =>
    say`Use it (${command`upstream test ${name} --to you@example.com`}), or sign in again: ${codes ? command`upstream sign-in ${name}` : command`upstream set ${name} --refresh-token-stdin`}`,
  'test-whether-mended': ({ name }) =>
    say`Find out step by step what is the matter: ${command`upstream test ${name} --to you@example.com`}. What waits goes on by itself when it works, and none of it is bounced.`,
  'wait-or-send-less': ({ name }) =>
    say`what waits goes by itself when it may; less at once (${command`upstream set ${name} --pace PACE`}), a second account, or a failover (--failover) makes room`,
  'set-webhook-again': ({ organization }) => say`set it again: ${command`org set ${organization} --alarm-webhook URL`}`,
  'test-webhook': () => say`check it with: ${command`alarm test`}`,
  'name-alarm-address': ({ organization }) =>
    say`${command`org set ${organization} --alarm-address ADDRESS`}, or make a mailbox`,
  'read-more-alarms': () => say`Read them with: ${command`alarm list`}`,
  acknowledge: ({ key }) => say`${key === null ? command`alarm acknowledge KEY` : command`alarm acknowledge ${key}`}`,
} satisfies Rows<AlarmRemedy>;
