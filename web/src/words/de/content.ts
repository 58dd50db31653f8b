import type { Translated } from '../namespaces.ts';

const words: Translated<'content'> = {
  title: 'Inhalt',
  show: 'Vorschau',
  download: 'Herunterladen',
  noted: 'Dass Sie nachgesehen haben, steht im Überwachungsprotokoll.',
  notYours: 'Um zu lesen, was Menschen geschrieben haben, braucht man das Recht auf Inhalte.',
  tabs: 'Anzeigen als',
  text: 'Text',
  html: 'HTML',
  headers: 'Header',
  source: 'Quelltext',
  noText: 'Sie hat keinen reinen Text.',
  cut: 'Nur der Anfang wird angezeigt. Laden Sie sie herunter, um alles zu sehen.',
  frame: 'Die Nachricht, ohne alles, was ausgeführt oder geladen wird',
  attachments: 'Anlagen',
};

export default words;
