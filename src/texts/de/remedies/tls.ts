/** Tls, in German. */
import type { Sentences } from '../../sentences.ts';

export const tlsRemedies: Sentences = {
  'Install the certificate of the authority that signed it (where it signed itself: the certificate itself) among the authorities of this machine, and restart Doorpost':
    'Installieren Sie das Zertifikat der Stelle, die es signiert hat (wo es sich selbst signiert hat: das Zertifikat selbst), unter den Stellen dieses Computers, und starten Sie Doorpost neu',
  '{{0}}; or let whoever runs that host send the whole chain':
    '{{0}}; oder lassen Sie den Betreiber dieses Hosts die ganze Kette senden',
  'Whoever runs that host has to renew it, unless the clock of this machine is wrong':
    'Der Betreiber dieses Hosts muss es erneuern, es sei denn, die Uhr dieses Computers geht falsch',
  'Look whether the clock of this machine is right; else whoever runs that host has to mend it':
    'Sehen Sie nach, ob die Uhr dieses Computers richtig geht; sonst muss der Betreiber dieses Hosts es in Ordnung bringen',
  'Say which name stands in it: {{0}}; or connect by that name: {{1}}':
    'Sagen Sie, welcher Name darin steht: {{0}}; oder verbinden Sie sich mit diesem Namen: {{1}}',
  'Whoever runs that host has to mend its certificate':
    'Der Betreiber dieses Hosts muss sein Zertifikat in Ordnung bringen',
  '{{0}}. To encrypt without knowing who it is: {{1}}': '{{0}}. Um zu verschlüsseln, ohne zu wissen, mit wem: {{1}}',
  'Have it renewed, or speak what it speaks, with this host alone: {{0}}':
    'Lassen Sie ihn erneuern, oder sprechen Sie, was er spricht, mit diesem Host allein: {{0}}',
  'Or name other files: {{0}}': 'Oder nennen Sie andere Dateien: {{0}}',
  'Check its port (465 wants --tls wrapped; 587 and 25 --tls required or verified) and whose certificate it has (install its authority on this machine, or give its name): {{0}}':
    'Prüfen Sie seinen Port (465 will --tls wrapped; 587 und 25 --tls required oder verified) und wessen Zertifikat er hat (installieren Sie dessen Stelle auf diesem Computer, oder geben Sie seinen Namen an): {{0}}',
  'Check its port (465 wants --tls wrapped; 587 and 25 offer STARTTLS as a rule): {{0}}. A host of your own network that has no TLS: {{1}} (mail is encrypted where the host can, and else goes in clear text, which whoever is on the way can read)':
    'Prüfen Sie seinen Port (465 will --tls wrapped; 587 und 25 bieten in der Regel STARTTLS an): {{0}}. Ein Host Ihres eigenen Netzes, der kein TLS hat: {{1}} (E-Mails werden verschlüsselt, wo der Host es kann, und gehen sonst im Klartext, den jeder unterwegs lesen kann)',
  'Have TLS switched on there, or name a port that has it: {{0}}. To send name and password in clear text, which whoever is on the way can read: {{1}}':
    'Lassen Sie dort TLS einschalten, oder nennen Sie einen Port, der es hat: {{0}}. Um Name und Kennwort im Klartext zu senden, den jeder unterwegs lesen kann: {{1}}',
  '{{0}}; or say which name stands in it: {{1}}. To encrypt without knowing who it is: {{2}}':
    '{{0}}; oder sagen Sie, welcher Name darin steht: {{1}}. Um zu verschlüsseln, ohne zu wissen, mit wem: {{2}}',
};
