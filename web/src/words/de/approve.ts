import type { Translated } from '../namespaces.ts';

const words: Translated<'approve'> = {
  title: '{{name}} genehmigen',
  titleSeveral_one: '{{count}} Gerät genehmigen',
  titleSeveral_other: '{{count}} Geräte genehmigen',
  willBe: 'Ergebnis der Genehmigung',
  approve: 'Genehmigen',
  approveSeveral_one: '{{count}} Gerät genehmigen',
  approveSeveral_other: '{{count}} Geräte genehmigen',
  cancel: 'Abbrechen',
  details: 'Ändern Sie es vorher, wenn Sie möchten',
  name: 'Name',
  place: 'Standort',
  owner: 'Adresse des Besitzers',
  ownerHint: 'Erhält Berichte, wenn E-Mails des Geräts nicht zugestellt werden können.',
  profile: 'Profil',
  proposed: 'Wie vorgeschlagen',
  relay: 'Mit seiner Adresse allein senden lassen, ohne Anmeldung',
  done: '{{name}} darf herein',
  next: 'Weiter',
  scanAgain: 'Scannen Sie noch einmal, oder drucken Sie am Gerät eine Test-E-Mail.',
  watch: 'Live ansehen',
  close: 'Schließen',
};

export default words;
