import type { Translated } from '../namespaces.ts';

const words: Translated<'content'> = {
  title: 'Contenido',
  show: 'Vista previa',
  download: 'Descargar',
  noted: 'Queda anotado en el registro de auditoría que usted ha mirado.',
  notYours: 'Para leer lo que han escrito personas se necesita el derecho al contenido.',
  tabs: 'Mostrar como',
  text: 'Texto',
  html: 'HTML',
  headers: 'Encabezado',
  source: 'Origen',
  noText: 'No tiene texto sin formato.',
  cut: 'Solo se muestra el principio. Descárguelo para verlo todo.',
  frame: 'El mensaje, sin nada que se ejecute o se cargue',
  attachments: 'Datos adjuntos',
};

export default words;
